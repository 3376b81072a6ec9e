"""The gate before the server: figures for who may read them, uploads for who may add files, and a cookie that soon ends."""

import json
import re
from collections.abc import Sequence
from http.cookies import SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.interface.own_files import PATHS
from pages.interface.refusals import NO_ADDRESS, refused
from pages.stewardship.roles import Action
from pages.stewardship.who import Visitor, may, rules

OPEN = ("/healthz", *PATHS)  # no figures: how the server is doing, and our scripts and style
_UPLOAD = "/_stcore/upload_file/"
_METRICS = "/_stcore/metrics"  # Streamlit's own measurements: which caches there are and how they are used
_MAX_AGE = re.compile(r"max-age=\d+", re.IGNORECASE)


class Gate:
    """Stands before all routes. `routes` are ours beside the pages; all but OPEN ask for a login where the settings do.

    Streamlit's own measurements are hidden from everyone: their address answers as one that does not exist. The pages themselves
    come over the websocket, so the frame guards them (`closed` in door.py).
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app, self.routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if refusal := self._refusal(scope):
            await refusal(scope, receive, send)
            return
        found = rules()
        private = bool(found and found.login_required and self._is_ours(scope))

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _shorten(headers, int(found.hours * 3600) if found else 0, scope["scheme"] == "https")
                if private:
                    headers["Cache-Control"] = "private, no-cache"
                    headers.add_vary_header("Cookie")
            await send(message)

        await self.app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to who may not ask this; None for who may."""
        if _UPLOAD in scope["path"] and scope["method"] not in ("OPTIONS", "DELETE"):
            if not may(visitor_of(scope), Action.PREVIEW_FILE):
                return refused(403, "Bestanden sturen kan alleen wie bestanden mag toevoegen. Log in op de pagina Inloggen.")
        elif scope["path"].endswith(_METRICS):
            return refused(404, NO_ADDRESS)
        elif self._is_ours(scope):
            found = rules()
            if found is None:
                return refused(503, "De instellingen voor inloggen kloppen niet. De beheerder moet ze herstellen.")
            if found.login_required and not visitor_of(scope).roles(found):
                return refused(401, "Dit dashboard is alleen te lezen na inloggen. Log in en open het adres opnieuw.")
        return None

    def _is_ours(self, scope: Scope) -> bool:
        """Whether one of our own routes would answer with figures."""
        if scope["path"].removeprefix(scope.get("root_path", "")) in OPEN:
            return False
        return any(route.matches(scope)[0] is not Match.NONE for route in self.routes)


def visitor_of(scope: Scope) -> Visitor:
    """Who asks, by the signed cookie that came along; nobody when there is none, or one that we did not sign."""
    cookies = Request(scope).cookies

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    try:
        claims = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except (ValueError, UnicodeError):
        claims = {}
    return Visitor(claims if isinstance(claims, dict) else {})


def _shorten(headers: MutableHeaders, seconds: int, encrypted: bool) -> None:
    """Have the cookies of a login end with it, and travel over TLS only where there is TLS."""
    given = Headers(raw=headers.raw).getlist("set-cookie")
    if not given:
        return
    del headers["set-cookie"]
    for each in given:
        name = next(iter(SimpleCookie(each)), "")
        if name.startswith(USER_COOKIE_NAME):
            each = _MAX_AGE.sub(lambda found: found[0] if found[0].endswith("=0") else f"Max-Age={seconds}", each)
        headers.append("set-cookie", f"{each}; Secure" if encrypted and "; secure" not in each.lower() else each)
