"""All indicators, by key. To add one, add an entry in the module of its topic (docs/architecture.md shows how)."""

from indicators import banenafspraak, employment_services, participation, untapped_potential, uwv_registers, vacancies
from indicators.indicator import Indicator

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for topic in (vacancies, untapped_potential, participation, banenafspraak, uwv_registers, employment_services)
    for indicator in topic.INDICATORS
}
