"""The axis along which figures stand: how far it runs, and how the figures along it are written."""

from collections.abc import Sequence
from typing import Any

from indicators.indicator import Indicator

LEAST_SPAN = 2.0  # of an axis that does not begin at 0: in less, a difference of some tenths fills the whole height
# Decimals by the step between two figures along an axis, which Plotly chooses to fit the screen: 1, 2 or 5 times a power of ten.
_DECIMALS = ((None, 0.09, 2), (0.09, 0.9, 1), (0.9, None, 0))


def value_range(values: Sequence[float], from_zero: bool) -> tuple[float, float]:
    """The range of a value axis: from zero for counts; for percentages close around the figures, and LEAST_SPAN at least."""
    low, high = min(values, default=0), max(values, default=1)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
        room = 0.08 * ((high - low) or 1)
        return (low - room if low < 0 else 0.0), high + room
    room = max(0.12 * ((high - low) or abs(high) or 1), (LEAST_SPAN - (high - low)) / 2)
    return max(low - room, 0), high + room


def number_axis(indicator: Indicator) -> dict[str, Any]:
    """How the figures of an indicator stand along an axis, as Plotly.js knows it: never two figures that look the same."""
    stops = [{"dtickrange": [low, high], "value": f",.{decimals}f"} for low, high, decimals in _DECIMALS]
    return {"tickformat": ",.0f", "tickformatstops": stops, "ticksuffix": "%" if indicator.is_percentage else ""}
