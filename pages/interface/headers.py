"""What goes round every answer: the language of the pages, and what a browser may and may not do with them."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import ClassVar

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.interface.settings import WebSettings


class SecurityHeaders:
    """Puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(settings.frame_ancestors),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


def content_security_policy(frame_ancestors: str) -> str:
    """The policy of all answers: everything from here, nothing from elsewhere.

    Streamlit and Plotly write styles into the page (so 'unsafe-inline' for style only) and draw images from data and blobs.
    The scripts are files; the few lines that Streamlit has in its page are known by their hash.
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *_inline_scripts()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": frame_ancestors,
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


@cache
def _inline_scripts() -> tuple[str, ...]:
    """The hashes of the scripts that stand in Streamlit's page itself."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)


class DutchPages:
    """Says in each HTML page that its language is Dutch, and loads the script that saves charts as pictures.

    Streamlit's own page has a fixed `lang="en"`, and no place for a script.
    """

    _PLACES: ClassVar = {
        b'<html lang="en">': b'<html lang="nl">',
        b"<head>": b'<head><script src="/pictures.js" defer></script>',
    }

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Ask for the page itself, not for a compressed one that we could not read; only pages accept text/html.
        if any(name == b"accept" and b"text/html" in value for name, value in scope["headers"]):
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        start: Message | None = None

        async def translated(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                html = any(name == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])
                if html:
                    start = message  # held back until the body, which will be a little longer
                    return
            elif start is not None:
                theirs = body = message.get("body", b"")
                for place, ours in self._PLACES.items():
                    body = body.replace(place, ours, 1)
                headers = MutableHeaders(raw=list(start["headers"]))
                if "Content-Length" in headers:
                    headers["Content-Length"] = str(int(headers["Content-Length"]) + len(body) - len(theirs))
                message, start = {**message, "body": body}, {**start, "headers": headers.raw}
                await send(start)
                start = None
            await send(message)

        await self.app(scope, receive, translated)
