"""Why figures of an indicator are missing on purpose."""

from indicators.registry import INDICATORS
from ingest.datasets import HAND_FILES


def why_hidden(key: str) -> str:
    """The reason in Dutch why a figure of this indicator may be left out although it exists; empty where that is not done.

    A row without a figure in such an indicator is one that was left out: what nobody knows is no row there.
    """
    files = [HAND_FILES[name] for name in INDICATORS[key].sources if name in HAND_FILES]
    return next((file.counts.reason for file in files if file.counts), "")
