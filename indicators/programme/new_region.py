"""An empty agenda for another arbeidsmarktregio: the files of agenda/ with their columns and no facts of this region."""

import shutil
from datetime import date
from pathlib import Path

from indicators.agenda import home_region
from indicators.figures import Figures
from indicators.programme.editable import rows_of, text_of
from ingest.regions import ARBEIDSMARKTREGIOS, PROVINCIE_OF, division
from ingest.settings import PROJECT

SHIPPED = PROJECT / "agenda"


class CannotLayDown(ValueError):
    """A region that does not exist, or a folder that already holds something; the sentence says what to do."""


def lay_down(code: str, folder: Path, figures: Figures | None = None) -> list[Path]:
    """Write an empty, valid agenda for a region into an empty (or new) folder; the files that were written.

    The gemeenten and the province of the region are those of CBS's newest classification among the figures, or else, as where
    the figures are invented, those of the year that is shipped. Raises CannotLayDown.
    """
    if code not in ARBEIDSMARKTREGIOS:
        known = ", ".join(f"{known} ({name})" for known, name in ARBEIDSMARKTREGIOS.items())
        raise CannotLayDown(f"{code} is geen arbeidsmarktregio. Kies uit: {known}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotLayDown(f"{folder} is niet leeg. Kies een map die er nog niet is; er is niets veranderd.")
    year = date.today().year  # noqa: DTZ011 - the year on the clock of who runs it
    texts = {"region.toml": _region(code, year, figures), "pillars.toml": _PILLARS, "focus_sectors.toml": _SECTORS}
    texts["alerts.toml"] = (SHIPPED / "alerts.toml").read_text(encoding="utf-8").replace(home_region(SHIPPED).code, code)
    for path in sorted(SHIPPED.glob("*.csv")):
        texts[path.name] = _emptied(path)
    (folder / "stories").mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    for path in [*sorted(SHIPPED.glob("*.toml")), SHIPPED / "stories" / "README.md"]:
        target = folder / path.relative_to(SHIPPED)
        if not target.exists():
            shutil.copyfile(path, target)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _emptied(path: Path) -> str:
    """The columns of a CSV file; of the breaks also the rows that hold for every region."""
    columns, rows = rows_of(path.read_text(encoding="utf-8-sig"))
    return text_of(columns, [row for row in rows if path.name == "breaks.csv" and not row["regiocode"]])


def _region(code: str, year: int, figures: Figures | None) -> str:
    inside = figures.areas.get(code, ()) if figures and not figures.example else ()
    if figures and inside:
        names, province = {town: figures.regions[town].name for town in inside}, figures.province_of(code) or ""
    else:
        names, province = {town: name for town, name, region in division() if region == code}, PROVINCIE_OF[code]
    towns = "\n".join(f'{town} = "{name}"' for town, name in names.items())
    return _REGION.format(code=code, name=ARBEIDSMARKTREGIOS[code], province=province, towns=towns, first=year, last=year + 4)


_REGION = """# De regio waarvoor dit dashboard is ingericht. Controleer wat hier staat en vul het aan. Een wijziging in dit
# bestand geldt na een herstart.

code = "{code}"
naam = "{name}"
provincie = "{province}"  # code van de provincie, zoals PV27
contact = ""  # het e-mailadres waar lezers een fout melden
kleinste_aantal = 10  # kleinere aantallen in eigen cijfers worden nergens getoond: ze kunnen naar personen wijzen

# Volgens CBS. Na een verversing zegt `python -m agenda check` welke gemeente er niet meer is, of ontbreekt.
[gemeenten]
{towns}

[agenda]
naam = "Arbeidsmarktagenda {name}"  # neem de naam en de jaren over uit de eigen agenda
van = {first}
tot = {last}
eigen_indeling = false  # true: de agenda zegt niet welke monitor onder welke pijler hoort, en het overzicht meldt dat
"""
_SECTORS = """# De focussectoren van de agenda, als bedrijfstakken van de SBI 2008. Wat hier staat is een begin: neem ze over uit
# de eigen agenda. Eén blok per sector, en ten minste één; sectoren overlappen niet. Wat tussen haken staat, komt in adressen,
# downloads en bestanden van UWV; `naam` is wat de lezer ziet. Een SBI-code is een letter (Q), een reeks (B-F) of een
# afdeling (62-63). Alleen techniek mag meer definities hebben: de lezer kiest er dan een. Een wijziging geldt na een herstart.

[zorg-welzijn]
naam = "Zorg & Welzijn"
standaard = "agenda"
definities = { agenda = { naam = "Gezondheids- en welzijnszorg (Q)", sbi = ["Q"] } }

[onderwijs]
naam = "Onderwijs"
standaard = "agenda"
definities = { agenda = { naam = "Onderwijs (P)", sbi = ["P"] } }

[techniek]
naam = "Techniek"
standaard = "agenda"
definities = { agenda = { naam = "Nijverheid en energie (B-F)", sbi = ["B-F"] } }
"""
_PILLARS = """# De pijlers van de agenda en welke indicatoren er op het overzicht onder staan. Er staat nog niets:
# elke pijler is een blok als dit. De sleutels van indicatoren staan in `python -m indicators list`.
#
# [inclusiviteit]
# naam = "Inclusiviteit"
# doel = "Iedereen doet mee"
# monitors = [{ indicator = "netto-arbeidsparticipatie", pagina = "participatie" }]
"""
