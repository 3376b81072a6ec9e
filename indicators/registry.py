"""All indicators, by key. To add one, add an entry in the file of its topic, in topics/ (docs/architecture.md shows how)."""

from indicators.indicator import Indicator
from indicators.topics import (
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
