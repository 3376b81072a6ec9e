"""The questions of the interface as tables, for people who write a program."""

from indicators.dictionary import MEANINGS
from pages.api.endpoint import Endpoint
from pages.components.tables import Table


def parameters_of(endpoint: Endpoint) -> Table:
    """What may be asked at an endpoint: the part of its path first, then the parameters behind the question mark."""
    rows = [[each.name, each.what, " of ".join(each.values) or each.example.replace(",", ", ")] for each in endpoint.asked]
    return Table(f"Wat u kiest bij: {endpoint.title}", ["Onderdeel", "Wat het kiest", "Bijvoorbeeld"], rows)


def columns_of(endpoint: Endpoint) -> Table:
    """What the columns of an answer mean."""
    rows = [[column, MEANINGS[column]] for column in endpoint.columns]
    return Table(f"Kolommen van: {endpoint.title}", ["Kolom", "Wat erin staat"], rows)
