"""HTML from templates, with every value escaped."""

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import streamlit as st
from markupsafe import Markup

from pages.interface.base import base_path

_FOLDER = Path(__file__).parent
_HYPHENED = re.compile(r"\b((?:[A-Z]|\d+)(?:-(?:[A-Z]|\d+))+)\b")  # dates, years and codes: 14-08-2026, 2023-2027, C-F
_ADDRESS = re.compile(r"(https?://[^\s()]+)")
_SLASH = Markup("/<wbr>")
_UNBROKEN = Markup('<span class="unbroken">{}</span>')


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(_FOLDER / "templates")
    found = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    found.filters["unbroken"] = unbroken
    found.globals["base"] = base_path
    return found


def unbroken(text: str) -> str:
    """A text for a template, whose dates and codes are not broken at a hyphen where a column is narrow.

    An address would make its column wide: it may be broken behind each of its slashes.
    """
    if "://" not in text:
        return _whole(text)
    parts = enumerate(_ADDRESS.split(text))
    return Markup("").join(_SLASH.join(part.split("/")) if number % 2 else _whole(part) for number, part in parts)


def _whole(text: str) -> str:
    if "-" not in text:
        return text
    parts = enumerate(_HYPHENED.split(text))
    return Markup("").join(_UNBROKEN.format(part) if number % 2 else part for number, part in parts)  # this makes them harmless


def rendered(template: str, **values: Any) -> str:
    """A template filled in."""
    return _templates().get_template(f"{template}.html").render(**values)


def as_image(svg: str) -> str:
    """An SVG as the address of an image."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def draw(template: str, **values: Any) -> None:
    """Draw a template on the page."""
    st.html(rendered(template, **values))
