"""The published quantities (dataset, measure) that indicators are made of, and what people call them."""

from functools import cache

from indicators.indicator import From, Indicator
from indicators.registry import INDICATORS
from ingest.datasets import HAND_FILES


def drawn_from(indicator: Indicator, dataset: str) -> set[tuple[str, str]]:
    """The quantities (dataset, measure) that an indicator is made of where it is drawn from this dataset."""
    found: set[tuple[str, str]] = {(dataset, indicator.published)} if indicator.published else set()
    for given in indicator.inputs.values():
        if isinstance(given, Indicator):
            found |= drawn_from(given, dataset)
        else:
            found.add(From.of(given, dataset))
    return found


# Quantities of open sources that are no indicator by themselves; one of a file by hand is explained with its column.
_QUANTITIES = {
    "labour_force": "Beroepsbevolking",
    "underemployed": "Onderbenutte deeltijders",
    "employed": "Werkzame beroepsbevolking",
    "unemployed": "Werklozen",
    "population": "Bevolking van 15 tot 75 jaar",
    "available_not_searched": "Beschikbaar, maar niet gezocht",
    "searched_not_available": "Gezocht, maar niet beschikbaar",
    "new_vacancies": "Ontstane vacatures",
    "filled_vacancies": "Vervulde vacatures",
    "posted_jobseekers": "Werkzoekenden op werk.nl",
    "flow": "Woon-werkstromen",
}


@cache
def quantity_label(dataset: str, measure: str) -> str:
    """What people call a quantity: the label of the indicator that shows it as it is, else what else is known of it.

    The name of the measure where nothing is.
    """
    for each in INDICATORS.values():
        if each.published == measure and dataset in each.sources:
            return each.label
        if {(dataset, measure)} == {cell for source in each.sources for cell in drawn_from(each, source) if cell[0] == dataset}:
            return each.label
    columns = HAND_FILES[dataset].columns if dataset in HAND_FILES else ()
    explained = [column.explanation for column in columns if column.measure and column.measure.name == measure]
    return explained[0] if explained else _QUANTITIES.get(measure, measure)
