"""What changed, in words and tables: since the version before, and since a year."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from indicators.figures import configured_versions
from indicators.point import MARGIN, ROUNDING
from indicators.regions import Region
from indicators.registry import INDICATORS
from indicators.revisions import indicator_changes
from indicators.sectors import sector_name
from indicators.year_changes import YearChange, year_changes
from pages.components import dutch
from pages.components.html import draw
from pages.components.sentences import figure
from pages.components.tables import Table
from pages.components.view import View, drawn_once
from warehouse.health import Health, health
from warehouse.version_file import DamagedVersion

_MOST = 100
Row = Mapping[Hashable, Any]


@st.cache_data(show_spinner=False, max_entries=4)
def changes_since(old: str, new: str) -> pd.DataFrame:
    """All figures that differ between two versions; neither ever changes, so this is worked out once."""
    return indicator_changes(configured_versions(), old, new)


def counted(found: pd.DataFrame) -> str:
    """How many figures are new, revised and gone, in one sentence."""
    times = found["soort"].value_counts()
    said = [f"{dutch.number(int(times.get(kind, 0)))} {kind}" for kind in ("nieuw", "herzien", "vervallen")]
    return f"Bij de laatste verversing zijn er cijfers bij gekomen of veranderd: {dutch.listed(said)}."


def revised_table(found: pd.DataFrame, place: Region) -> Table | None:
    """The revised figures of a place with the old and the new value; None where there are none."""
    columns = ["Indicator", "Sector", "Periode", "Oud", "Nieuw", "Verschil", "Status", "Bron"]
    rows = found[(found["soort"] == "herzien") & (found["regiocode"] == place.code)]
    return _table(f"Herziene cijfers van {place.name}", columns, rows, _revised) if len(rows) else None


def new_table(found: pd.DataFrame, place: Region, kind: str = "nieuw") -> Table | None:
    """The figures of a place that are new, or gone; None where there are none."""
    column, title = ("oud", "Vervallen") if kind == "vervallen" else ("nieuw", "Nieuwe")
    rows = found[(found["soort"] == kind) & (found["regiocode"] == place.code)]
    if rows.empty:
        return None
    columns = ["Indicator", "Sector", "Periode", "Cijfer", "Status", "Bron"]
    return _table(f"{title} cijfers van {place.name}", columns, rows, lambda row: [_amount(row, column)])


def _table(caption: str, columns: list[str], rows: pd.DataFrame, middle: Callable[[Row], list[str]]) -> Table:
    newest = rows.sort_values(["periode", "indicator"], ascending=[False, True]).head(_MOST)
    texts = [
        [
            INDICATORS[row["indicator"]].with_unit,
            sector_name(row["sector"]),
            dutch.short_period(row["periode"]),
            *middle(row),
            row["status_nieuw"] or row["status_oud"],
            f"{row['bron']}, {row['tabel']}",
        ]
        for row in newest.to_dict("records")
    ]
    note = f"U ziet de nieuwste {_MOST} van de {dutch.number(len(rows))} cijfers." if len(rows) > _MOST else ""
    return Table(caption, columns, texts, set(range(3, len(columns) - 2)), note)


def _revised(row: Row) -> list[str]:
    indicator = INDICATORS[str(row["indicator"])]
    change = dutch.change_of(indicator, float(str(row["oud"])), float(str(row["nieuw"])))
    return [_amount(row, "oud"), _amount(row, "nieuw"), change]


def _amount(row: Row, column: str) -> str:
    return dutch.amount_of(INDICATORS[str(row["indicator"])], float(str(row[column])))


def year_table(changed: list[YearChange], place: Region) -> Table:
    """The changes of a place since a year before, the largest first. What changed stands first: a phone shows few columns."""
    columns = ["Indicator", "Verandering", "Van", "Cijfer", "Naar", "Cijfer nu", "Bron"]
    rows = []
    for each in changed:
        indicator, row = each.indicator, each.line.rows[each.line.rows["periode"] == each.latest.period].iloc[0]
        arrow = "▲ meer" if each.latest.value > each.before.value else "▼ minder"
        if indicator.is_ratio:
            arrow = "▲ hoger" if each.latest.value > each.before.value else "▼ lager"
        rows.append(
            [
                indicator.with_unit,
                f"{arrow}: {dutch.change_of(indicator, each.before.value, each.latest.value)}",
                dutch.short_period(each.before.period),
                figure(indicator, each.before),
                dutch.short_period(each.latest.period),
                figure(indicator, each.latest),
                f"{row['bron']}, {row['tabel']}",
            ]
        )
    return Table(f"Veranderd in een jaar: {place.name}", columns, rows, {3, 5})


def uncertainties(changes: list[YearChange]) -> str:
    """What changes are set against: the margin, or the rounding of the sources that give no margin."""
    words = {each.uncertainty for each in changes}
    return words.pop() if len(words) == 1 else f"{MARGIN} of, waar de bron geen marge geeft, {ROUNDING}"


def year_sentence(changed: list[YearChange], steady: list[YearChange], place: Region) -> str:
    """How much changed, and what changed most."""
    if not changed and not steady:
        return f"Over {place.said} zijn er geen cijfers om met een jaar eerder te vergelijken."
    others = dutch.counted(len(steady), "andere indicator", "andere indicatoren")
    same = f" Bij {others} valt de verandering binnen {uncertainties(steady)}." if steady else ""
    if not changed:
        return f"In {place.said} veranderde in een jaar niets meer dan {uncertainties(steady)}."
    first = changed[0]
    change = dutch.change_of(first.indicator, first.before.value, first.latest.value)
    doubt = ", maar dat kan toeval zijn" if first.may_be_chance else ""
    many = f"veranderden {len(changed)} indicatoren" if len(changed) > 1 else "veranderde 1 indicator"
    most = f"{first.indicator.label} ({change} sinds {dutch.short_period(first.before.period)})"
    said = f"In {place.said} {many} in een jaar meer dan {uncertainties(changed)}."
    return f"{said} Het sterkst, naar verhouding: {most}{doubt}.{same}"


def chance_sentence(changed: list[YearChange]) -> str:
    """Which changes may be chance, as nobody publishes how much of them is; empty where there are none."""
    labels = dutch.listed([each.indicator.label for each in changed if each.may_be_chance])
    return (
        f"Deze cijfers zijn schattingen, en de bron geeft geen marge. De verandering kan toeval zijn: {labels}." if labels else ""
    )


def late_sentences(found: Health) -> list[str]:
    """What is late or went wrong, a sentence for each dataset."""
    return [f"{row.label}: {row.message}".replace("`", "") for row in found.datasets if row.overdue or row.outcome == "failed"]


@drawn_once
def draw_year(view: View) -> None:
    """What changed in a year by more than margin or rounding explain, and what stayed about the same."""
    changed, steady = year_changes(view.figures, view.region)
    always = " De nieuwste cijfers, welke jaren u ook koos." if view.van or view.tot else ""
    draw("changes", title="In een jaar", text=f"Alleen wat groter is dan {uncertainties(changed + steady)}.{always}",
         tables=[year_table(changed, view.place)] if changed else [])  # fmt: skip
    if said := chance_sentence(changed):
        draw("notice", kind="note", strong="Let op.", text=said)
    if steady:
        labels = dutch.listed([each.indicator.label for each in steady])
        draw("notice", kind="note", strong="Ongeveer gelijk gebleven:", text=f"{labels}.")


@drawn_once
def draw_refresh(view: View, old: str | None) -> None:
    """What is new, revised and gone since the version before (`old`, None where there is none), of the place of the view."""
    if old is None:
        text = "Dit is de eerste verversing die bewaard is. Na de volgende staat hier wat er nieuw is en wat is herzien."
        draw("changes", title="Sinds de vorige verversing", text=text, tables=[])
        return
    try:
        found = changes_since(old, view.version)
    except DamagedVersion:
        text = (
            "Dat is niet te zien: het bestand van een van beide versies is beschadigd. Na de volgende verversing ziet u het weer."
        )
        draw("changes", title="Sinds de vorige verversing", text=text, tables=[])
        return
    tables = [revised_table(found, view.place), new_table(found, view.place), new_table(found, view.place, "vervallen")]
    known = [table for table in tables if table]
    text = counted(found) if len(found) else "Bij de laatste verversing zijn geen cijfers veranderd."
    rest = f" Voor {view.place.said} verandert er niets." if len(found) and not known else ""
    draw("changes", title="Sinds de vorige verversing", text=text + rest, tables=known)


def draw_late() -> None:
    """What is late or went wrong, or that nothing is."""
    late = late_sentences(health(configured_versions().data_dir))
    text = "" if late else "Alle bronnen zijn op tijd."
    draw("changes", title="Wat te laat is of misging", text=text, tables=[], sentences=late)
