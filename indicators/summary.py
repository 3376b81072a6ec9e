"""An indicator in a few words, for lists: on the command line and over HTTP."""

from indicators.indicator import Indicator
from ingest.datasets import DATASETS

_DIRECTIONS = {"higher": "hoger is beter", "lower": "lager is beter", None: "geen richting"}


def summary(indicator: Indicator) -> dict[str, object]:
    """Key, label, unit, definition, how it is calculated, the wished direction, sources and caveats."""
    sources = [DATASETS[name] for name in indicator.sources]
    return {
        "key": indicator.key,
        "label": indicator.label,
        "unit": indicator.unit,
        "definition": indicator.definition,
        "calculation": indicator.calculation,
        "direction": _DIRECTIONS[indicator.better],
        "by_sector": indicator.by_sector,
        "sources": [{"dataset": s.name, "label": s.label, "producer": s.producer} for s in sources],
        "caveats": list(indicator.caveats),
    }
