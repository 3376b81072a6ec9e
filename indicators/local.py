"""The figures of one region alone, for questions that would otherwise work out an indicator for the whole country."""

from functools import lru_cache

from indicators.figures import Figures
from indicators.series import Series


class LocalFigures(Figures):
    """A version of which only one region, and the gemeenten that it is the sum of, have figures."""

    def __init__(self, whole: Figures, region: str) -> None:
        super().__init__(whole.versions, whole.version)
        self._whole, self._kept = whole, {region, *whole.areas.get(region, ())}

    def _read_measure(self, dataset: str, measure: str) -> Series:
        found = self._whole.measure(dataset, measure)
        return found.where(found.frame.index.get_level_values("region").isin(list(self._kept)))


@lru_cache(maxsize=16)
def local(figures: Figures, region: str) -> LocalFigures:
    """The figures of a region alone; where a source has a line of it, indicator_table gives the same rows as for the whole."""
    return LocalFigures(figures, region)
