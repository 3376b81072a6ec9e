"""What a briefing says: key figures, one line in time, the targets and the sources, in the words of the pages themselves."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import pandas as pd

from indicators.agenda import BriefingChoice, briefing_choice, home_region
from indicators.lines import line
from indicators.progress import Progress
from indicators.registry import INDICATORS
from indicators.targets import all_progress
from pages.components import dutch, topic
from pages.components.cards import STATUS_SIGNS, Tile
from pages.components.goals import figure, latest, place_name, rule, start_name
from pages.components.marks import target_level
from pages.components.sentences import message
from pages.components.shown import Shown, short_names, shown, target_of
from pages.components.sources import named_sources
from pages.components.view import View
from pages.paper.drawing import drawing


@dataclass(frozen=True)
class Goal:
    """How the region stands against one target, in words; `sign` goes with the status."""

    name: str
    start: str
    latest: str
    status: str
    sign: str
    tone: str
    rule: str
    document: str


@dataclass(frozen=True)
class Chart:
    """A drawing with what must stand round it; `alt` says in words what it shows."""

    title: str
    subtitle: str
    finding: str
    svg: str
    alt: str


@dataclass(frozen=True)
class Briefing:
    """The briefing of one view. `base` is the address of the dashboard, with its slash; the choice is from the agenda."""

    view: View
    base: str
    choice: BriefingChoice

    @property
    def title(self) -> str:
        return f"Arbeidsmarkt {self.view.place.name}"

    @cached_property
    def trend_shown(self) -> Shown:
        """The indicator that is drawn in time."""
        return shown(self.view, self.choice.verloop)

    @property
    def lead(self) -> str:
        """What the drawn figures say; where a wider region stands in, that too."""
        found = self.trend_shown
        instead = f"{found.asked.name} heeft hierover zelf geen reeks; u leest over {found.place.said}. "
        return (instead if found.stands_in else "") + (found.said or "Er zijn nog geen cijfers voor dit gebied.")

    @cached_property
    def tiles(self) -> list[Tile]:
        """The key figures, as the tiles of the pages have them."""
        return [topic.key_figure(self.view, each.indicator, each.sector) for each in self.choice.kerncijfers]

    @cached_property
    def chart(self) -> Chart | None:
        """The line in time with what it is compared with; None where there are no figures."""
        found = self.trend_shown
        if not found.line.points:
            return None
        title = message(found.indicator, found.line, *found.widest)
        lines = list(zip([found.line, *(other for other, _ in found.others)], short_names(found.places), strict=True))
        subtitle = topic.chart_subtitle(self.view, found, found.rows).replace("bij 0", "bij\u00a00")
        svg = drawing(found.indicator, lines, target_level(target_of(self.view, found)))
        return Chart(title, subtitle, found.said, svg, f"{title}. {found.said}")

    @property
    def has_targets(self) -> bool:
        """Whether the targets of the agenda concern this place: the region itself, and the gemeenten in it."""
        return self.view.is_home or self.view.region in home_region().gemeenten

    @cached_property
    def _progress(self) -> list[Progress]:
        return all_progress(self.view.figures) if self.has_targets else []

    @property
    def goals(self) -> list[Goal]:
        """The targets of the agenda that have a number or a direction."""
        return [_goal(self.view, each) for each in self._progress if each.target.is_set]

    @property
    def without_goal(self) -> list[str]:
        """The names of what the agenda follows without having set a target."""
        return [each.target.name for each in self._progress if not each.target.is_set]

    @property
    def goals_intro(self) -> str:
        """For which region the targets hold, or why there are none."""
        home = home_region()
        if not self.has_targets:
            where = "staan alleen in de briefing van die regio en van haar gemeenten"
            return f"De doelen horen bij de agenda van {home.naam} en {where}."
        if not self._progress:
            return "De doelen van de agenda zijn nog niet toegevoegd."
        whose = "" if self.view.is_home else f" Ze gelden voor de hele regio {home.naam}, niet voor {self.view.place.said} apart."
        return f"De doelen bij “{home.agenda.naam}”, elk met het document waarin het staat.{whose}"

    @property
    def no_goal(self) -> str:
        """What stands at a key figure without a target: of a gemeente in the region the targets are those of the region."""
        whole = self.view.is_home or not self.has_targets
        return "geen doel bij dit gebied" if whole else f"geen doel voor {self.view.place.said} apart"

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows behind every figure of the briefing."""
        view = self.view
        figures = [shown(view, each.indicator, each.sector).line for each in self.choice.kerncijfers]
        targets = [each.target for each in self._progress if each.latest and each.target.is_set]
        figures += [line(view.figures, each.indicator, each.region, each.sector) for each in targets]
        latest = [each.rows[each.rows["waarde"].notna()].tail(1) for each in figures]
        return pd.concat([*latest, self.trend_shown.rows])

    @property
    def sources(self) -> list[str]:
        """Each source of the briefing: producer, title, table, time of retrieval."""
        return sorted(named_sources(self.view.figures, self.rows))

    @property
    def reference(self) -> str:
        """To which periods the key figures belong, and when the figures were fetched."""
        labels: dict[str, list[str]] = {}
        for tile in self.tiles:
            labels.setdefault(tile.when.partition(" · ")[0], []).append(tile.label)
        when = "; ".join(f"{period} voor {dutch.listed(of)}" for period, of in labels.items() if period)
        moments = self.rows["opgehaald"]
        fetched = dict.fromkeys([dutch.day(moments.min()), dutch.day(moments.max())]) if len(moments) else {}
        return f"Peildatum: {when or 'geen cijfers'}. Opgehaald: {' tot en met '.join(fetched) or 'nog niet'}."

    @property
    def permalink(self) -> str:
        """The address that always gives this briefing, with these figures."""
        return f"{self.base}briefing.pdf?{urlencode({'regio': self.view.region, 'versie': self.view.version})}"

    @property
    def dashboard(self) -> str:
        """The address of the newest figures of this place."""
        return f"{self.base}overzicht?{urlencode({'regio': self.view.region})}"


def briefing_of(version: str, region: str, base: str) -> Briefing:
    """The briefing of a region in one version, with all years and sectors."""
    return Briefing(View(version, region, "totaal", None, None), base, briefing_choice())


def _goal(view: View, each: Progress) -> Goal:
    target = each.target
    sign, tone = STATUS_SIGNS[each.status]
    return Goal(
        name=target.name,
        start=_start(view, each),
        latest=latest(each),
        status=dutch.first_upper(each.verdict),
        sign=sign,
        tone=tone,
        rule=rule(view, each),
        document=f"{target.document}, {target.place}",
    )


def _start(view: View, each: Progress) -> str:
    """What a target is measured against: its number, the region to compare with, or where it started."""
    target = each.target
    indicator = INDICATORS.get(target.indicator)
    if target.value is not None:
        return f"Doel: {dutch.amount_in_full(target.value, target.unit, indicator.decimals if indicator else 0)}"
    if each.benchmark:
        return f"{place_name(each, view.figures.regions)}: {figure(each, each.benchmark)}"
    return f"{start_name(each)}: {figure(each, each.baseline)}" if each.baseline else ""
