"""What one row of each file of the programme says. The columns of a file are the fields of its class, in any order."""

from typing import Literal

from pydantic import model_validator

from indicators.programme.fields import Grouping, Items, Key, Maybe, Number, Period, Record, Text
from ingest.periods import end, moment

Level = Literal["dienstverlening", "initiatief", "innovatieve agenda", "in verbinding"]
Status = Literal["niet gemeld", "gepland", "in onderzoek", "loopt", "voortgezet onder een andere naam", "afgerond", "gestopt"]
Course = Literal["uitgevoerd", "vertraagd", "vastgelopen", "niet gestart"]
YesNo = Literal["ja", "nee"]


class Ambition(Record):
    """One of the things that the agenda wants to bring about."""

    naam: Text
    uitleg: Text


class FocusArea(Record):
    """An aandachtsgebied: one of the ways (the how) in which the agenda works at its pillars (the what)."""

    sleutel: Key
    naam: Text
    uitleg: Text


class Cell(Record):
    """One cell of the matrix: a pillar, an aandachtsgebied, and the indicators that tell about the two together."""

    pijler: Key
    aandachtsgebied: Key
    indicatoren: Items = ()
    indeling: Grouping


class Project(Record):
    """One service, initiative or project in the plan of one year.

    A measurable result has four parts: `maat` (what is counted), `nulmeting` (where it starts), `doel` (the number agreed, in
    `eenheid`) and `datum` (the period by which). A part that the document does not give is empty. `stand` is what a later
    document says, with `gemeten` if it prints a figure. `indeling` says whose division into pillars, aandachtsgebieden and
    indicators this is.
    """

    sleutel: Key
    jaar: int
    niveau: Level
    naam: Text
    pijlers: Items = ()
    aandachtsgebieden: Items = ()
    sectoren: Items = ()
    doelgroepen: Items = ()
    impact: Text
    resultaat: Maybe = ""
    maat: Maybe = ""
    nulmeting: Number = None
    doel: Number = None
    eenheid: Maybe = ""
    datum: Period = ""
    partijen: Items = ()
    budget_toelichting: Maybe = ""
    periode: Maybe = ""
    van: Period = ""
    tot: Period = ""
    status: Status = "niet gemeld"
    stand: Maybe = ""
    gemeten: Number = None
    gemeten_eenheid: Maybe = ""
    gemeten_periode: Period = ""
    stand_document: Maybe = ""
    stand_vindplaats: Maybe = ""
    indicatoren: Items = ()
    indeling: Grouping

    @property
    def missing(self) -> list[str]:
        """Which of the four parts of a measurable result are missing: maat, nulmeting, doel, datum."""
        return [part for part in ("maat", "nulmeting", "doel", "datum") if getattr(self, part) in (None, "")]

    @model_validator(mode="after")
    def _whole(self) -> "Project":
        if self.doel is not None and not self.eenheid:
            raise ValueError("eenheid: bij een doel hoort een eenheid")
        if self.gemeten is not None and not (self.gemeten_eenheid and self.gemeten_periode):
            raise ValueError("gemeten: bij een gemeten resultaat horen een eenheid en een periode")
        if (self.stand or self.gemeten is not None) and not (self.stand_document and self.stand_vindplaats):
            raise ValueError("stand_document: bij een stand horen stand_document en stand_vindplaats")
        if self.van and self.tot and moment(self.van) >= end(self.tot):
            raise ValueError(f"van: {self.van} ligt na tot, {self.tot}")
        return self


class Budget(Record):
    """An amount of money of one project, from one source; euro."""

    project: Key
    bedrag: Number
    bron: Text
    waarvoor: Maybe = ""

    @model_validator(mode="after")
    def _amount(self) -> "Budget":
        if self.bedrag is None or self.bedrag < 0:
            raise ValueError(
                "bedrag: dit moet een getal van nul of meer zijn; haal de rij weg als het document geen bedrag noemt"
            )
        return self


class TargetGroup(Record):
    """A group of people in one year; `focus` says whether it was chosen. `onderwerpen` are topics of published_figures.csv."""

    sleutel: Key
    jaar: int
    naam: Text
    focus: YesNo
    waarom: Text
    onderwerpen: Items = ()
    indicatoren: Items = ()


class Partner(Record):
    """An organisation that carries the agenda; never a person."""

    naam: Text
    soort: Text


class ServiceTarget(Record):
    """What is counted of a service, and how much of it was agreed. `sleutel` is an indicator or a topic of published figures."""

    sleutel: Text
    naam: Text
    dienst: Text
    doel: Number = None
    eenheid: Text
    per: Literal["", "jaar", "kwartaal", "maand"] = ""
    vanaf: Period = ""
    toelichting: Maybe = ""

    def holds_in(self, period: str) -> bool:
        """Whether the goal holds in this period or a part of it, and not only later."""
        return not self.vanaf or end(period) > moment(self.vanaf)

    @model_validator(mode="after")
    def _per(self) -> "ServiceTarget":
        if self.doel is not None and not self.per:
            raise ValueError("per: bij een doel hoort per (jaar, kwartaal of maand)")
        return self


class Activity(Record):
    """One activity of the doe-agenda: what was wanted and what came of it.

    `maat` and `doel` are only there where a number was agreed beforehand; `behaald_getal` where the document prints one
    afterwards, in `behaald_eenheid`. `bedrag` is regional public money in euro, empty where none is given, or only one per year.
    """

    nummer: int
    pijler: Text
    naam: Text
    actie: Text
    beoogd: Text
    maat: Maybe = ""
    doel: Number = None
    behaald: Text
    behaald_getal: Number = None
    behaald_eenheid: Maybe = ""
    vervolg: Maybe = ""
    partijen: Items = ()
    bedrag: Number = None
    bron: Maybe = ""
    geld_toelichting: Maybe = ""
    verloop: Course

    @model_validator(mode="after")
    def _units(self) -> "Activity":
        if self.doel is not None and not self.maat:
            raise ValueError("maat: bij een doel hoort een maat")
        if self.behaald_getal is not None and not self.behaald_eenheid:
            raise ValueError("behaald_eenheid: bij een behaald getal hoort een eenheid")
        return self


class Story(Record):
    """An experience in words, beside the figures. It stands under a pillar, project or indicator, and with permission only."""

    titel: Text
    datum: Period
    pijler: Maybe = ""
    project: Maybe = ""
    indicator: Maybe = ""
    toestemming: YesNo
    tekst: Text

    @property
    def paragraphs(self) -> list[str]:
        """The text, as paragraphs without any markup."""
        return [" ".join(part.split()) for part in self.tekst.split("\n\n") if part.strip()]

    @model_validator(mode="after")
    def _linked(self) -> "Story":
        if not (self.pijler or self.project or self.indicator):
            raise ValueError("pijler: een verhaal hoort bij een pijler, project of indicator; vul er één in")
        if self.toestemming != "ja":
            raise ValueError("toestemming: dit is 'nee'; een verhaal staat er alleen met toestemming van wie het vertelt")
        return self
