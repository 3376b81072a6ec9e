"""`/pictures.js`: the script with which a visitor's own browser saves a chart as PNG or SVG; the server needs no browser."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

_SCRIPT = Path(__file__).with_suffix(".js").read_bytes()


def pictures(request: Request) -> Response:
    """`GET /pictures.js`: the script, which each page loads (see DutchPages)."""
    return Response(_SCRIPT, media_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
