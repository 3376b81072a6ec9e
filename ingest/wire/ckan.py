"""A CKAN catalogue of open data, such as data.overheid.nl or DUO's: which files a package has, and those files."""

from typing import Protocol

import msgspec

from ingest.errors import SourceChanged, SourceUnavailable
from ingest.wire.web import PassingFault, Web, allowed_address

DATA_OVERHEID_API = "/data/api/3/action"  # data.overheid.nl has its API one folder further than CKAN itself


class Resource(msgspec.Struct, frozen=True):
    """One file of a package, as the catalogue lists it; moments as the catalogue writes them."""

    url: str
    created: str = ""
    format: str = ""
    last_modified: str | None = None


class OpenDataCatalogue(Protocol):
    """A catalogue of open data that lists the files of a package and fetches them."""

    root: str

    def resources(self, package: str) -> list[Resource]:
        """The files of a package. Raises IngestError."""

    def fetch(self, url: str) -> bytes:
        """The bytes of a file. Raises IngestError."""


class _Listed(msgspec.Struct):
    """A file as the catalogue may list it: what nobody filled in is null."""

    url: str | None = None
    created: str | None = None
    format: str | None = None
    last_modified: str | None = None


class _Package(msgspec.Struct):
    resources: list[_Listed]


class _Answer(msgspec.Struct):
    success: bool
    result: _Package | None = None


class Ckan:
    """A catalogue at a root address; `api` is where its API stands below that."""

    def __init__(self, root: str, web: Web, api: str = "/api/3/action") -> None:
        self.root, self.web, self.api = root, web, api

    def resources(self, package: str) -> list[Resource]:
        """The files of a package. Raises SourceUnavailable, SourceChanged."""
        asked = {"id": package}
        answer = self.web.get(f"{self.root}{self.api}/package_show", asked, _read, f"De lijst van {package} ophalen")
        if not answer.success or answer.result is None:
            raise SourceChanged(
                f"Pakket {package}", "een lijst van bestanden", "geen", f"Kijk op {self.root} of het nog bestaat."
            )
        listed = answer.result.resources
        return [Resource(one.url, one.created or "", one.format or "", one.last_modified) for one in listed if one.url]

    def fetch(self, url: str) -> bytes:
        """The bytes of a file. Raises SourceUnavailable, also for an address that is not safe to ask."""
        if not allowed_address(url, self.root):
            raise SourceUnavailable(f"{url} wordt niet opgehaald: het adres gebruikt geen https. Meld het aan {self.root}.")
        return self.web.get(url, {}, bytes, f"{url} ophalen")


def _read(body: bytes) -> _Answer:
    try:
        return msgspec.json.decode(body, type=_Answer)
    except msgspec.DecodeError as error:
        raise PassingFault(f"het antwoord is geen lijst van bestanden ({error})") from error
