"""Streamlit's own scripts and styles, compressed once for all visitors. Streamlit sends them as they are: 7.7 MB at a first visit
to a page with charts, three times as much."""

import gzip
import re
from functools import lru_cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.interface.base import base_path

_STATIC = Path(st.__file__).parent / "static"
_PART = re.compile(r"/static/(?:js|css)/[\w.-]+\.(?:js|css)")
# Chromium leaves each function uncompiled until it is called. Plotly's nest so deep that its 4.7 MB are then parsed several times
# over, while the page waits. This first line has them compiled beside the page, as the script comes in; to other browsers it is a
# comment. https://v8.dev/blog/explicit-compile-hints
_CALLED_AT_ONCE = re.compile(r"PlotlyChart\.[\w-]+\.js")
_HINT = b"//# allFunctionsCalledOnLoad\n"


class PackedParts:
    """Answers with the compressed form of a script or style of Streamlit, under the headers that Streamlit gives it.

    Plotly's begins with a line of ours; all others unpack to what Streamlit has.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = _part(scope)
        if path is None:
            await self.app(scope, receive, send)
            return
        packed, whole = await run_in_threadpool(_packed, path), False

        async def in_its_place(message: Message) -> None:
            nonlocal whole
            if message["type"] == "http.response.start" and message["status"] == 200:
                whole = scope["method"] == "GET"
                headers = MutableHeaders(scope=message)
                headers.update({"content-encoding": "gzip", "content-length": str(len(packed))})
                headers.add_vary_header("Accept-Encoding")
                if "etag" in headers:
                    headers["etag"] = f"W/{headers['etag']}"  # the same content in another form
            elif whole:
                message = {**message, "body": packed}
            await send(message)

        await self.app({**scope, "method": "HEAD"}, receive, in_its_place)  # its headers, without reading the file again


def _part(scope: Scope) -> Path | None:
    """The file that is asked for, where it is one of these scripts and styles and the browser takes gzip; None otherwise."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    headers, asked = Headers(scope=scope), scope["path"].removeprefix(base_path())
    if not _PART.fullmatch(asked) or "gzip" not in headers.get("accept-encoding", "") or "range" in headers:
        return None
    path = _STATIC / asked.removeprefix("/")
    return path if path.is_file() else None


@lru_cache(maxsize=512)  # all that there are
def _packed(path: Path) -> bytes:
    hint = _HINT if _CALLED_AT_ONCE.fullmatch(path.name) else b""
    return gzip.compress(hint + path.read_bytes(), mtime=0)
