"""CBS over OData v3: catalogue and metadata through cbsodata, the observations page by page with our own session."""

import json
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property, partial
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import cbsodata
import requests
from cbsodata import cbsodata3

from ingest.errors import SourceUnavailable
from ingest.wire.cbs import (
    CatalogueEntry,
    Metadata,
    Page,
    RoadChanged,
    answered,
    catalogue,
    dimension_names,
    read_page,
    refuse_error,
)
from ingest.wire.web import CONNECTIONS, TIMEOUT, Once, PassingFault, Web, check_address

CATALOGUE_FIELDS = ["Identifier", "Title", "Modified"]
_ROUND = 1_000  # rows; a service stops at such a number where its limit is reached, as ODataApi does at 10,000

_its_globals = threading.Lock()
Answer = TypeVar("Answer")
Fetched = tuple[bytes, int, int | None]  # a page: its body, its number of rows, the row where the next page starts


class CbsV3:
    """CBS's OData v3 service below one root address."""

    def __init__(self, root: str, web: Web | None = None) -> None:
        self.root = root
        self.web = web or Web()
        self._catalogue = Once(lambda: self._ask(self._read_catalogue, f"De catalogus van CBS ophalen ({self.root})"))

    def tables(self) -> list[CatalogueEntry]:
        """The catalogue, from one request. Raises SourceUnavailable."""
        return self._catalogue()

    def address(self, table: str) -> str:
        return f"{self.root}/ODataFeed/odata/{table}"

    def remark(self, table: str) -> str:
        return ""

    def metadata(self, table: str) -> Metadata:
        """TableInfos, DataProperties and the code list of each dimension. Raises SourceUnavailable."""
        properties = self._meta(table, "DataProperties")
        names = dimension_names(properties)
        return {
            "TableInfos": self._meta(table, "TableInfos"),
            "DataProperties": properties,
            **{name: self._meta(table, name) for name in names},
        }

    def modified(self, table: str) -> str:
        """The `Modified` that the table gives now. Raises SourceUnavailable."""
        return str(self._meta(table, "TableInfos")[0].get("Modified"))

    def pages(self, table: str, select: list[str], where: str, row_count: int | None) -> Iterator[tuple[bytes, int]]:
        """All pages in order, each with its number of rows; several are under way at once.

        The first page tells the page size; as CBS's next links count rows (`$skip`), the following pages can be asked
        for without waiting for each link. Each page's own link must then point where we expected. Where it is not known
        how many rows there are, a page of a round number of them without a link may be cut off: the next is asked for. Raises
        SourceUnavailable for a faulty answer, or fewer rows than `row_count`.
        """
        url = f"{self.address(table)}/TypedDataSet"
        params = {"$format": "json", "$select": ",".join(select)} | ({"$filter": where} if where else {})

        def page(skip: int) -> Fetched:
            asked = params | ({"$skip": str(skip)} if skip else {})
            body, answer = self.web.get(url, asked, _whole_page, f"Tabel {table}, rijen vanaf {skip} ophalen")
            size = len(answer.value)
            may_be_cut_off = row_count is None and answer.next_link is None and size and size % _ROUND == 0
            return body, size, skip + size if may_be_cut_off else _next_skip(table, answer, skip)

        rows = 0
        for body, size in _in_order(page, row_count):
            rows += size
            yield body, size
        if row_count is not None and rows < row_count:
            raise SourceUnavailable(
                f"Tabel {table}: CBS meldt {row_count} rijen, maar stuurde er {rows}. "
                "Probeer het later opnieuw met `python -m ingest refresh`."
            )

    def _read_catalogue(self) -> list[CatalogueEntry]:
        rows = cbsodata.get_table_list(select=CATALOGUE_FIELDS, **self._how)
        if not rows:  # CBS has thousands of tables
            raise PassingFault("de catalogus heeft geen rijen")
        return catalogue((row["Identifier"], row["Title"], row["Modified"]) for row in rows)

    def _meta(self, table: str, name: str) -> list[dict[str, object]]:
        """The rows of a metadata table; there is always at least one, so without any the answer is not whole."""

        def rows() -> list[dict[str, object]]:
            found = cbsodata.get_meta(table, name, **self._how)
            if not isinstance(found, list) or not found:
                raise PassingFault(f"{name} heeft geen rijen")
            return found

        return self._ask(rows, f"Tabel {table}, {name} ophalen")

    def _ask(self, call: Callable[[], Answer], what: str) -> Answer:
        """A call of cbsodata with our patience: cbsodata itself has no retries, and lets raw faults through."""

        def once() -> Answer:
            try:
                with _bound_to(self.root):
                    answer = call()
            except (json.JSONDecodeError, requests.exceptions.JSONDecodeError) as error:
                raise PassingFault("het antwoord is geen JSON, misschien een storingspagina") from error
            except KeyError as error:
                raise PassingFault(f"in het antwoord ontbreekt {error}") from error
            except (TypeError, RecursionError) as error:
                raise PassingFault("het antwoord heeft een andere vorm dan CBS altijd gaf") from error
            self.web.traffic.add(0)
            return answer

        return self.web.patiently(once, what)

    @cached_property
    def _how(self) -> dict[str, object]:
        """What cbsodata does not find out itself: host, time limits, and the environment's proxy and certificates."""
        return {
            "catalog_url": self.root.split("://", 1)[1],
            "timeout": TIMEOUT,
            "verify": os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
            "proxies": requests.utils.get_environ_proxies(self.root),
        }


