"""What each page loads of ours and of Streamlit before its first word: where it stands, and what a browser may keep of it."""

import io
import re
from pathlib import Path

import pytest
import streamlit as st
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware

from indicators.agenda import home_region
from pages.components.downloads import file_links
from pages.components.html import rendered
from pages.components.view import View
from pages.interface import chunks
from pages.interface.base import BelowBase
from pages.interface.chunks import chunk_links
from pages.interface.own_files import OWN_FILES, PATHS, address
from pages.interface.shell import in_dutch
from pages.routes import ROUTES
from pages.stewardship import gate
from pages.stewardship.gate import Gate
from tests.answering import Ask, asking

STATIC = Path(st.__file__).parent / "static"


@pytest.fixture
def ask() -> Ask:
    return asking(Starlette(routes=OWN_FILES))


@pytest.fixture(scope="module")
def page() -> str:
    """Streamlit's page as we send it."""
    return in_dutch((STATIC / "index.html").read_bytes()).decode()


@pytest.mark.parametrize("name", ["shell.js", "pictures.js", "moving.js", "style.css", "touch_icon.png"])
def test_a_browser_keeps_a_file_for_as_long_as_it_is_this_one(ask, name):
    assert f"/{name}" in PATHS
    kept = ask(address(name).removeprefix("."))
    assert (kept.status, kept.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    for other in (f"/{name}", f"/{name}?v=000000000000"):  # of an earlier version of the dashboard, or by hand
        answer = ask(other)
        assert (answer.status, answer.headers["cache-control"], answer.body) == (200, "no-cache", kept.body)


def test_on_the_home_screen_of_a_tablet_stands_a_picture_of_the_size_that_it_asks_for(ask):
    icon = ask("/touch_icon.png")
    assert icon.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(icon.body)).size == (180, 180)


def test_an_address_says_what_is_in_the_file():
    marks = {re.fullmatch(r"\./([a-z_]+)\.(?:js|css|png)\?v=([0-9a-f]{12})", address(path[1:])) for path in PATHS}
    assert None not in marks
    assert len({mark[2] for mark in marks if mark}) == len(PATHS)


def test_a_page_names_our_files(page):
    head, _, body = page.partition("<body>")
    assert f'<link rel="apple-touch-icon" href="{address("touch_icon.png")}">' in head
    assert f'<script src="{address("shell.js")}"></script>' in head
    assert '<meta name="pages" content="agenda banen banenafspraak ' in head
    assert " overzicht " not in head  # its address leads to the one without a name
    assert f'<script type="module" src="{address("pictures.js")}"></script>' in head
    assert f'<script type="module" src="{address("moving.js")}"></script>' in head
    # After the styles that Streamlit adds to the head, so ours count where both say something.
    assert f'<link rel="stylesheet" href="{address("style.css")}">' in body.partition('<div id="root">')[0]


def test_what_each_page_needs_of_streamlit_is_named_once_with_all_that_it_imports(page):
    named = re.findall(r'href="\./static/js/([\w.-]+\.js)"', page)
    assert len(named) == len(set(named))
    ours = re.findall(r"static/js/([\w.-]+\.js)", chunk_links())
    assert {name.split(".")[0] for name in ours} >= {"Html", "Selectbox", "TextInput"}
    known = {*named, *re.findall(r'src="\./static/js/([\w.-]+\.js)"', page)}
    for name in ours:
        text = (STATIC / "static" / "js" / name).read_text(encoding="utf-8")
        assert set(re.findall(r'from"\./([\w.-]+\.js)"', text)) <= known, name


def test_plotly_does_not_come_before_the_first_word(page):
    assert "PlotlyChart" not in page


def test_a_page_names_no_part_of_streamlit_that_no_page_draws(page):
    assert "PageLink" not in page  # the menu is one piece of HTML


def test_a_streamlit_that_is_built_otherwise_gives_a_page_without_them(tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text("<html></html>", encoding="utf-8")
    monkeypatch.setattr(chunks, "_STATIC", tmp_path)
    assert chunk_links.__wrapped__() == ""


@pytest.fixture
def below(monkeypatch) -> Ask:
    """Asks a server that stands below `/dash`, with the gate in it."""
    said = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: "dash/" if name == "server.baseUrlPath" else said(name))
    around = [Middleware(BelowBase, routes=ROUTES), Middleware(Gate, routes=ROUTES)]
    return asking(Starlette(routes=ROUTES, middleware=around))


@pytest.mark.parametrize("path", [*PATHS, "/healthz", "/api/v1/agenda"])
def test_a_server_below_a_base_has_our_addresses_there(below, path):
    there, here = below(f"/dash{path}"), below(path)
    assert (there.status, there.headers["content-type"]) == (here.status, here.headers["content-type"])
    assert there.status in (200, 503)
    assert below(f"/dash/dash{path}").status == below(f"/dashed{path}").status == 404


def test_below_a_base_the_gate_is_as_closed_as_without(below, monkeypatch):
    monkeypatch.setattr(gate, "rules", lambda: None)  # wrong settings: nothing but what is open to all
    assert below("/dash/style.css").status == 200
    assert below("/dash/api/v1/agenda").status == below("/api/v1/agenda").status == 503


def test_links_of_a_server_below_a_base_stay_below_it(below):
    view = View("v", home_region().code, "totaal", None, None)
    assert view.address("banen", jaar="2024") == "/dash/banen?jaar=2024"
    assert "/dash/api/v1/pendel/naar.csv?" in {link.href for link in file_links("pendel/naar", {})}
    assert 'href="/dash/gegevens"' in rendered("search", query="x", results=[], to=view.address)
