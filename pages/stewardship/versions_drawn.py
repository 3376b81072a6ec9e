"""Versions as they are drawn: which one readers see, back and forward, two against each other, and fewer of them."""

from collections import Counter

import streamlit as st

from indicators.figures import configured_versions, current_figures
from indicators.quantities import quantity_label
from pages.components import dutch
from pages.components.html import draw
from pages.components.tables import Table
from pages.stewardship import data_actions
from pages.stewardship.doing import do, draw_said, look
from pages.stewardship.roles import Action
from pages.stewardship.who import Visitor, may
from warehouse.revisions import Change
from warehouse.steering import FEWEST
from warehouse.versions import KEEP, NothingPublished, Version

_SHOWN = 300


def draw_versions(who: Visitor) -> None:
    """All versions, which one readers see, and the way back and forward."""
    versions = configured_versions()
    kept = versions.all()[::-1]
    if not kept:
        draw("section", title="Versies", text="Er is nog geen versie. Ververs de cijfers om er een te maken.")
        return
    draw("section", title="Versies", text="Elke verversing of toevoeging die iets verandert, geeft een nieuwe versie.")
    if versions.held():
        text = (
            "Lezers zien een oudere versie, want die is teruggezet. Wat daarna wordt opgehaald of toegevoegd, wordt "
            "gecontroleerd en bewaard, maar lezers zien het pas als u vooruit gaat naar de nieuwste versie."
        )
        draw("notice", kind="hold", strong="Teruggezet.", text=text)
    draw("plain_table", table=_versions_table(kept))
    if not may(who, Action.SHOW_VERSION):
        return
    others = {version.name: dutch.to_the_second(version.built) for version in kept if not version.current}
    current = versions.current() or ""
    if not others:
        draw("notice", kind="note", strong="", text="Er is nog geen andere versie om naar terug te gaan.")
        return
    chosen = st.selectbox("Andere versie", list(others), key="andere", format_func=others.__getitem__)
    words = "Ga vooruit naar deze versie" if chosen > current else "Ga terug naar deze versie"
    if st.button(words):
        seen = f"Lezers zien nu de versie van {others[chosen]}."
        do("versies", data_actions.show_version, chosen, current, done=lambda _: seen)
    draw_said("versies")


def draw_comparison(who: Visitor) -> None:
    """What differs between two versions."""
    names = {version.name: dutch.to_the_second(version.built) for version in reversed(configured_versions().all())}
    if not may(who, Action.COMPARE) or len(names) < 2:
        return
    draw("section", title="Versies vergelijken", text="Welke cijfers zijn nieuw, herzien of vervallen?")
    left, right = st.columns(2)
    old = left.selectbox("Oude versie", list(names), index=1, key="oud", format_func=names.__getitem__)
    new = right.selectbox("Nieuwe versie", list(names), index=0, key="nieuw", format_func=names.__getitem__)
    if st.button("Vergelijk") and (found := look(data_actions.compare_versions, old, new)) is not None:
        draw_changes(found, dict(Counter(change.kind for change in found)))


def draw_pruning(who: Visitor) -> None:
    """Fewer versions; what readers see stays."""
    if not may(who, Action.PRUNE):
        return
    if len(configured_versions().all()) <= FEWEST:
        draw_said("opruimen")
        return
    text = "Oude versies nemen ruimte in. Weg is weg: naar een opgeruimde versie kunt u niet terug."
    draw("section", title="Versies opruimen", text=text)
    keep = st.number_input("Hoeveel van de nieuwste versies blijven", FEWEST, 1000, KEEP, key="bewaren")
    sure = st.checkbox("Ik wil de oudere versies voorgoed verwijderen", key="zeker")
    if st.button("Ruim op", disabled=not sure):
        do(
            "opruimen", data_actions.prune_versions, int(keep),
            done=lambda gone: f"{dutch.counted(len(gone), 'versie is', 'versies zijn')} verwijderd.",
        )  # fmt: skip
    draw_said("opruimen")


def draw_changes(changes: list[Change], counts: dict[str, int]) -> None:
    """Figures that differ: how many of each kind, and the first of them with the old and the new value."""
    if not counts:
        draw("notice", kind="note", strong="", text="Er verandert geen enkel cijfer.")
        return
    said = dutch.listed([f"{dutch.number(counts[kind])} {kind}" for kind in ("nieuw", "herzien", "vervallen") if kind in counts])
    shown = changes[:_SHOWN]
    more = f"U ziet de eerste {len(shown)}." if sum(counts.values()) > len(shown) else ""
    names = _region_names()
    rows = [
        [
            c.kind,
            quantity_label(c.dataset, c.measure),
            " naar ".join(names.get(code, code) for code in (c.region, c.work) if code),
            c.sector,
            dutch.short_period(c.period),
            _figure(c.old),
            _figure(c.new),
        ]
        for c in shown
    ]
    columns = ["Wat", "Meting", "Gebied", "Sector", "Periode", "Oud", "Nieuw"]
    draw("plain_table", table=Table(f"Oud tegen nieuw: {said}", columns, rows, {5, 6}, more))


def _versions_table(kept: list[Version]) -> Table:
    rows = [
        [
            dutch.to_the_second(version.built),
            version.name,
            dutch.number(version.path.stat().st_size / 1e6, 1),
            "ja" if version.current else "",
        ]
        for version in kept
    ]
    return Table("Versies, de nieuwste eerst", ["Gemaakt", "Naam", "Grootte (MB)", "Lezers zien deze"], rows, {2})


def _region_names() -> dict[str, str]:
    try:
        return current_figures().names
    except NothingPublished:
        return {}


def _figure(value: float | None) -> str:
    return "-" if value is None else dutch.number(value, 0 if float(value).is_integer() else 1)
