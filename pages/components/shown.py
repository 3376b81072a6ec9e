"""Which figures a view shows of an indicator: the region that has them, the sector, the years, and what to compare with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from indicators.indicator import Indicator
from indicators.line import Line
from indicators.lines import apart, line, nearest_with_series
from indicators.progress import Progress
from indicators.regions import Region
from indicators.registry import INDICATORS
from indicators.sectors import sector_name, unless_standard
from indicators.targets import progress_of
from pages.components import dutch
from pages.components.sentences import lead, told_apart
from pages.components.view import View


@dataclass(frozen=True)
class Shown:
    """An indicator as it is shown in a view: which region stands in, which sector, its line in the years chosen.

    `techniek` is the definition of Techniek that was chosen, None where it is the standard one. `apart` says why wider places are
    not among the `others`, by their code.
    """

    indicator: Indicator
    place: Region
    asked: Region
    sector: str
    line: Line
    others: list[tuple[Line, Region]]
    techniek: str | None = None
    apart: Mapping[str, str] = field(default_factory=dict)

    @property
    def widest(self) -> tuple[Line, Region] | tuple[None, None]:
        """The last of the places to compare with, which is the widest."""
        return self.others[-1] if self.others else (None, None)

    @property
    def places(self) -> list[Region]:
        """The place and those that it is compared with, of which those that share a name have their level behind it."""
        return told_apart(self.place, *(wide for _, wide in self.others))

    @property
    def place_names(self) -> str:
        """All these places in words: `Haarlem, Noord-Holland en Nederland`."""
        return dutch.listed([place.name for place in self.places])

    @property
    def rows(self) -> pd.DataFrame:
        """The rows of its line, and then of those of the places that it is compared with."""
        return pd.concat([self.line.rows, *(other.rows for other, _ in self.others)])

    @property
    def said(self) -> str:
        """What the figures say: the level, the change, and how the widest place to compare with does."""
        return lead(self.indicator, self.line, self.place, *self.widest)

    @property
    def sector_words(self) -> str:
        """The sector, where it is not the one that the indicator shows by itself."""
        return "" if self.sector == self.indicator.own_sector else sector_name(self.sector)

    @property
    def stands_in(self) -> bool:
        """Whether another region is shown than was asked for."""
        return self.place.code != self.asked.code


def shown(view: View, key: str, sector: str | None = None, techniek: str | None = None) -> Shown:
    """An indicator for a view; the region around it where it has no series itself."""
    indicator, figures = INDICATORS[key], view.figures
    sector = sector or sector_of(view, indicator)
    region = nearest_with_series(figures, key, view.region) or view.region
    own = line(figures, key, region, sector, techniek=techniek)
    frequency = None if own.rows.empty else str(own.rows["frequency"].iloc[0])
    wider = [code for code in view.benchmarks if code != region] if indicator.stands_beside_others else []
    others = [
        (line(figures, key, code, sector, frequency, techniek).between(view.van, view.tot), figures.regions[code])
        for code in wider
    ]
    own = own.between(view.van, view.tot)
    place, asked = told_apart(figures.regions[region], view.place)
    why = apart({region: own, **{wide.code: other for other, wide in others}}, region)
    known = [(other, wide) for other, wide in others if other.points and wide.code not in why]
    return Shown(indicator, place, asked, sector, own, known, unless_standard(techniek), why)


def whole_line(view: View, found: Shown) -> Line:
    """The line of what is shown in all years, also those before the first year that was chosen."""
    return line(view.figures, found.indicator.key, found.place.code, found.sector, techniek=found.techniek)


def sector_of(view: View, indicator: Indicator) -> str:
    """The sector of the view, as far as the indicator has it."""
    if not indicator.by_sector:
        return "totaal"
    return view.sector if not indicator.sectors or view.sector in indicator.sectors else indicator.own_sector


def target_of(view: View, found: Shown) -> Progress | None:
    """How the place that is shown stands against its target for what is shown.

    None where there is no target, and where the years chosen leave out the figure that is judged.
    """
    known = progress_of(view.figures, found.indicator.key, found.place.code, found.sector)
    if known is None or known.latest is None or not known.target.is_set:
        return known
    year = int(known.latest.period[:4])
    return known if (view.van or year) <= year <= (view.tot or year) else None


def short_name(place: Region) -> str:
    """A short name for a line: a region's own name is too long to stand beside it."""
    return "Regio" if place.level == "arbeidsmarktregio" else place.name


def short_names(places: Sequence[Region]) -> list[str]:
    """The short names of lines that stand in one chart: of those that share a name, as Groningen, the level."""
    plain = [place.name.removesuffix(f" ({place.level})") for place in places]
    shared = [plain.count(name) > 1 or name != place.name for place, name in zip(places, plain, strict=True)]
    return [
        dutch.first_upper(place.level) if twice and place.level != "arbeidsmarktregio" else short_name(place)
        for place, twice in zip(places, shared, strict=True)
    ]
