"""What each page loads of ours: scripts, a style, an icon. Their address changes with what they hold, so a browser keeps them."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

HERE = Path(__file__).parent
_FILES = {
    "shell.js": (HERE / "shell.js", "text/javascript; charset=utf-8"),
    "pictures.js": (HERE / "pictures.js", "text/javascript; charset=utf-8"),
    "moving.js": (HERE / "moving.js", "text/javascript; charset=utf-8"),
    "style.css": (HERE.parent / "components" / "style.css", "text/css; charset=utf-8"),
    "touch_icon.png": (HERE.parent / "components" / "touch_icon.png", "image/png"),  # favicon.svg, as a tablet asks for it
}
PATHS = tuple(f"/{name}" for name in _FILES)
_FOR_GOOD = "public, max-age=31536000, immutable"


def address(name: str) -> str:
    """Where a page finds one of them, from the page: `./shell.js?v=1a2b3c4d5e6f`."""
    return f"./{name}?v={_mark(name)}"


def own_file(request: Request) -> Response:
    """`GET /shell.js` or another of PATHS; a browser may keep it for good where `v` is the mark of what it holds."""
    name = request.url.path.rpartition("/")[2]
    kind = _FILES[name][1]
    now = request.query_params.get("v") == _mark(name)
    return Response(_content(name), media_type=kind, headers={"Cache-Control": _FOR_GOOD if now else "no-cache"})


@cache
def _content(name: str) -> bytes:
    return _FILES[name][0].read_bytes()


@cache
def _mark(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:12]


OWN_FILES: list[BaseRoute] = [Route(path, own_file) for path in PATHS]
