"""The rule by which the example figures are invented: smooth lines, a size for each place, a little fixed noise.

For the region itself the lines are bent so that they pass exactly through the figures that its documents print.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

YEARS = range(2013, 2026)

Anchors = Mapping[str, Mapping[float, float]]

# Rough national lines (year: value), joined by straight stretches.
_NET_PARTICIPATION = {2013: 66.0, 2016: 67.6, 2019: 70.0, 2020: 69.6, 2022: 72.2, 2023: 73.1, 2025: 73.2}
_UNEMPLOYMENT = {2013: 8.2, 2016: 6.9, 2019: 4.4, 2020: 4.9, 2022: 3.5, 2025: 3.9}
_SEMI = {2013: 4.4, 2022: 2.3, 2025: 2.2}  # per 100 inhabitants: available but not searching, or the other way round
_UNDEREMPLOYED = {2013: 5.2, 2019: 4.3, 2022: 3.8, 2025: 3.9}  # per 100 inhabitants: wants more hours and is available
_POPULATION_GROWTH = 0.006  # a year


@dataclass(frozen=True)
class People:
    """The population of 15 to 75 of one place in one period, in thousands; rates in percent, of people that are not rounded."""

    population: int
    employed: int
    unemployed: int
    underemployed: int
    available_not_searched: int
    searched_not_available: int
    net_participation: float
    unemployment_rate: float

    @property
    def labour_force(self) -> int:
        """Persons who work or look for work."""
        return self.employed + self.unemployed

    @property
    def gross_participation(self) -> float:
        """The labour force as a percentage of the population."""
        return round(self.net_participation / (1 - self.unemployment_rate / 100), 1)


def people(place: str, size: float, time: float, anchors: Anchors) -> People:
    """The example's population of a place of this size (x 1000, in 2023) at a time such as 2023 or 2023.25."""

    time = float(time)  # a whole year must give the same noise as the anchor of that year

    def population(t: float) -> float:
        return bent(lambda x: size * (1 + _POPULATION_GROWTH * (x - 2023)), anchors.get("bevolking-15-75", {}), t)

    def rate(t: float) -> float:
        def own(x: float) -> float:
            return line(_NET_PARTICIPATION, x) + 2.5 * noise(place) + 0.3 * noise(place, x)

        return bent(own, anchors.get("netto-arbeidsparticipatie", {}), t)

    def labour_force(t: float) -> float:
        def own(x: float) -> float:
            unemployment = max(1.5, line(_UNEMPLOYMENT, x) - 0.8 * noise(place) + 0.2 * noise(place, x, "u"))
            return population(x) * rate(x) / (100 - unemployment)

        return bent(own, anchors.get("beroepsbevolking", {}), t)

    def untapped(t: float) -> float:
        return bent(
            lambda x: labour_force(x) - population(x) * rate(x) / 100 + semi(x) + under(x),
            anchors.get("onbenut-arbeidspotentieel", {}),
            t,
        )

    def semi(t: float) -> float:
        return population(t) * line(_SEMI, t) / 100 * (1 + 0.1 * noise(place, "s"))

    def under(t: float) -> float:
        return population(t) * line(_UNDEREMPLOYED, t) / 100 * (1 + 0.1 * noise(place, "d"))

    employed = round(population(time) * rate(time) / 100)
    unemployed = max(round(labour_force(time)) - employed, 0)
    rest = max(round(untapped(time)) - unemployed, 0)
    underemployed, available, searched = apportion(rest, [under(time), 0.63 * semi(time), 0.37 * semi(time)])
    counts = (round(population(time)), employed, unemployed, underemployed, available, searched)
    return People(*counts, round(rate(time), 1), percent(unemployed, employed + unemployed))


def split(whole: People, shares: Sequence[float], seed: str) -> list[People]:
    """The same people over the parts of a place; each quantity of the parts adds up to that of the whole."""
    names = ("employed", "unemployed", "underemployed", "available_not_searched", "searched_not_available")
    weights = {name: [share * (1 + 0.04 * noise(seed, name, number)) for number, share in enumerate(shares)] for name in names}
    weights["population"] = list(shares)
    parts = {name: apportion(getattr(whole, name), each) for name, each in weights.items()}
    rows = []
    for number in range(len(shares)):
        own = {name: getattr(whole, name) * each[number] / (sum(each) or 1) for name, each in weights.items()}
        rows.append(
            People(
                **{name: each[number] for name, each in parts.items()},
                net_participation=percent(own["employed"], own["population"]),
                unemployment_rate=percent(own["unemployed"], own["employed"] + own["unemployed"]),
            )
        )
    return rows


def percent(part: float, whole: float) -> float:
    """The part as a percentage of the whole, to one decimal; 0 of nothing."""
    return round(100 * part / (whole or 1), 1)


def line(points: Mapping[int, float] | Mapping[float, float], time: float) -> float:
    """The value at a time on straight stretches between points; level before the first and after the last."""
    known = sorted(points.items())
    for (before, low), (after, high) in pairwise(known):
        if before <= time <= after:
            return low + (time - before) / (after - before) * (high - low)
    return known[0][1] if time < known[0][0] else known[-1][1]


def bent(own: Callable[[float], float], anchors: Mapping[float, float], time: float) -> float:
    """The value of a line at a time, after the line is bent through the anchors; further off it goes its own way again."""
    times = sorted(anchors)
    reach = min([later - earlier for earlier, later in pairwise(times)], default=3.0)
    bends = ((anchors[t] / own(t) - 1) * max(0.0, 1 - abs(time - t) / reach) for t in times)
    return own(time) * (1 + sum(bends))


def noise(*seed: object) -> float:
    """A fixed number between -1 and 1 for this seed, the same on every machine."""
    digest = hashlib.sha256("/".join(map(str, seed)).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**31 - 1


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts in proportion to the weights that add up to the total exactly (largest remainders)."""
    if not sum(weights):
        return [0] * len(weights)
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: exact[i] - parts[i], reverse=True)
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
