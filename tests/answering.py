"""What the HTTP interface answers to an address, without a server in between: one of its files, or any application whole."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from pages.api.answers import contributions_file, flows_file
from pages.api.files import selection_file
from pages.api.series import indicator_series

_BEHIND = {"indicatoren": indicator_series, "pendel": flows_file, "bijdragen": contributions_file, "gegevens": selection_file}


def answered(address: str) -> Response:
    """The answer to an address such as `/api/v1/indicatoren/vacatures.csv?regio=AM37`."""
    parts = urlsplit(address)
    folder, _, file = parts.path.removeprefix("/api/v1/").partition("/")
    name, _, ending = folder.partition(".")  # a selection has no folder of its own: `/api/v1/gegevens.csv`
    asked = {"path": parts.path, "path_params": {"bestand": file, "vorm": ending}, "query_string": parts.query.encode()}
    return _BEHIND[name](Request({"type": "http", "headers": [], **asked}))


class Answer:
    """What an application said: status, headers and body."""

    def __init__(self, messages: list[Message]) -> None:
        self.status = messages[0]["status"]
        self.headers = {name.decode().lower(): value.decode() for name, value in messages[0]["headers"]}
        self.body = b"".join(message.get("body", b"") for message in messages[1:])


Ask = Callable[..., Answer]


def asking(app: Starlette) -> Ask:
    """Asks an application as a server does, with the protocol between them and nothing else."""

    def ask(path: str, method: str = "GET", client: str = "192.0.2.1", **headers: str) -> Answer:
        address, _, query = path.partition("?")
        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in {"host": "voorbeeld.nl", **headers}.items()]
        scope: dict[str, Any] = {"type": "http", "method": method, "path": address, "raw_path": address.encode(), "headers": raw}
        scope |= {"query_string": query.encode(), "client": (client, 1), "server": ("voorbeeld.nl", 443), "scheme": "https"}
        scope |= {"root_path": "", "http_version": "1.1"}
        messages: list[Message] = []

        coming: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Message:
            return coming.pop() if coming else await asyncio.Future()  # who asks stays until the answer is there

        async def send(message: Message) -> None:
            messages.append(message)

        asyncio.run(app(scope, receive, send))
        return Answer(messages)

    return ask
