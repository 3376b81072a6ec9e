"""Column mappings that were learnt once: which header of a file is which column of ours, kept in agenda/mappings.

One file for each mapping, `agenda/mappings/<dataset>/<name>.toml`, which a person may read and change.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
import tomli_w

from ingest.disk import in_one_step, sync
from ingest.errors import IngestError
from ingest.files.columns import Column
from ingest.files.layout import (
    Across,
    Layout,
    has_year,
    header_pieces,
    known_headers,
    labels,
    letters,
    possible_headers,
    sheet_of,
    unused_headers,
)
from ingest.files.tabular import Cell, UnreadableCell, plain, read_number
from ingest.files.workbook import Sheet
from ingest.periods import frequency_of, is_period
from ingest.shape_words import why_refused
from ingest.system_words import in_words


class ColumnMapping(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the headers of one layout are to be read; the names of the fields stand in the file.

    `kolommen`: our column -> header. `ernaast`: our column -> a second header whose cells come behind (a month beside a year).
    `vast`: our column -> what holds for every row. `koppen_geven`: the column that the headers of a wide table give, and
    `cellen_geven` the one that the cells below them give. `blad_geeft`: the column that the name of each sheet gives.
    `niet_gebruikt`: the headers that were left out when it was learnt.
    """

    kolommen: dict[str, str]
    ernaast: dict[str, str] = {}
    vast: dict[str, str] = {}
    koppen_geven: str | None = None
    cellen_geven: str | None = None
    blad_geeft: str | None = None
    niet_gebruikt: list[str] = []
    geleerd_van: str = ""


class WrongMapping(IngestError):
    """A mapping that cannot be right; the sentence names the file."""


def saved_mappings(agenda: Path, dataset: str, columns: tuple[Column, ...] = ()) -> dict[str, ColumnMapping]:
    """The mappings that were saved for a dataset, by name; they may name these columns only. Raises WrongMapping."""
    paths = sorted((agenda / "mappings" / dataset).glob("*.toml"))
    return {path.stem: _read(path, {column.name for column in columns}) for path in paths}


def check_name(name: str) -> None:
    """Raise WrongMapping for what cannot be the name of a mapping."""
    if not re.fullmatch(r"[\w][\w .()-]{0,79}", name):
        raise WrongMapping(
            f"'{name}' kan niet de naam van een kolomindeling zijn. Gebruik letters, cijfers, spaties en streepjes, "
            "ten hoogste 80 tekens. Er is niets veranderd."
        )


@contextmanager
def to_be_saved(agenda: Path, dataset: str, name: str, mapping: ColumnMapping) -> Iterator[Path]:
    """Write a mapping to a draft, and put that in its place when the block ends well: so a folder that cannot be written to is
    found before anything else changes. A mapping that is there already is replaced. Gives its file. Raises WrongMapping."""
    check_name(name)
    path = agenda / "mappings" / dataset / f"{name}.toml"
    with in_one_step(path) as draft:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(tomli_w.dumps(msgspec.to_builtins(mapping)).encode())
        except OSError as error:
            raise WrongMapping(
                f"De kolomindeling kan niet bewaard worden in {path.parent}: het {in_words(error)}. Er is niets veranderd. "
                "Maak de map beschrijfbaar en voeg het bestand opnieuw toe."
            ) from error
        yield path
    sync(path.parent)


def layouts_by(mapping: ColumnMapping, sheets: list[Sheet], columns: tuple[Column, ...]) -> list[Layout]:
    """Where the tables of this mapping stand: one layout, or one for each sheet that gives a column; none where it misfits."""
    readers = {column.name: column for column in columns}
    found, misfits = [], []
    for sheet in sheets:
        fixed = dict(mapping.vast)
        if mapping.blad_geeft and readable(readers[mapping.blad_geeft], sheet.name):
            fixed[mapping.blad_geeft] = sheet.name
        elif mapping.blad_geeft:
            misfits += [sheet.name] if has_year(sheet.name) else []
            continue
        layout = _in_sheet(mapping, sheet, readers, fixed)
        found += [layout] if layout else []
        misfits += [sheet.name] if mapping.blad_geeft and not layout else []
    if found and misfits:
        raise WrongMapping(
            f"Van de bladen {', '.join(misfits)} is de naam of de kop anders dan van blad {found[0].sheet}; de cijfers daarop "
            f"zouden wegvallen. Geef ze dezelfde koppen en namen, of verberg of verwijder ze."
        )
    return found


