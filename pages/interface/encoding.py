"""Compression that a visitor refuses: the server compresses wherever `gzip` is named, also in `gzip;q=0`, which says not to."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send


class UnpackedOnRequest:
    """Takes the forms that a visitor refuses with `q=0` out of the question before the server reads it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope).get("accept-encoding", "") if scope["type"] == "http" else ""
        if "q=0" in asked.replace(" ", "").lower():
            headers = MutableHeaders(raw=list(scope["headers"]))
            headers["accept-encoding"] = ", ".join(form for form in asked.split(",") if not _refused(form)) or "identity"
            scope = {**scope, "headers": headers.raw}
        await self.app(scope, receive, send)


def _refused(form: str) -> bool:
    """Whether one part of Accept-Encoding has the weight zero, in whichever way that is written."""
    _, *rest = form.lower().replace(" ", "").split(";")
    weight = next((part.removeprefix("q=") for part in rest if part.startswith("q=")), "1")
    return weight.strip("0.") == "" and weight.startswith("0")
