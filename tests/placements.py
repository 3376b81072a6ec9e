"""Files with the placements of the WerkgeversServicepunt, which the region supplies itself: what a good one and others hold."""

from ingest.datasets import HAND_FILES

WSP = HAND_FILES["plaatsingen-wsp"]
HEADER = "regiocode;periode;aantal;aangeleverd_door;aangeleverd_op;toelichting\n"


def lines(counts: dict[str, object], period: str = "2026-Q1", given: str = "03-04-2026") -> str:
    """Rows below that header, one for each place with its count, given on this day."""
    return "".join(f"{place};{period};{count};Werkgeversservicepunt;{given};\n" for place, count in counts.items())


_SHORT = "regiocode;periode;aantal;aangeleverd_door;aangeleverd_op\r\n"
GOOD = f"{_SHORT}AM37;2026-Q1;120;WSP, coördinator;03-04-2026\r\nGM0392;2026-Q1;60;WSP, coördinator;03-04-2026\r\n"
BETTER = GOOD.replace(";120;", ";130;")
BROKEN = f"{_SHORT}AM37;2026-Q1;veel;WSP;03-04-2026\r\nGM9999;2026-Q1;60;WSP;03-04-2026\r\n"