class _Bound(requests.Session):
    """The session that cbsodata is given. It refuses what ours refuses, where cbsodata would follow any link or redirect.

    An answer that is an error is raised here, with what CBS says of it; cbsodata would only find no rows in it.
    """

    def __init__(self, root: str) -> None:
        super().__init__()
        self.root = root

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        check_address(str(request.url), self.root)
        response = super().send(request, **kwargs)
        if response.ok:
            refuse_error(response.content)
        return response


@contextmanager
def _bound_to(root: str) -> Iterator[None]:
    """Set the globals of cbsodata (https or http, and its kind of session) inside the block, and set them back after it."""
    with _its_globals:
        before = cbsodata.options.use_https, cbsodata3.Session
        cbsodata.options.use_https, cbsodata3.Session = root.startswith("https://"), partial(_Bound, root)
        try:
            yield
        finally:
            cbsodata.options.use_https, cbsodata3.Session = before


def _whole_page(body: bytes) -> tuple[bytes, Page]:
    return body, answered(read_page)(body)


def _next_skip(table: str, page: Page, skip: int) -> int | None:
    """The row where the next page starts, or None after the last page."""
    if page.next_link is None:
        return None
    counted = parse_qs(urlsplit(page.next_link).query).get("$skip", [""])[0]
    expected = skip + len(page.value)
    if not page.value or counted != str(expected):
        raise RoadChanged(
            f"Tabel {table}", f"een volgende bladzijde vanaf rij {expected}", page.next_link, "Pas ingest/wire/cbs_v3.py aan."
        )
    return expected


def _in_order(page: Callable[[int], Fetched], row_count: int | None) -> Iterator[tuple[bytes, int]]:
    """The first page, then the others, CONNECTIONS under way at a time, until a page has no next.

    Where the number of rows is unknown, as of a filtered table, each page that has a next doubles what is asked for at a time:
    a short table is asked for nothing beyond its end, and a long one for little.
    """
    body, size, following = page(0)
    yield body, size
    if following is None:
        return
    pool, ahead = ThreadPoolExecutor(CONNECTIONS), deque[tuple[int, Future[Fetched]]]()
    at_a_time = CONNECTIONS if row_count is not None else 1
    try:
        while following is not None:
            if ahead and ahead[0][0] != following:  # a page was shorter than the first: what is under way starts elsewhere
                _cancel(ahead)
            while len(ahead) < at_a_time:
                start = following + len(ahead) * size
                if ahead and row_count is not None and start >= row_count:
                    break
                ahead.append((start, pool.submit(page, start)))
            body, rows, following = ahead.popleft()[1].result()
            at_a_time = min(2 * at_a_time, CONNECTIONS)
            yield body, rows
    finally:
        _cancel(ahead)
        pool.shutdown(wait=following is not None)  # beyond the last page is nothing to wait for


def _cancel(ahead: deque[tuple[int, Future[Fetched]]]) -> None:
    for _, future in ahead:
        future.cancel()
    ahead.clear()
