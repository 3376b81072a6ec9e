"""The parts of Streamlit's own script that each of our pages needs. Streamlit fetches one only when it meets the first element of
that kind, after the content of the page has come; because the page names them itself, a browser fetches them before that."""

import re
from functools import cache
from pathlib import Path

import streamlit as st

_STATIC = Path(st.__file__).parent / "static"
# Texts and menu, filters, the search box. Not charts: Plotly takes a second to set up, which would pass before the first word.
_ELEMENTS = ("Html", "Selectbox", "TextInput")
_IMPORTED = re.compile(rb'(?:from|import)"\./([\w.-]+\.js)"')


@cache
def chunk_links() -> str:
    """A `<link>` for each script but those that Streamlit's page names itself; empty where Streamlit is built otherwise."""
    wanted = [path.name for element in _ELEMENTS for path in sorted((_STATIC / "static" / "js").glob(f"{element}.*.js"))]
    named = set(re.findall(r"static/js/([\w.-]+\.js)", (_STATIC / "index.html").read_text(encoding="utf-8")))
    for name in wanted:  # grows while it is read: what a script imports is needed too
        imported = _IMPORTED.findall((_STATIC / "static" / "js" / name).read_bytes())
        wanted += [each for each in map(bytes.decode, imported) if each not in wanted and each not in named]
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in wanted)
