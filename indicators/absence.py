"""Why there is no figure, and how it gets there: a sentence for who finds an empty place on a page."""

from indicators.figures import Figures
from indicators.indicator import Indicator
from ingest.datasets import DATASETS, HAND_FILES

_BY_ITSELF = "Ze komen vanzelf bij de volgende verversing die lukt"
_BY_HAND = "De beheerder voegt ze toe met: python -m ingest add"


def absence(figures: Figures, indicator: Indicator) -> str:
    """What is missing for an indicator that has nothing to show: its source altogether, or only this choice."""
    there = {receipt.dataset for receipt in figures.receipts.values()}
    known = [DATASETS[name] for name in indicator.sources]
    if any(dataset.name in there for dataset in known):
        return "De bron heeft hierover niets voor dit gebied, deze sector of deze jaren. Kies iets anders."
    first = known[0]
    how = _BY_HAND if first.name in HAND_FILES else _BY_ITSELF
    missing = f"De gegevens “{first.label}” van {first.producer} zijn er nog niet."
    return f"{missing} {how}. Hoe het staat, leest u bij Bronnen en verversing."
