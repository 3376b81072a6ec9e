"""All indicators, by key. To add one, add an entry in the module of its topic (docs/architecture.md shows how)."""

from indicators import banenafspraak, businesses, commuting, education, participation, untapped_potential, vacancies
from indicators.indicator import Indicator

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for topic in (vacancies, untapped_potential, participation, banenafspraak, commuting, education, businesses)
    for indicator in topic.INDICATORS
}
