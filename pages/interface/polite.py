"""How the interface for programs deals with who asks: not too often, not again what they have, and from any website."""

import hashlib
import time

from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.words import counted
from pages.interface.refusals import refused
from pages.interface.settings import WebSettings


class RateLimit:
    """Refuses an address that asks more often than the setting allows; behind a proxy, that is the visitor's own address."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self.app, self.rate, self.in_words = app, settings.rate, settings.rate_in_words
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = (scope.get("client") or ("",))[0]
        if scope["type"] == "http" and self.rate and not self._limiter.hit(self.rate, address):
            seconds = max(1, round(self._limiter.get_window_stats(self.rate, address).reset_time - time.time()))
            wait = counted(seconds, "seconde", "seconden")
            said = f"U vraagt te veel in korte tijd (hoogstens {self.in_words}). Probeer het over {wait} opnieuw."
            refusal = refused(429, said)
            refusal.headers["Retry-After"] = str(seconds)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


class Conditional:
    """Gives every good answer a mark of its content, and says no more than 304 to who has that content already.

    `no-cache` lets anyone keep an answer and has them ask whether it still holds: new figures are seen at once.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body = bytearray()

        async def gathered(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                await self._answer(scope, receive, send, start, bytes(body))

        await self.app(scope, receive, gathered if scope["type"] == "http" else send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, start: Message, body: bytes) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        if start["status"] == 200 and scope["method"] in ("GET", "HEAD"):
            tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'  # weak: what goes over the line may be compressed
            headers["ETag"] = tag
            headers["Cache-Control"] = "public, no-cache"
            if _has(Headers(scope=scope).get("if-none-match", ""), tag):
                kept = {name: headers[name] for name in ("ETag", "Cache-Control", "Content-Disposition") if name in headers}
                kept["Vary"] = "Accept-Encoding"  # who keeps answers for others takes over what is said here of the one it has
                await Response(status_code=304, headers=kept)(scope, receive, send)
                return
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


def _has(asked: str, tag: str) -> bool:
    """Whether a header If-None-Match names this mark; weak and strong marks of the same content are equal here."""
    known = [each.strip().removeprefix("W/") for each in asked.split(",")]
    return "*" in known or tag.removeprefix("W/") in known


def polite(settings: WebSettings) -> list[Middleware]:
    """What goes round each route for programs, outermost first."""
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD"],
            allow_headers=["If-None-Match"],
            expose_headers=["ETag", "Content-Disposition", "Retry-After", "API-Version"],
        ),
        Middleware(RateLimit, settings=settings),
        Middleware(Conditional),
    ]
