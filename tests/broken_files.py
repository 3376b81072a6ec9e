"""Files that went wrong in a way that happens: a name, the bytes, and words of the answer, which names the spot."""

import io
import zipfile
from collections.abc import Callable
from functools import cache, partial

import xlwt

from tests.workbooks import edited, repacked, xlsx

HEADER = "regiocode;periode;sector;waarde\n"
GOOD = "AM37;2026-Q1;totaal;7.250\n"
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Made = bytes | Callable[[], bytes]  # what takes long to make is made when it is asked for
Broken = tuple[str, Made, str]


def bytes_of(made: Made) -> bytes:
    """What is in a broken file."""
    return made if isinstance(made, bytes) else made()


def row(text: str) -> bytes:
    """A file with a good row and, in row 3, this one."""
    return (HEADER + GOOD + text + "\n").encode()


def sheet(*rows: list[object]) -> bytes:
    """A workbook with these rows on one sheet."""
    return xlsx(Sheet=[*rows])


def old_excel() -> bytes:
    """A workbook in the format of Excel 97."""
    made = xlwt.Workbook()
    page = made.add_sheet("Blad1")
    for number, cells in enumerate([HEADER.strip().split(";"), ["AM37", "2026-Q1", "totaal", 7250]]):
        for place, cell in enumerate(cells):
            page.write(number, place, cell)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def spoiled(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A good workbook of which each part went through `change`; None leaves the part out."""
    return repacked(sheet(HEADER.strip().split(";"), ["AM37", "2026-Q1", "totaal", 7250]), change)


@cache
def bomb(megabytes: int) -> bytes:
    """A workbook whose sheet becomes this large when it is unpacked."""
    buffer = io.BytesIO(spoiled(lambda name, data: None if name.endswith("sheet1.xml") else data))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as packed, packed.open(SHEET, "w") as part:
        part.write(b"<worksheet><sheetData>")
        for _ in range(megabytes):
            part.write(b" " * 2**20)
    return buffer.getvalue()


def far_cell() -> bytes:
    """A workbook of a few bytes with one cell in its last corner: dense, it would be 17 billion cells."""
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return spoiled(lambda name, data: data.replace(b"</sheetData>", cell) if name.endswith("sheet1.xml") else data)


def many_rows() -> bytes:
    """A workbook with a column of cells far down: 1,048,576 rows of 20 cells, nearly all empty."""
    cell = b'<row r="1000000"><c r="T1000000"><v>1</v></c></row></sheetData>'
    return spoiled(lambda name, data: data.replace(b"</sheetData>", cell) if name.endswith("sheet1.xml") else data)


def merged(ranges: str) -> bytes:
    """A good workbook with these merged ranges, as they stand in its XML."""
    end = f"</sheetData><mergeCells>{ranges}</mergeCells>".encode()
    return spoiled(lambda name, data: data.replace(b"</sheetData>", end) if name.endswith("sheet1.xml") else data)


def shared_text_bomb() -> bytes:
    """A workbook of small parts with one text that every one of a million cells repeats."""
    text = b"<si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    cells = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(200_000))

    def swell(name: str, data: bytes) -> bytes:
        if name.endswith("sharedStrings.xml"):
            return b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + text
        return data.replace(b"</sheetData>", cells + b"</sheetData>") if name.endswith("sheet1.xml") else data

    return spoiled(swell)


def formula(text: str) -> bytes:
    """A workbook in which a figure is a formula that no program ever computed."""
    return sheet(HEADER.strip().split(";"), ["AM37", "2026-Q1", "totaal", text])


def second_sheet() -> bytes:
    """A workbook with its figures behind a sheet that explains."""
    return xlsx(Toelichting=[["Toelichting"]], Cijfers=[HEADER.strip().split(";"), ["AM37", "2026-Q1", "totaal", "veel"]])


def merged_title() -> bytes:
    """A workbook with a title over all columns, in place of a header."""
    without_header = sheet(["Vacatures", None, None, None], ["AM37", "2026-Q1", "totaal", 5])
    return edited(without_header, lambda book: book["Sheet"].merge_cells("A1:D1"))


TEXTS: list[Broken] = [
    ("leeg.csv", b"", "leeg.csv is leeg"),
    ("spaties.csv", b" \n \n", "spaties.csv is leeg"),
    ("kop.csv", HEADER.encode(), "geen enkele rij"),
    ("geenkop.csv", GOOD.encode(), "gevonden is: AM37, 2026-Q1"),
    ("alleen-noten.csv", (HEADER + "Bron: UWV;;;\n").encode(), "overgeslagen zijn rij 2 (toelichting): Bron: UWV"),
    ("alleen-totaal.csv", (HEADER + "Totaal;2026-Q1;totaal;5\n").encode(), "rij 2 (totaal of overig)"),
    ("nullen.csv", HEADER.encode() + b"\0\0\0\0", "nullen tussen de tekens"),
    ("utf16-zonder-bom.csv", (HEADER + GOOD).encode("utf-16-le"), "nullen tussen de tekens"),
    ("utf16-kapot.csv", (HEADER + GOOD).encode("utf-16")[:-1], "UTF-16 die halverwege stopt"),
    ("latin1-dubbel.csv", (HEADER + "Fryslân;2026-Q1;totaal;5\n").encode().decode("cp1252").encode(), "rij 2, kolom regiocode"),
    ("macintosh.csv", (HEADER + "Zuid-Kennemerland én IJmond;2026-Q1;totaal;5\n").encode("mac-roman"), "rij 2, kolom regiocode"),
    ("ebcdic.csv", (HEADER + GOOD).encode("cp037"), "Verwacht zijn de kolommen"),
    ("aanhalingsteken.csv", (HEADER + 'AM37;"2026-Q1;totaal;' + "x" * 140_000).encode(), "rij 2: een cel heeft geen einde"),
    ("lange-cel.csv", row("AM37;2026-Q2;totaal;5;" + "x" * 140_000), "rij 3: een cel heeft meer dan 131072 tekens"),
    ("lange-cel-in-tekens.csv", row(f'AM37;2026-Q2;totaal;5;"{"x" * 140_000}"'), "rij 3: een cel heeft meer dan 131072 tekens"),
    ("verkeerd-scheidingsteken.csv", (HEADER + GOOD).replace(";", "|").encode(), "gevonden is: regiocode|periode|sector|waarde"),
    ("dubbele-kop.csv", b"regiocode;periode;sector;waarde;waarde\nAM37;2026;totaal;5;6\n", "staat er 2 keer (kolom D, E)"),
    ("dubbele-regio.csv", b"regiocode;regiocode;periode;sector;waarde\nAM37;AM18;2026-Q1;totaal;5\n", "(kolom A, B)"),
    ("kop-zonder-waarde.csv", b"regiocode;periode;sector\nAM37;2026-Q1;totaal\n", "gevonden is: regiocode, periode, sector"),
    ("kop-te-diep.csv", ("titel\n" * 40 + HEADER + GOOD).encode(), "Verwacht zijn de kolommen"),
    ("veel.csv", row("AM37;2026-Q2;totaal;veel"), "rij 3, kolom waarde: 'veel' is geen getal"),
    ("negatief.csv", row("AM37;2026-Q2;totaal;-3"), "rij 3, kolom waarde: '-3' is negatief"),
    ("breuk.csv", row("AM37;2026-Q2;totaal;3,5"), "rij 3, kolom waarde: '3,5' is geen heel getal"),
    ("oneindig.csv", row("AM37;2026-Q2;totaal;inf"), "rij 3, kolom waarde: 'inf' is geen getal"),
    ("nan.csv", row("AM37;2026-Q2;totaal;NaN"), "rij 3, kolom waarde: 'NaN' is geen getal"),
    ("reusachtig.csv", row("AM37;2026-Q2;totaal;" + "9" * 400), "rij 3, kolom waarde"),
    ("wetenschappelijk.csv", row("AM37;2026-Q2;totaal;1e5"), "rij 3, kolom waarde: '1e5' is geen getal"),
    ("hex.csv", row("AM37;2026-Q2;totaal;0x1F"), "rij 3, kolom waarde"),
    ("formule.csv", row("AM37;2026-Q2;totaal;=1+1"), "rij 3, kolom waarde: '=1+1' is geen getal"),
    ("opdracht.csv", row("=cmd|' /C calc'!A0;2026-Q2;totaal;5"), "rij 3, kolom regiocode"),
    ("geenwaarde.csv", row("AM37;;totaal;"), "rij 3, kolom waarde: is leeg, maar verplicht"),
    ("afgebroken.csv", row("AM37;2026-Q2"), "rij 3, kolom sector: is leeg, maar verplicht"),
    ("euro.csv", row("AM37;2026-Q2;totaal;€ 5"), "rij 3, kolom waarde"),
    ("twee-getallen.csv", row("AM37;2026-Q2;totaal;5 of 6"), "rij 3, kolom waarde"),
    ("indisch.csv", row("AM37;2026-Q2;totaal;12,34,567"), "rij 3, kolom waarde"),
    ("arabische-cijfers.csv", row("AM37;2026-Q2;totaal;٣٤"), "rij 3, kolom waarde"),
    ("regio99.csv", row("AM99;2026-Q2;totaal;5"), "rij 3, kolom regiocode: 'AM99'"),
    ("halve-regio.csv", row("Zuid-Kennemerland;2026-Q2;totaal;5"), "rij 3, kolom regiocode: 'Zuid-Kennemerland'"),
    ("gemeente.csv", row("Haarlem;2026-Q2;totaal;5"), "rij 3, kolom regiocode: 'Haarlem'"),
    ("sector.csv", row("AM37;2026-Q2;horeca;5"), "rij 3, kolom sector: 'horeca'"),
    ("kwartaal5.csv", row("AM37;2026-Q5;totaal;5"), "rij 3, kolom periode: '2026-Q5' is geen periode"),
    ("maand13.csv", row("AM37;2026-13;totaal;5"), "rij 3, kolom periode"),
    ("jaar26.csv", row("AM37;Q1 26;totaal;5"), "rij 3, kolom periode"),
    ("dubbelzinnig.csv", row("AM37;2026-2;totaal;5"), "kan een kwartaal of een maand zijn"),
    ("dag.csv", row("AM37;31-02-2026;totaal;5"), "rij 3, kolom periode"),
    ("toekomst.csv", row("AM37;2099-Q1;totaal;5"), "2099-Q1 ligt in de toekomst"),
    ("dubbele-sleutel.csv", row("AM37;2026-Q1;totaal;5"), "Staat 2 keer in het bestand: AM37, 2026-Q1, totaal"),
    ("dubbel-anders-geschreven.csv", row("Zuid-Kennemerland en IJmond;1e kwartaal 2026;Totaal;5"), "Staat 2 keer in het bestand"),
    ("delen.csv", row("AM37;2026-Q1;techniek;8.000"), "de focussectoren samen zijn meer dan het totaal"),
    ("veel-fouten.csv", (HEADER + "AM99;x;y;z\n" * 500).encode(), "... en nog 1950 andere"),
    ("breed.csv", (HEADER.strip() + ";k" * 1000 + "\n" + GOOD).encode(), "breed.csv: rij 1 heeft 1004 kolommen; meer dan 1000"),
    ("pagina.csv", b"<!DOCTYPE html><html><body>Inloggen</body></html>", "is een webpagina"),
    ("json.csv", b'{"value": []}', "Verwacht zijn de kolommen"),
]  # fmt: skip

BOOKS: list[Broken] = [
    ("rapport.pdf", b"%PDF-1.7", "de soort .pdf kennen wij niet"),
    ("zonder", b"x", "zonder achtervoegsel"),
    ("pagina.xls", b"<html><table><tr><td>1</td></tr></table></html>", "is een webpagina"),
    ("tekst.xlsx", (HEADER + GOOD).encode(), "is niet te lezen als CSV, XLSX of ODS"),
    ("boek.csv", sheet(["regiocode"]), "is een ingepakt bestand (zoals .xlsx of .zip) met de naam .csv"),
    ("oud.xlsx", old_excel(), "is een oud Excel-bestand (.xls) met de naam .xlsx"),
    ("oud.csv", old_excel(), "is een oud Excel-bestand (.xls) met de naam .csv"),
    ("wachtwoord.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "met een wachtwoord beveiligd"),
    ("halve-ole.xls", OLE + b"\0" * 600, "is niet te lezen"),
    ("leeg-blad.xlsx", sheet(), "gevonden is: geen kop"),
    ("afgekapt.xlsx", sheet(["regiocode"])[:-200], "het is geen heel rekenblad"),
    ("geen-boek.xlsx", spoiled(lambda name, data: None if name.startswith("xl/workbook") else data), "is niet te lezen"),
    ("geen-blad.xlsx", spoiled(lambda name, data: None if "sheet1" in name else data), "is niet te lezen"),
    ("kapotte-xml.xlsx", spoiled(lambda name, data: data[: len(data) // 2] if "sheet1" in name else data), "kapotte-xml.xlsx"),
    ("kapotte-ods.ods", spoiled(lambda _, data: data), "kapotte-ods.ods"),
    ("formule.xlsx", formula("=SUM(A1:A9)"), "rij 2, kolom waarde: is leeg, maar verplicht"),
    ("deling.xlsx", formula("=1/0"), "rij 2, kolom waarde"),
    ("waar.xlsx", sheet(HEADER.strip().split(";"), ["AM37", "2026-Q1", "totaal", True]), "rij 2, kolom waarde: 'True'"),
    ("tweede-blad.xlsx", second_sheet(), "blad Cijfers, rij 2, kolom waarde: 'veel'"),
    (
        "breed.xlsx",
        sheet([*HEADER.strip().split(";"), *map(str, range(1000))]),
        "1004 kolommen; meer dan 1000 worden niet gelezen",
    ),
    ("veel-samengevoegd.xlsx", merged('<mergeCell ref="A8:A9"/>' * 10_001), "10001 samengevoegde cellen; meer dan 10000 worden"),
    ("over-elkaar.xlsx", merged('<mergeCell ref="A1:D2"/>' * 2), "liggen samengevoegde cellen over elkaar"),
    ("samengevoegd.xlsx", merged_title(), "Verwacht zijn de kolommen"),
    ("bom.xlsx", partial(bomb, 400), "xl/worksheets/sheet1.xml is al 400 MB"),
    ("hoek.xlsx", far_cell(), "hoek.xlsx"),
    ("rijen.xlsx", many_rows(), "blad Sheet beslaat 1000000 rijen bij 20 kolommen"),
    ("herhaling.xlsx", shared_text_bomb(), "herhaling.xlsx"),
]