def overlooked(mapping: ColumnMapping, sheets: list[Sheet], layouts: list[Layout], columns: tuple[Column, ...]) -> list[str]:
    """What this mapping would not read although it stands under a declared header, and was not there when it was learnt."""
    has_place = {*mapping.kolommen, mapping.koppen_geven, mapping.cellen_geven, mapping.blad_geeft}
    names = {
        plain(name): column.name for column in columns if column.name not in has_place for name in (column.name, *column.also)
    }
    ignored = {plain(header) for header in mapping.niet_gebruikt}
    found = [
        (header, names[plain(header)])
        for layout in layouts
        for header in unused_headers(sheet_of(sheets, layout), layout)
        if plain(header) in names and plain(header) not in ignored
    ]
    return [
        f"De kolom '{header}' is {ours}, maar de kolomindeling die past (geleerd van {mapping.geleerd_van or 'een bestand'}) "
        "gebruikt haar niet. Haal de kolom weg of geef alle kolommen de koppen uit het sjabloon."
        for header, ours in dict.fromkeys(found)
    ]


def readable(column: Column, text: str) -> bool:
    """Whether a text, such as a header or the name of a sheet, is a value of this column."""
    try:
        return bool(text) and column.read(text) is not None
    except UnreadableCell:
        return False


def header_value(column: Column, pieces: tuple[str, ...]) -> str | None:
    """The part of a header that is a value of this column: all of it, or what stands below the common header; else None."""
    return next((text for text in (" ".join(pieces), *pieces[-1:]) if readable(column, text)), None)


def how_much_told(column: Column, headers: Mapping[str, str]) -> tuple[int, int]:
    """How much the headers of a wide table tell of this column, to compare two ways of reading them: how many different values
    they give, and how many headers name a part of a year. A bare number below a year is no such part: it may be a figure.

    `headers` maps each header to the part of it that is the value.
    """
    values = {header: str(column.read(part)) for header, part in headers.items()}
    parts = [header for header, value in values.items() if is_period(value) and frequency_of(value) != "year"]
    return len(set(values.values())), sum(not header.split(" ")[-1].isdecimal() for header in parts)


def _in_sheet(mapping: ColumnMapping, sheet: Sheet, readers: dict[str, Column], fixed: dict[str, str]) -> Layout | None:
    """The table below the first header that fits, or below more rows of that header when these tell more: a year above its
    quarters is four periods, and not one."""
    found, found_told = None, (0, 0)
    for number, depth in possible_headers(len(sheet.rows)):
        if found and not number <= found.header_row <= found.header_row + found.header_rows <= number + depth:
            continue  # another header than the one that fits
        layout = _below(mapping, sheet, number, depth, readers, fixed)
        across = layout.across if layout else None
        told = how_much_told(readers[across.column], across.labels) if across else (0, 0)
        if layout and (found is None or told > found_told):
            found, found_told = layout, told
    if found and found.across:
        _refuse_new_headers(mapping, sheet, found)
        _refuse_without_header(sheet, found)
    return found


