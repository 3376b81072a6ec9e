"""What a first visitor loads of Streamlit comes packed, is what Streamlit would send, and is packed once for all visitors."""

import gzip
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from pages.interface import packed
from pages.interface.encoding import UnpackedOnRequest
from pages.interface.packed import PackedParts
from tests.answering import Ask, asking

PARTS = Path(st.__file__).parent / "static" / "static"
(PART,) = (f"/static/js/{path.name}" for path in (PARTS / "js").glob("PageLink.*.js"))
CONTENT = (PARTS / PART.removeprefix("/static/")).read_bytes()


@pytest.fixture
def ask() -> Ask:
    """Asks a server of Streamlit's files, with what the dashboard puts round it."""
    around = [Middleware(UnpackedOnRequest), Middleware(PackedParts)]
    return asking(Starlette(routes=[Mount("/static", StaticFiles(directory=PARTS))], middleware=around))


def test_a_part_of_streamlit_comes_packed_with_its_own_headers(ask):
    plain, answer = ask(PART), ask(PART, accept_encoding="gzip, br")
    assert (plain.body, gzip.decompress(answer.body)) == (CONTENT, CONTENT)
    assert len(answer.body) < len(CONTENT) / 2
    own = {"content-encoding": "gzip", "content-length": str(len(answer.body)), "vary": "Accept-Encoding"}
    assert dict(answer.headers) == dict(plain.headers) | own | {"etag": f"W/{plain.headers['etag']}"}


@pytest.mark.slow
def test_plotly_is_told_to_be_compiled_as_it_comes_in(ask):
    (plotly,) = (path.name for path in (PARTS / "js").glob("PlotlyChart.*.js"))
    told = gzip.decompress(ask(f"/static/js/{plotly}", accept_encoding="gzip").body)
    assert told == b"//# allFunctionsCalledOnLoad\n" + (PARTS / "js" / plotly).read_bytes()


def test_who_has_a_part_already_gets_304(ask):
    tag = ask(PART, accept_encoding="gzip").headers["etag"]
    again = ask(PART, accept_encoding="gzip", if_none_match=tag)
    assert (again.status, again.body) == (304, b"")


def test_the_head_alone_is_that_of_the_packed_part(ask):
    head, whole = ask(PART, "HEAD", accept_encoding="gzip"), ask(PART, accept_encoding="gzip")
    assert (head.status, head.body, dict(head.headers)) == (200, b"", dict(whole.headers))


@pytest.mark.parametrize("asked", [{"accept_encoding": "gzip;q=0"}, {"accept_encoding": "gzip", "range": "bytes=0-9"}], ids=str)
def test_who_cannot_use_a_packed_part_gets_it_as_it_is(ask, asked):
    answer = ask(PART, **asked)
    assert "content-encoding" not in answer.headers
    assert CONTENT.startswith(answer.body)


@pytest.mark.parametrize("path", ["/static/js/no.Such.js", "/static/js/../../index.html", "/static/js/..%2f..%2findex.js", "/"])
def test_nothing_else_is_packed(ask, path):
    assert ask(path, accept_encoding="gzip").status == 404


def test_a_part_is_packed_once(ask, monkeypatch):
    packed._packed.cache_clear()
    ask(PART, accept_encoding="gzip")
    monkeypatch.setattr(gzip, "compress", None)
    assert gzip.decompress(ask(PART, accept_encoding="gzip").body) == CONTENT


def test_below_a_base_path_a_part_is_packed_as_well(monkeypatch):
    monkeypatch.setattr(packed, "base_path", lambda: "/dash")
    below = Starlette(routes=[Mount("/dash/static", StaticFiles(directory=PARTS))], middleware=[Middleware(PackedParts)])
    assert gzip.decompress(asking(below)(f"/dash{PART}", accept_encoding="gzip").body) == CONTENT
