"""The sources of one run: the real ones, or the example ones that speak the same language."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from ingest.wire.cbs import Cbs
from ingest.wire.ckan import OpenDataCatalogue
from ingest.wire.pdok import Pdok
from ingest.wire.web import Traffic

Source = TypeVar("Source")


def at_hand(source: Source | None) -> Source:
    """A source of a run, for a dataset that said in `offers` that it is there."""
    assert source is not None  # noqa: S101 - a dataset that offers nothing is asked nothing more
    return source


class ExampleFiles(Protocol):
    """The example versions of files that a person would download."""

    def file(self, dataset: str) -> tuple[str, bytes]:
        """A file name and the bytes of that file."""


@dataclass(frozen=True)
class Sources:
    """Where one run takes its figures from. `example_files` is None in a real run: then a person adds those files.

    `open_data` is the catalogue of data.overheid.nl, None where there is none to ask; `pdok` and `duo` likewise. `agenda` is
    the folder with the region's own data, `traffic` counts what comes over the line.
    """

    cbs: Cbs
    agenda: Path
    traffic: Traffic
    example_files: ExampleFiles | None = None
    open_data: OpenDataCatalogue | None = None
    pdok: Pdok | None = None
    duo: OpenDataCatalogue | None = None

    @property
    def example(self) -> bool:
        """Whether these are the generated sources."""
        return self.example_files is not None
