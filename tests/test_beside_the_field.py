"""What is wrong with a row of the agenda stands at the field that it is about, of the row that is being edited."""

import pytest

from pages.stewardship.editing import about

SAID = [
    "agenda/targets.csv, rij 2: waarde 'veel' is geen getal; schrijf bijvoorbeeld 1.941 of 73,9.",
    "agenda/projects.csv, regel 12, veld bedrag: dit moet een getal zijn.",
    "agenda/stories/baan.md, veld titel: dit is leeg.",
    "agenda/breaks.csv: verwacht zijn andere kolommen.",
]


@pytest.mark.parametrize(
    ("column", "row", "said"),
    [
        ("waarde", 2, ["waarde 'veel' is geen getal; schrijf bijvoorbeeld 1.941 of 73,9."]),
        ("waarde", 12, []),
        ("bedrag", 12, ["dit moet een getal zijn."]),
        ("bedrag", 1, []),
        ("titel", None, ["dit is leeg."]),
        ("getal", 12, ["dit moet een getal zijn."]),  # a field that a sentence names
        ("naam", None, []),
    ],
)
def test_a_problem_is_about_a_field_of_one_row(column: str, row: int | None, said: list[str]) -> None:
    assert about(column, SAID, row) == said
