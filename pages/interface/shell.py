"""Streamlit's page, made ours: in Dutch, with our scripts before its own, and a real 404 for an address that is no page."""

from functools import cache
from pathlib import Path

import jinja2
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.interface.base import base_path
from pages.interface.chunks import chunk_links
from pages.interface.own_files import address

HERE = Path(__file__).parent
START = "overzicht"
_NO_PAGE = {"__init__", "frame", "routes"}
# Streamlit's own addresses and those of the interface: never pages, and their answers go as they are.
_NO_PAGES_BELOW = {"_stcore", "api", "app", "component", "media", "static"}
_ROOT = b'<div id="root"></div>'
_NO_SCRIPT = """<noscript>
      <p>Dit dashboard heeft JavaScript nodig. Zet JavaScript aan in uw browser en laad de pagina opnieuw.</p>
      <p>De cijfers zelf zijn er ook zonder: <a href="./api/v1/indicatoren">alle indicatoren</a>, elk als CSV of JSON.</p>
    </noscript>"""


@cache
def page_names() -> frozenset[str]:
    """The last part of the address of each page: a page is a file in `pages/` of the same name."""
    return frozenset(path.stem for path in HERE.parent.glob("*.py")) - _NO_PAGE


def _named() -> list[str]:
    """The pages with a name in their address, in order: all but the first."""
    return sorted(page_names() - {START})


class DutchPages:
    """Makes Streamlit's page Dutch, and answers 404 with a sentence where it would show any address as a page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _asks_page(scope):
            await self.app(scope, receive, send)
            return
        # Ask for the whole page: not a compressed one that we could not read, nor whether an earlier one still holds.
        left_out = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in left_out]}
        if scope["method"] == "HEAD":  # to be judged by what a GET would hold; the server sends no body then
            scope["method"] = "GET"
        start: Message | None = None
        body = bytearray()

        async def gathered(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_html(message):
                start = message  # held back until the body is there
                return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                await _answer(scope, receive, send, start, bytes(body))

        await self.app(scope, receive, gathered)


def _asks_page(scope: Scope) -> bool:
    """Whether this is a browser that opens a page, or a program that asks for an address where only a page could be."""
    opens = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
    asked = _below_base(scope["path"])
    return opens or ("." not in asked and asked.split("/")[0] not in _NO_PAGES_BELOW)


def _below_base(path: str) -> str:
    """A path without slashes around it and without the base that the server has, if any."""
    base = base_path().strip("/")
    asked = path.strip("/")
    return asked.removeprefix(base).strip("/") if asked == base or asked.startswith(f"{base}/") else asked


async def _answer(scope: Scope, receive: Receive, send: Send, start: Message, body: bytes) -> None:
    """Send a page: Streamlit's own in our words, another as it is."""
    if _ROOT not in body:
        await send(start)
        await send({"type": "http.response.body", "body": body})
        return
    request = Request(scope)
    asked = _below_base(request.url.path)
    if asked == START:
        await RedirectResponse(str(request.url.replace(path=request.url.path.rsplit("/", 1)[0] + "/")))(scope, receive, send)
    elif asked and asked not in page_names():
        await _not_found(request)(scope, receive, send)
    else:
        body = in_dutch(body)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):  # those of a page that we changed
            del headers[name]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


def in_dutch(body: bytes) -> bytes:
    """Streamlit's page with its language, title and words in Dutch, and our scripts before its own."""
    page = body.decode()
    before, _, rest = page.partition("<noscript>")
    page = before + _NO_SCRIPT + rest.partition("</noscript>")[2]
    page = page.replace('<html lang="en">', '<html lang="nl">').replace("<title>Streamlit<", "<title>Arbeidsmarktdashboard<")
    pages = f'<meta name="pages" content="{" ".join(_named())}">'
    modules = "".join(f'<script type="module" src="{address(name)}"></script>' for name in ("pictures.js", "moving.js"))
    icon = f'<link rel="apple-touch-icon" href="{address("touch_icon.png")}">'  # on the home screen of an iPad or iPhone
    scripts = f'<script src="{address("shell.js")}"></script>{modules}'
    style = f'<link rel="stylesheet" href="{address("style.css")}">'  # in the body: after the styles of Streamlit, in the head
    page = page.replace("<head>", f"<head>\n    {pages}{icon}{scripts}", 1)
    page = page.replace("<body>", f"<body>\n    {style}", 1)
    return page.replace("</head>", f"    {chunk_links()}\n  </head>", 1).encode()


def _not_found(request: Request) -> Response:
    template = jinja2.Template((HERE / "not_found.html").read_text(encoding="utf-8"), autoescape=True)
    pages = _named()
    return HTMLResponse(template.render(path=request.url.path, base=base_path(), pages=pages), status_code=404)


def _is_html(message: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])
