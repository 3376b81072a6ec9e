"""Checks on a whole file: functions that return what is wrong, in Dutch, one sentence each."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from ingest.dutch import listed
from ingest.files.columns import breakdown, is_about_all
from ingest.files.layout import (
    PARTS_OF_A_YEAR,
    YEAR,
    Layout,
    cells_below,
    columns_without_header,
    labels,
    letters,
    sheet_of,
    unused_headers,
)
from ingest.files.rows import NumberedRow, Row, Skipped
from ingest.files.tabular import as_text, plain
from ingest.files.workbook import Sheet
from ingest.home import home

EXPLANATION, EXPLAINED = "Toelichting", ("kolom", "verplicht", "uitleg")  # a sheet of the template, and its header
_THOUSANDS = re.compile(r"(?:\bx|×)\s*1[.\s]?000\b|\b(?:in|per) duizend(?:en|tallen)?\b|\bduizendtallen\b", re.IGNORECASE)


def double_rows(*columns: str) -> Callable[[list[Row]], list[str]]:
    """A check that no two rows are about the same."""

    def check(rows: list[Row]) -> list[str]:
        found = Counter(tuple(row[column] for column in columns) for row in rows)
        places: dict[tuple[str | float | None, ...], dict[str, None]] = {key: {} for key, times in found.items() if times > 1}
        for row in rows if places else []:
            key = tuple(row[column] for column in columns)
            if key in places and isinstance(row, NumberedRow):
                places[key][row.where] = None
        return [
            f"Staat {found[key]} keer in het bestand: {', '.join(str(part) for part in key if part is not None)}{_in_rows(where)}"
            for key, where in places.items()
        ]

    return check


def _in_rows(where: dict[str, None]) -> str:
    more = f" en nog {len(where) - 5}" if len(where) > 5 else ""
    return f" ({'; '.join([*where][:5])}{more})" if where else ""


def all_own_gemeenten(period: str) -> Callable[[list[Row]], list[str]]:
    """A check that a period with one gemeente of the own region has all of them: a missing one was probably misspelled."""

    def check(rows: list[Row]) -> list[str]:
        there: dict[object, set[object]] = defaultdict(set)
        for row in rows:
            there[row[period]].add(row["regiocode"])
        own = home().gemeenten
        return [
            f"{when}: {listed(missing)} {'ontbreekt' if len(missing) == 1 else 'ontbreken'}, "
            f"terwijl andere gemeenten van {home().naam} er staan; "
            "geef alle gemeenten van de regio"
            for when, codes in there.items()
            if codes & own.keys() and (missing := [name for code, name in own.items() if code not in codes])
        ]

    return check


def parts_taken_for_the_whole(sheets: list[Sheet], layouts: list[Layout]) -> list[str]:
    """What is wrong where a column that breaks the figures down is not read: a row about a part would count as the whole."""
    said = []
    for layout in layouts:
        sheet = sheet_of(sheets, layout)
        for header, value in _breakdowns_not_read(sheet, layout):
            on = f"Blad {sheet.name}: de" if len(sheets) > 1 else "De"
            said.append(
                f"{on} kolom '{header}' splitst de cijfers uit (er staat '{value}') en wordt niet gelezen; een deel zou als het "
                "geheel tellen. Houd alleen de rijen over het totaal en haal de kolom weg, of geef haar de kop uit het sjabloon."
            )
    return said


def _breakdowns_not_read(sheet: Sheet, layout: Layout) -> Iterator[tuple[str, str]]:
    """Each header of such a column, with a cell that is not about the whole."""
    dated = layout.columns.keys() & layout.beside.keys()
    years = [header for name, header in layout.columns.items() if plain(header) in YEAR and name not in dated]
    for header in unused_headers(sheet, layout):
        kind = breakdown(header)
        in_a_year = bool(years) and plain(header).startswith(PARTS_OF_A_YEAR)
        if not kind and not in_a_year:
            continue
        read = [cells_below(sheet, layout, label) for label in layout.headers]
        said = enumerate(cells_below(sheet, layout, header))
        part = next((cell for row, cell in said if not is_about_all(cell) and any(c[row] not in (None, "") for c in read)), None)
        if part is not None and not (kind and _follows(sheet, layout, kind, header)):
            yield header, as_text(part)


def _follows(sheet: Sheet, layout: Layout, kind: str, header: str) -> bool:
    """Whether the column only repeats one that is read, as a code beside its name does."""
    if layout.across and breakdown(layout.across.column) == kind:
        return True
    read = next((label for name, label in layout.columns.items() if kind in (breakdown(name), breakdown(label))), None)
    if read is None:
        return False
    meanings: dict[str, set[str]] = {}
    for one, other in zip(cells_below(sheet, layout, read), cells_below(sheet, layout, header), strict=True):
        meanings.setdefault(plain(one), set()).add(plain(other))
    return all(len(found) == 1 for found in meanings.values())


def in_thousands(sheets: list[Sheet], layouts: list[Layout], skipped: list[Skipped]) -> list[str]:
    """What is wrong where a title, a header that is read or a note says that figures are in thousands: ours are in units."""
    said = []
    for layout in layouts:
        sheet = sheet_of(sheets, layout)
        titles = [str(cell) for row in sheet.rows[: layout.header_row - 1] for cell in row if isinstance(cell, str)]
        read = [*layout.columns.values(), *(layout.across.labels if layout.across else ())]
        said += [text for text in (*titles, *read) if _THOUSANDS.search(text)]
    said += [each.said for each in skipped if _THOUSANDS.search(each.said)]
    return [
        f"Er staat '{text[:80]}': cijfers in duizenden worden niet gelezen. Schrijf hele aantallen en haal die tekst weg."
        for text in dict.fromkeys(said)
    ]


def left_aside(sheets: list[Sheet], layouts: list[Layout]) -> list[Skipped]:
    """What a person should look over: the columns and sheets that were not used, and what was used although it is hidden."""
    said = []
    for layout in layouts:
        sheet = sheet_of(sheets, layout)
        if unseen := ", ".join(_unseen_but_read(sheet, layout)):
            on = f"blad {sheet.name}: " if len(sheets) > 1 else ""
            said.append(Skipped(0, f"{on}{unseen}", "verborgen, en toch gelezen", read=True))
        if unused := unused_headers(sheet, layout):
            said.append(Skipped(layout.header_row, ", ".join(unused), "kolommen die niet gebruikt zijn"))
        if nameless := columns_without_header(sheet, layout):
            said.append(Skipped(layout.header_row, ", ".join(nameless), "kolommen zonder kop, niet gelezen"))
    read = {layout.sheet for layout in layouts}
    for sheet in sheets:
        if sheet.name in read or _explains(sheet):
            continue
        if any(cell not in (None, "") for row in sheet.rows for cell in row):
            why = "verborgen, telt niet mee" if sheet.hidden else "niet gelezen, want de koppen staan er niet"
            said.append(Skipped(0, f"blad {sheet.name}", why))
    return said


def _explains(sheet: Sheet) -> bool:
    """Whether a sheet is the explanation that came with the template: nobody put figures there."""
    return sheet.name == EXPLANATION and [plain(cell) for row in sheet.rows[:1] for cell in row[:3]] == list(EXPLAINED)


def _unseen_but_read(sheet: Sheet, layout: Layout) -> list[str]:
    """The hidden rows and columns of a table that something is read from, as people call them: `rij 3 tot en met 5`."""
    headers, used = labels(sheet, layout), set(layout.headers)
    rows = _within(sheet.unseen.rows, layout.first_row, len(sheet.rows) - 1)
    columns = _within(sheet.unseen.columns, 0, len(headers) - 1)
    return _named("rij", [each for each in rows if any(map(plain, sheet.rows[each]))], lambda row: str(row + 1)) + _named(
        "kolom", [each for each in columns if headers[each] in used], letters
    )


def _within(ranges: tuple[tuple[int, int], ...], first: int, last: int) -> list[int]:
    """The places in these ranges from the first to the last, each once, in order."""
    return sorted({place for low, high in ranges for place in range(max(low, first), min(high, last) + 1)})


def _named(kind: str, places: list[int], name: Callable[[int], str]) -> list[str]:
    """Places as people call them, those that follow each other together."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [f"{kind} {name(run[0])}" + (f" tot en met {name(run[-1])}" if len(run) > 1 else "") for run in runs]
