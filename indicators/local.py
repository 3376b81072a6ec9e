"""The figures of one region alone, for questions that would otherwise work out an indicator for the whole country."""

from functools import lru_cache

import pandas as pd

from indicators.figures import Figures
from indicators.series import Series
from indicators.tables import indicator_table


class LocalFigures(Figures):
    """A version of which only one region, and the gemeenten that it is the sum of, have figures."""

    def __init__(self, whole: Figures, region: str) -> None:
        super().__init__(whole.versions, whole.version)
        self._whole, self._kept = whole, {region, *whole.areas.get(region, ())}

    def _read_measure(self, dataset: str, measure: str) -> Series:
        found = self._whole.measure(dataset, measure)
        return found.where(found.frame.index.get_level_values("region").isin(list(self._kept)))


def local_table(figures: Figures, key: str, region: str, techniek: str | None = None) -> pd.DataFrame:
    """The rows of indicator_table about one region, worked out without the others.

    Not remembered: the memory of indicator_table is for tables of the whole country. Raises UnknownDefinition.
    """
    return indicator_table.__wrapped__(_local(figures, region), key, techniek)


@lru_cache(maxsize=16)
def _local(figures: Figures, region: str) -> LocalFigures:
    return LocalFigures(figures, region)
