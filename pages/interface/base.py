"""The path below which the server stands, where one is set (`server.baseUrlPath`): Streamlit serves its pages below it, and our
own routes answer there too."""

from collections.abc import Sequence

import streamlit as st
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send


def base_path() -> str:
    """What stands before each address: `/dash`, or nothing."""
    folder = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{folder}" if folder else ""


class BelowBase:
    """Has our `routes` answer below the base too. Stands before the gate, which guards them there as well."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app, self.routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        base = base_path()
        if base and scope["type"] == "http" and scope["path"].startswith(f"{base}/"):
            below = {**scope, "root_path": base}
            if any(route.matches(below)[0] is not Match.NONE for route in self.routes):
                scope = below
        await self.app(scope, receive, send)
