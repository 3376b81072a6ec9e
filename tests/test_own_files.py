"""What each page loads of ours and of Streamlit before its first word: where it stands, and what a browser may keep of it."""

import re
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette

from pages.interface import chunks
from pages.interface.chunks import chunk_links
from pages.interface.own_files import OWN_FILES, PATHS, address
from pages.interface.shell import in_dutch
from tests.test_interface import Ask, asking

STATIC = Path(st.__file__).parent / "static"


@pytest.fixture
def ask() -> Ask:
    return asking(Starlette(routes=OWN_FILES))


@pytest.fixture(scope="module")
def page() -> str:
    """Streamlit's page as we send it."""
    return in_dutch((STATIC / "index.html").read_bytes()).decode()


@pytest.mark.parametrize("name", ["shell.js", "pictures.js", "style.css"])
def test_a_browser_keeps_a_file_for_as_long_as_it_is_this_one(ask, name):
    assert f"/{name}" in PATHS
    kept = ask(address(name).removeprefix("."))
    assert (kept.status, kept.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    for other in (f"/{name}", f"/{name}?v=000000000000"):  # of an earlier version of the dashboard, or by hand
        answer = ask(other)
        assert (answer.status, answer.headers["cache-control"], answer.body) == (200, "no-cache", kept.body)


def test_an_address_says_what_is_in_the_file():
    marks = {re.fullmatch(r"\./([a-z]+)\.(?:js|css)\?v=([0-9a-f]{12})", address(path[1:])) for path in PATHS}
    assert None not in marks
    assert len({mark[2] for mark in marks if mark}) == len(PATHS)


def test_a_page_names_our_files(page):
    head, _, body = page.partition("<body>")
    assert f'<script src="{address("shell.js")}"></script>' in head
    assert f'<script src="{address("pictures.js")}" defer></script>' in head
    # After the styles that Streamlit adds to the head, so ours count where both say something.
    assert f'<link rel="stylesheet" href="{address("style.css")}">' in body.partition('<div id="root">')[0]


def test_what_each_page_needs_of_streamlit_is_named_once_with_all_that_it_imports(page):
    named = re.findall(r'href="\./static/js/([\w.-]+\.js)"', page)
    assert len(named) == len(set(named))
    ours = re.findall(r"static/js/([\w.-]+\.js)", chunk_links())
    assert {name.split(".")[0] for name in ours} >= {"Html", "Selectbox", "PageLink", "TextInput"}
    known = {*named, *re.findall(r'src="\./static/js/([\w.-]+\.js)"', page)}
    for name in ours:
        text = (STATIC / "static" / "js" / name).read_text(encoding="utf-8")
        assert set(re.findall(r'from"\./([\w.-]+\.js)"', text)) <= known, name


def test_plotly_does_not_come_before_the_first_word(page):
    assert "PlotlyChart" not in page


def test_a_streamlit_that_is_built_otherwise_gives_a_page_without_them(tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text("<html></html>", encoding="utf-8")
    monkeypatch.setattr(chunks, "_STATIC", tmp_path)
    assert chunk_links.__wrapped__() == ""
