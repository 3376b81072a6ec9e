"""Why figures of an indicator are missing on purpose."""

from indicators.indicator import Indicator
from ingest.datasets import HAND_FILES


def holds_back(dataset: str) -> bool:
    """Whether a dataset leaves out small counts. If so, its rows without a figure are the ones that were left out."""
    return dataset in HAND_FILES and HAND_FILES[dataset].counts is not None


def why_hidden(indicator: Indicator) -> str:
    """The reason in Dutch why a figure of this indicator may be left out although it exists; empty where that is not done."""
    files = [HAND_FILES[name] for name in indicator.sources if name in HAND_FILES]
    return next((file.counts.reason for file in files if file.counts), "")
