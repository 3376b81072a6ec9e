"""All indicators, by key. To add one, add an entry in the module of its topic (docs/architecture.md shows how)."""

from indicators import (
    banenafspraak,
    benefits,
    businesses,
    commuting,
    education,
    employment_services,
    jobs,
    participation,
    untapped_potential,
    uwv_registers,
    vacancies,
)
from indicators.indicator import Indicator

_TOPICS = (
    vacancies,
    untapped_potential,
    participation,
    jobs,
    benefits,
    banenafspraak,
    uwv_registers,
    employment_services,
    commuting,
    education,
    businesses,
)

INDICATORS: dict[str, Indicator] = {indicator.key: indicator for topic in _TOPICS for indicator in topic.INDICATORS}
