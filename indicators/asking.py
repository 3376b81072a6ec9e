"""How a question is written, on the command line and in an address, and what is said where its answer has gaps."""

from typing import NamedTuple

import click

stand_option = click.option("--stand", metavar="DATUM", help="Zoals de cijfers toen stonden: 2026-03-01, of een versie.")
techniek_option = click.option("--techniek", metavar="NAAM", help="Definitie van Techniek uit agenda/focus_sectors.toml.")
MISSING = "Lege cijfers: {reason}"


def listed(text: str | None) -> list[str]:
    """The parts of `AM37,GM0392`; none for an empty text."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


class Question(NamedTuple):
    """What `show` is asked, as it was written; regions and sectors are empty where all are meant."""

    key: str
    regions: list[str]
    sectors: list[str]
    van: str | None
    tot: str | None
    vorm: str
    techniek: str | None
    stand: str | None