def _below(
    mapping: ColumnMapping, sheet: Sheet, number: int, depth: int, readers: dict[str, Column], fixed: dict[str, str]
) -> Layout | None:
    """The table below this header, None when the mapping does not fit it."""
    pieces = header_pieces(sheet, number, depth)
    headers = known_headers(pieces)
    if any(plain(header) not in headers for header in (*mapping.kolommen.values(), *mapping.ernaast.values())):
        return None
    columns = {name: headers[plain(header)] for name, header in mapping.kolommen.items()}
    beside = {name: headers[plain(header)] for name, header in mapping.ernaast.items()}
    if not mapping.koppen_geven or not mapping.cellen_geven:
        return Layout(sheet.name, number, columns, depth, beside, None, fixed)
    used = {*columns.values(), *beside.values()}
    given = {" ".join(p): header_value(readers[mapping.koppen_geven], p) for p in pieces if " ".join(p) not in used}
    wide = {header: value for header, value in given.items() if value}
    across = Across(mapping.koppen_geven, mapping.cellen_geven, wide)
    return Layout(sheet.name, number, columns, depth, beside, across, fixed) if wide else None


def _refuse_new_headers(mapping: ColumnMapping, sheet: Sheet, layout: Layout) -> None:
    """Raise WrongMapping for a dated header that we cannot read and did not know: its figures would be lost silently."""
    ignored = {plain(header) for header in mapping.niet_gebruikt}
    for header in unused_headers(sheet, layout):
        if plain(header) not in ignored and has_year(header):
            raise WrongMapping(
                f"{_where(sheet)} staat een kop die niet te lezen is en er eerder niet was: '{header}'. "
                "Verbeter de kop, of zet hem in de kolomindeling onder niet_gebruikt."
            )


def _refuse_without_header(sheet: Sheet, layout: Layout) -> None:
    """Raise WrongMapping for numbers in a column without a header, on the right of one whose header is a period or sector: they
    may be more of the same, and would be lost silently."""
    wide = layout.across.labels if layout.across else {}
    lost, among = [], False
    for place, header in enumerate(labels(sheet, layout)):
        below = [row[place] for row in sheet.rows[layout.first_row :] if place < len(row) and plain(row[place])]
        among = header in wide or (among and not header and bool(below))
        lost += [letters(place)] if among and not header and any(map(_is_number, below)) else []
    if lost:
        have = "heeft kolom" if len(lost) == 1 else "hebben de kolommen"
        raise WrongMapping(
            f"{_where(sheet)} {have} {', '.join(lost)} cijfers maar geen kop, naast een kolom die gelezen wordt; die "
            "cijfers zouden wegvallen. Geef elke kolom een kop, of haal de kolom weg."
        )


def _where(sheet: Sheet) -> str:
    return f"Op blad '{sheet.name}'" if sheet.name else "In het bestand"


def _is_number(cell: Cell) -> bool:
    try:
        return read_number(cell) is not None
    except UnreadableCell:
        return False


def _read(path: Path, columns: set[str]) -> ColumnMapping:
    named = f"{path.parent.name}/{path.name} in agenda/mappings"
    try:
        mapping = msgspec.toml.decode(path.read_text(encoding="utf-8-sig"), type=ColumnMapping)
    except OSError as error:
        raise WrongMapping(f"{named} is niet te lezen: het {in_words(error)}.") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise WrongMapping(f"{named} is geen kolomindeling: {why_refused(error)}. Herstel hem.") from error
    given = (mapping.koppen_geven, mapping.cellen_geven, mapping.blad_geeft)
    unknown = {*mapping.kolommen, *mapping.ernaast, *mapping.vast, *filter(None, given)} - columns
    if columns and unknown:
        raise WrongMapping(
            f"{named} noemt {', '.join(sorted(unknown))}; zo'n kolom is er niet. Er zijn: {', '.join(sorted(columns))}. "
            "Herstel hem."
        )
    if not mapping.ernaast.keys() <= mapping.kolommen.keys() or bool(mapping.koppen_geven) != bool(mapping.cellen_geven):
        raise WrongMapping(
            f"{named} is niet af: wat onder ernaast staat, hoort ook onder kolommen, en koppen_geven hoort bij cellen_geven. "
            "Herstel hem."
        )
    return mapping
