"""What an indicator is: a label, a unit, a definition, inputs, a formula and a wished direction, for any region."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, Union

from indicators.series import Series
from ingest.periods import Frequency
from ingest.sectors import TOTAL

# Caveats of several indicators. The tables that the second one touches have their break in agenda/breaks.csv.
NO_MARGIN = "De bron geeft bij dit cijfer geen marge."
EBB_BREAK = (
    "In 2021 veranderde de meetmethode. CBS herberekende de tabellen per regio niet: vergelijk daarin 2021 en later niet met "
    "eerdere jaren. De kwartaalreeks van Nederland is herberekend en loopt door."
)
SUMMED = (
    "Voor een arbeidsmarktregio die CBS niet publiceert: de som van haar gemeenten. Een gemeente die in een andere opging, telt "
    "tot die tijd mee in de regio waar zij het laatst in lag."
)

# The units of counts. An indicator in any other unit is a ratio.
COUNTED = frozenset({"personen", "banen", "vacatures", "vestigingen", "plaatsingen", "uitkeringen", "trajecten"})


class From(NamedTuple):
    """A measure of one named dataset, whichever dataset the rest of an indicator is drawn from."""

    dataset: str
    measure: str

    @classmethod
    def of(cls, given: "str | From", dataset: str) -> "From":
        """What an argument of a formula is drawn from, of an indicator that is drawn from this dataset."""
        return given if isinstance(given, From) else cls(dataset, given)


@dataclass(frozen=True)
class Indicator:
    """One indicator. All of its inputs are drawn from one dataset at a time: the first of its sources that has a region gives
    the whole line of that region. Only a `From` names a dataset of its own.

    `sentence` says a figure in Dutch, with {value}, or {per100} for a percentage in whole numbers, {place} (`in Haarlem`),
    {period} (`het 2e kwartaal van 2023`), {sector} (empty, or ` in Techniek`) and {Label}.
    """

    key: str
    label: str
    unit: str  # one of COUNTED, or that of a ratio; that of a percentage begins with %
    definition: str
    inputs: Mapping[str, Union[str, From, "Indicator"]]  # what the formula takes, in its order: measures, other indicators
    formula: Callable[..., Series]
    better: Literal["higher", "lower"] | None  # the direction that the agenda wants, None where it wants none
    sources: tuple[str, ...]  # names of datasets, the one that goes before the others first
    calculation: str  # in Dutch, for who reads the figure
    published: str | None = None  # the measure in which a source prints the indicator itself; the formula then fills in the rest
    decimals: int = 0  # as many as people see
    by_sector: bool = False
    summed: bool = True  # false where a region is more than the sum of its gemeenten, as what goes between them stays inside it
    sectors: tuple[str, ...] | None = None  # the only ones that it has; the first is the one that it shows by itself
    frequency: Frequency = "year"  # the one that people look at first
    depends_on_size: bool = False  # true where a larger place has a lower figure by itself: none is set beside the other
    sentence: str = "{Label} {place}: {value} in {period}."
    caveats: tuple[str, ...] = ()
    approximate: tuple[str, ...] = ()  # the sources from which it is no more than an approximation; its unit then says so
    classes: tuple[tuple[float, str], ...] = ()  # the words that a source has for its figures, each from this figure on

    def class_of(self, value: float) -> tuple[str, float, float | None]:
        """The word for a figure and the limits between which it holds; the upper one is None for the last word."""
        place = max(number for number, (lower, _) in enumerate(self.classes) if value >= lower)
        upper = self.classes[place + 1][0] if place + 1 < len(self.classes) else None
        return self.classes[place][1], self.classes[place][0], upper

    @property
    def own_sector(self) -> str:
        """The sector that it shows unless another is asked for: all of them, or the first of its own."""
        return self.sectors[0] if self.sectors else TOTAL

    @property
    def adds_up(self) -> bool:
        """Whether the figure of a whole is the sum of those of its places and sectors: so for most counts, never for ratios."""
        return self.unit in COUNTED and self.summed

    @property
    def is_percentage(self) -> bool:
        """Whether a change in it is counted in percentage points."""
        return self.unit.startswith("%")

    @property
    def with_unit(self) -> str:
        """The label, with the unit where a figure does not say it: `Vacaturegraad (vacatures per 1.000 banen)`."""
        return f"{self.label} ({self.unit})" if self.is_ratio and not self.is_percentage else self.label

    @property
    def of_what(self) -> str:
        """What a figure counts or is a part of, as it stands after it: `personen`, `van de beroepsbevolking`."""
        return self.unit.removeprefix("% ")

    @property
    def is_ratio(self) -> bool:
        """Whether it is a number out of so many (a percentage, `per 1.000 banen`): over places or sectors it is never summed."""
        return self.unit not in COUNTED

    @property
    def stands_beside_others(self) -> bool:
        """Whether its figure for a place may be set beside that for a larger one: a ratio that is drawn alike everywhere."""
        return self.is_ratio and not self.depends_on_size and not self.approximate
