"""Column mappings that were learnt once: which header of a file is which column of ours, kept in agenda/mappings.

One file for each mapping, `agenda/mappings/<dataset>/<name>.toml`, which a person may read and change.
"""

import re
from pathlib import Path

import msgspec
import tomli_w

from ingest.columns import Column
from ingest.dataset import IngestError
from ingest.layout import DEPTH, HEADER_ROWS, Across, Layout, header_pieces, known_headers
from ingest.tabular import UnreadableCell, plain
from ingest.workbook import Sheet


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


def saved_mappings(agenda: Path, dataset: str) -> dict[str, ColumnMapping]:
    """The mappings that were saved for a dataset, by name. Raises WrongMapping."""
    return {path.stem: _read(path) for path in sorted((agenda / "mappings" / dataset).glob("*.toml"))}


def save_mapping(agenda: Path, dataset: str, name: str, mapping: ColumnMapping) -> Path:
    """Keep a mapping under a name; one that is there already is replaced. Returns its file. Raises WrongMapping."""
    if not re.fullmatch(r"[\w][\w .()-]{0,79}", name):
        raise WrongMapping(
            f"'{name}' kan niet de naam van een kolomindeling zijn. Gebruik letters, cijfers, spaties en streepjes."
        )
    path = agenda / "mappings" / dataset / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(msgspec.to_builtins(mapping)), encoding="utf-8")
    return path


def layouts_by(mapping: ColumnMapping, sheets: list[Sheet], columns: tuple[Column, ...]) -> list[Layout]:
    """Where the tables of this mapping stand: one layout, or one for each sheet that gives a column; none where it misfits."""
    readers = {column.name: column for column in columns}
    found = []
    for sheet in sheets:
        fixed = dict(mapping.vast)
        if mapping.blad_geeft:
            if not readable(readers[mapping.blad_geeft], sheet.name):
                continue
            fixed[mapping.blad_geeft] = sheet.name
        layout = _in_sheet(mapping, sheet, readers, fixed)
        if layout and not mapping.blad_geeft:
            return [layout]
        found += [layout] if layout else []
    return found


def readable(column: Column, text: str) -> bool:
    """Whether a text, such as a header or the name of a sheet, is a value of this column."""
    try:
        return bool(text) and column.read(text) is not None
    except UnreadableCell:
        return False


def header_value(column: Column, pieces: tuple[str, ...]) -> str | None:
    """The part of a header that is a value of this column: all of it, or what stands below the common header; else None."""
    return next((text for text in (" ".join(pieces), *pieces[-1:]) if readable(column, text)), None)


def _in_sheet(mapping: ColumnMapping, sheet: Sheet, readers: dict[str, Column], fixed: dict[str, str]) -> Layout | None:
    for depth in range(1, DEPTH + 1):
        for number in range(1, min(len(sheet.rows), HEADER_ROWS) - depth + 2):
            pieces = header_pieces(sheet, number, depth)
            headers = known_headers(pieces)
            wanted = {**mapping.kolommen, **{f"{name} ": header for name, header in mapping.ernaast.items()}}
            if any(plain(header) not in headers for header in wanted.values()):
                continue
            columns = {name: headers[plain(header)] for name, header in mapping.kolommen.items()}
            beside = {name: headers[plain(header)] for name, header in mapping.ernaast.items()}
            if not mapping.koppen_geven or not mapping.cellen_geven:
                return Layout(sheet.name, number, columns, depth, beside, None, fixed)
            used = {*columns.values(), *beside.values()}
            given = {" ".join(p): header_value(readers[mapping.koppen_geven], p) for p in pieces if " ".join(p) not in used}
            wide = {header: value for header, value in given.items() if value}
            if wide:
                _refuse_new_headers(mapping, sheet, [" ".join(p) for p in pieces], {*used, *wide})
                return Layout(
                    sheet.name, number, columns, depth, beside, Across(mapping.koppen_geven, mapping.cellen_geven, wide), fixed
                )
    return None


def _refuse_new_headers(mapping: ColumnMapping, sheet: Sheet, found: list[str], used: set[str]) -> None:
    """Raise WrongMapping for a dated header that we cannot read and did not know: its figures would be lost silently."""
    ignored = {plain(header) for header in mapping.niet_gebruikt}
    for header in found:
        if header and header not in used and plain(header) not in ignored and re.search(r"(?:19|20)[0-9]{2}", header):
            raise WrongMapping(
                f"Op blad '{sheet.name}' staat een kop die niet te lezen is en er eerder niet was: '{header}'. "
                "Verbeter de kop, of zet hem in de kolomindeling onder niet_gebruikt."
            )


def _read(path: Path) -> ColumnMapping:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=ColumnMapping)
    except (msgspec.MsgspecError, ValueError) as error:
        raise WrongMapping(
            f"{path.parent.name}/{path.name} in agenda/mappings is geen kolomindeling: {error}. Herstel hem."
        ) from error
