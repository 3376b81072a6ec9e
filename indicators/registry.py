"""All indicators, by key. To add one, add an entry in the module of its topic (docs/architecture.md shows how)."""

from indicators import banenafspraak, benefits, jobs, participation, untapped_potential, vacancies
from indicators.indicator import Indicator

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for topic in (vacancies, untapped_potential, participation, banenafspraak, benefits, jobs)
    for indicator in topic.INDICATORS
}
