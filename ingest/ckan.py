"""A CKAN catalogue of open data, such as data.overheid.nl: which files a package has, and those files."""

import msgspec

from ingest.dataset import SourceChanged, SourceUnavailable
from ingest.open_match import Resource, allowed_address
from ingest.web import PassingFault, Web

_API = "/data/api/3/action/package_show"


class _Package(msgspec.Struct):
    resources: list[Resource]


class _Answer(msgspec.Struct):
    success: bool
    result: _Package


class Ckan:
    """A catalogue at a root address."""

    def __init__(self, root: str, web: Web) -> None:
        self.root, self.web = root, web

    def resources(self, package: str) -> list[Resource]:
        """The files of a package. Raises SourceUnavailable, SourceChanged."""
        answer = self.web.get(self.root + _API, {"id": package}, _read, f"De lijst van {package} ophalen")
        if not answer.success:
            raise SourceChanged(
                f"Pakket {package}", "een lijst van bestanden", "geen", "Kijk op data.overheid.nl of het nog bestaat."
            )
        return answer.result.resources

    def fetch(self, url: str) -> bytes:
        """The bytes of a file. Raises SourceUnavailable, also for an address that is not safe to ask."""
        if not allowed_address(url, self.root):
            raise SourceUnavailable(f"{url} wordt niet opgehaald: het adres gebruikt geen https. Meld het aan data.overheid.nl.")
        return self.web.get(url, {}, bytes, f"{url} ophalen")


def _read(body: bytes) -> _Answer:
    try:
        return msgspec.json.decode(body, type=_Answer)
    except msgspec.DecodeError as error:
        raise PassingFault(f"het antwoord is geen lijst van bestanden ({error})") from error
