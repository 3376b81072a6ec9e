"""What CBS offers, in words: for who looks why a declaration does not fit, and may send that to who can mend it."""

import difflib
import re
from collections import Counter
from collections.abc import Sequence

from ingest.dutch import counted
from ingest.wire.cbs import CatalogueEntry, Code, Structure

_LIKE, _MUCH_LIKE = 0.6, 0.83  # of difflib: what is worth a look, and what differs by a word or a sign
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CODE = re.compile(r"(?P<kind>[A-Z]{2})\d{2,4}|\d{4}(?P<form>[A-Z]{1,2})\d{2,3}")
_MOST_TOPICS, _MOST_CODES = 40, 6


def plain_title(title: str) -> str:
    """A title as it is compared: without capitals and double spaces, and with semicolons for commas, as CBS has mixed them."""
    return " ".join(title.replace(",", ";").lower().split())


def nearest_titles(entries: Sequence[CatalogueEntry], title: str) -> str:
    """The tables whose titles look most like a declared one, whatever their years; a sentence that stands by itself."""
    found = "; ".join(f"{entry.table} '{entry.title}'" for entry in _like(entries, title, 4, _LIKE))
    return f"Het meest lijken daarop: {found}." if found else "Geen enkele titel lijkt daarop."


def unmatched_editions(entries: Sequence[CatalogueEntry], title: str, matched: Sequence[CatalogueEntry]) -> list[str]:
    """Tables that look like editions but have another title, newest first: these would go unnoticed, or are missed from now on.

    `matched` are the editions that were found, newest first.
    """
    if "{year}" not in title:
        return []
    newest, known = _latest_year(matched[0].title), {entry.table for entry in matched}
    near = _like([entry for entry in entries if entry.table not in known], title, 3, _MUCH_LIKE)
    return [
        f"Let op: {entry.table} '{entry.title}' lijkt een {'nieuwere ' if _latest_year(entry.title) > newest else ''}editie, "
        f"maar heeft een andere titel dan '{title}'."
        for entry in near
    ]


def described(structure: Structure) -> list[str]:
    """The table, its dimensions with what is in them, and its topics with their units, a line each."""
    dimensions = [f"{name} ({_codes(codes)})" for name, codes in structure.dimensions.items()]
    topics = [f"'{topic}' ({topic.unit or 'zonder eenheid'})" for topic in structure.topics]
    more = f"; en nog {len(topics) - _MOST_TOPICS}" if len(topics) > _MOST_TOPICS else ""
    return [
        f"Wat CBS nu biedt: tabel {structure.table} '{structure.title}', gewijzigd {structure.modified}.",
        f"Dimensies: {'; '.join(dimensions) or 'geen'}.",
        f"Onderwerpen: {'; '.join(topics[:_MOST_TOPICS]) or 'geen'}{more}.",
    ]


def _like(entries: Sequence[CatalogueEntry], title: str, most: int, cutoff: float) -> list[CatalogueEntry]:
    titles: dict[str, list[CatalogueEntry]] = {}
    for entry in entries:
        titles.setdefault(_YEAR.sub("{year}", plain_title(entry.title)), []).append(entry)
    near = difflib.get_close_matches(_YEAR.sub("{year}", plain_title(title)), titles, most, cutoff)
    return sorted((entry for each in near for entry in titles[each]), key=lambda e: -_latest_year(e.title))[:most]


def _latest_year(title: str) -> int:
    return max(map(int, _YEAR.findall(title)), default=0)


def _codes(codes: Sequence[Code]) -> str:
    """The codes of a dimension: how many of each level or form, or the first titles."""
    matches = [_CODE.fullmatch(str(code["Key"]).strip()) for code in codes]
    if codes and all(matches):
        levels = Counter(match["kind"] or match["form"] for match in matches if match)
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(levels.items()))
        keys = sorted(str(code["Key"]).strip() for code in codes)
        return kinds if matches[0] and matches[0]["kind"] else f"{kinds}, {keys[0]} tot en met {keys[-1]}"
    titles = ", ".join(f"{str(code['Key']).strip()} '{str(code['Title']).strip()}'" for code in codes[:_MOST_CODES])
    return f"{counted(len(codes), 'code', 'codes')}: {titles}{', ...' if len(codes) > _MOST_CODES else ''}"
