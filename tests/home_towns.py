"""The gemeenten of the region, of which a file or table that gives one gives all."""

TOWNS = {
    "GM0375": "Beverwijk",
    "GM0377": "Bloemendaal",
    "GM0392": "Haarlem",
    "GM0396": "Heemskerk",
    "GM0397": "Heemstede",
    "GM0453": "Velsen",
    "GM0473": "Zandvoort",
}
TOWN_CODES, TOWN_NAMES = [*TOWNS], [*TOWNS.values()]
