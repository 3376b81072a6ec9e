"""The evaluation of the doe-agenda: what could be measured, what was spent, and the activities that a visitor looks for."""

import streamlit as st

from indicators.programme.evaluated import HALTED, Tally, found_by
from indicators.programme.records import Activity
from pages.components import address, dutch
from pages.components.tables import Table
from pages.components.view import View

_ALL = "alle"
_AGREED = {_ALL: "Alles", "ja": "Vooraf een getal", "nee": "Vooraf geen getal", "achteraf": "Alleen achteraf een getal"}
_COURSES = {_ALL: "Alles", "uitgevoerd": "Uitgevoerd", "anders": "Vertraagd, vastgelopen of niet gestart"}
# Topics of agenda/published_figures.csv: what the evaluation itself counts.
_COUNTED, _DELAYED = "doe-agenda-activiteiten", "doe-agenda-vertraagd-of-gestopt"


def lesson(counts: Tally) -> str:
    """What could be measured, of all activities, as the evaluation tells it."""
    return (
        f"De evaluatie noemt bij {counts.agreed} van de {counts.activities} activiteiten een getal dat vooraf was afgesproken, "
        f"en bij {counts.reached} een getal achteraf. Zonder afspraak vooraf zegt zo'n getal niet of het genoeg was. Getallen "
        "die alleen in het plan zelf staan, tellen hier niet mee."
    )


def counts_table(counts: list[Tally]) -> Table:
    """The counts of each pillar and of all together."""
    columns = ["Pijler", "Activiteiten", "Vooraf een getal", "Achteraf een getal", "Niet als gepland", "Genoemde bedragen"]
    rows = [
        [each.name, *map(str, (each.activities, each.agreed, each.reached, each.halted)), dutch.euro(each.amount)]
        for each in counts
    ]
    return Table("Activiteiten per pijler", columns, rows, {1, 2, 3, 4, 5})


def remarks(view: View, counts: Tally) -> str:
    """What the document itself counts, beside what is counted here."""
    printed = view.figures.printed
    said = {row.onderwerp: row.waarde for row in printed.itertuples(index=False) if row.onderwerp in (_COUNTED, _DELAYED)}
    if _COUNTED not in said:
        return ""
    delayed = (
        f" Het spreekt van {dutch.number(said[_DELAYED])} projecten die vertraging kregen, stopten of niet begonnen, zonder "
        f"ze alle te noemen; uit de tekst per activiteit blijkt het bij {counts.halted}."
        if _DELAYED in said
        else ""
    )
    money = "Genoemde bedragen zijn regionaal publiek geld. Een bedrag per jaar telt niet mee; het staat bij de activiteit."
    return f"Het document telt {dutch.number(said[_COUNTED])} activiteiten.{delayed} {money}"


def money_of(each: Activity) -> str:
    """What the evaluation says of the money of an activity: its amount and source, and what else there is to know."""
    none = "" if each.geld_toelichting else "geen bedrag genoemd"  # which may name an amount per year
    amount = none if each.bedrag is None else dutch.euro(each.bedrag)
    said = ", ".join(filter(None, [amount, f"bron: {each.bron}" if each.bron else ""]))
    return ". ".join(filter(None, [dutch.first_upper(said), each.geld_toelichting]))


def choose_activities(activities: list[Activity]) -> list[Activity]:
    """The activities that the visitor looks for; the choices live in the address."""
    pillar_names = {_ALL: "Alle pijlers", **{each.pijler: each.pijler for each in activities}}
    columns = st.columns(3)
    with columns[0]:
        pillar = address.choose("Pijler", "pijler", pillar_names, _ALL)
    with columns[1]:
        agreed = address.choose("Meetbaar", "meetbaar", _AGREED, _ALL)
    with columns[2]:
        course = address.choose("Verloop", "verloop", _COURSES, _ALL)
    words = address.type_in("Zoek in de activiteiten", "tekst", "Bijvoorbeeld scholing")
    return [
        each
        for each in found_by(activities, words)
        if pillar in (_ALL, each.pijler)
        and _measured(each, agreed)
        and (course == _ALL or (each.verloop in HALTED) == (course == "anders"))
    ]


def _measured(each: Activity, wanted: str) -> bool:
    agreed = each.doel is not None
    return {_ALL: True, "ja": agreed, "nee": not agreed, "achteraf": not agreed and each.behaald_getal is not None}[wanted]
