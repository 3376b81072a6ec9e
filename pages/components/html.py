"""HTML from templates, with every value escaped."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import streamlit as st

_FOLDER = Path(__file__).parent


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(_FOLDER / "templates")
    return jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )


def rendered(template: str, **values: Any) -> str:
    """A template filled in."""
    return _templates().get_template(f"{template}.html").render(**values)


def draw(template: str, **values: Any) -> None:
    """Draw a template on the page."""
    st.html(rendered(template, **values))


def draw_style() -> None:
    """The style of all that templates draw."""
    st.html(_FOLDER / "style.css")
