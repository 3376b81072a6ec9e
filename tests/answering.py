"""What the HTTP interface answers to an address, without a server in between."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from pages.interface.answers import contributions_file, flows_file
from pages.routes import indicator_series

_BEHIND = {"indicatoren": indicator_series, "pendel": flows_file, "bijdragen": contributions_file}


def answered(address: str) -> Response:
    """The answer to an address such as `/api/v1/indicatoren/vacatures.csv?regio=AM37`."""
    parts = urlsplit(address)
    folder, _, file = parts.path.removeprefix("/api/v1/").partition("/")
    asked = {"path": parts.path, "path_params": {"file": file}, "query_string": parts.query.encode()}
    return _BEHIND[folder](Request({"type": "http", "headers": [], **asked}))
