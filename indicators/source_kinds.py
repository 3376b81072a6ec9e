"""What kind of figures a dataset holds: printed in documents, adjusted for the season, or estimated from a sample."""

PRINTED = "published-figures"
SEASONALLY_ADJUSTED = {"labour-force-nl-adjusted", "ww"}
# What asks a sample of people or firms, or is estimated from such figures: part of a change may be chance.
ESTIMATED = frozenset({
    "participation", "untapped-potential", "labour-force-nl", "labour-force-nl-adjusted",
    "vacancies-regional", "vacancies-nl", "vacancy-rate", "uwv-vacatures", "uwv-spanning",
})  # fmt: skip
