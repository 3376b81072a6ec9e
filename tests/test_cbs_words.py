"""What `check` tells of a table: enough to see, without looking at CBS, what a declaration must become."""

from dataclasses import replace

import pytest

from ingest.cbs.table import editions
from ingest.dataset import percentage
from ingest.errors import SourceChanged
from ingest.example.wire import ExampleCbs, WireTable, WireTopic
from ingest.refresh import inspected
from tests.region_tables import AREAS
from tests.yearly_editions import DECLARED, EMPLOYED, TITLE, classification, edition, sources, titled


def told(*tables: WireTable, **changes: object) -> list[str]:
    """The lines that `check` gives of the declared table, changed so, when CBS has these tables."""
    row = inspected(replace(DECLARED, **changes), sources(*tables))
    return f"{row['found']}{row['message']}".splitlines()


def test_a_title_that_is_nowhere_is_told_with_those_that_look_most_like_it_and_no_others() -> None:
    renamed = titled("86500NED", "Arbeidsdeelname; binding met de arbeidsmarkt, regio (indeling 2026)")
    with pytest.raises(SourceChanged) as changed:
        editions(ExampleCbs([titled("1NED", "Faillissementen"), renamed]), TITLE, None, "Dataset x")
    assert "gevonden is geen enkele in de catalogus van CBS. Het meest lijken daarop: 86500NED 'Arbeidsdeelname; " in str(
        changed.value
    )
    assert "Faillissementen" not in str(changed.value)
    with pytest.raises(SourceChanged, match=r"Geen enkele titel lijkt daarop\. Zoek de nieuwe titel"):
        editions(ExampleCbs([titled("1NED", "Faillissementen")]), TITLE, None, "Dataset x")


def test_what_is_read_is_told_with_topics_columns_units_and_periods() -> None:
    found = told(edition(2025, 2013), measures={**DECLARED.measures, "Netto": percentage("net", optional=True)})
    assert found[1] == "Onderwerpen: employed = 'Werkzame beroepsbevolking' (Werkzaam_2, x 1 000); zonder net, wat mag."
    assert found[2] == "Perioden: jaren 2013 tot en met 2024 (definitief)."


def test_a_table_that_does_not_fit_is_told_whole() -> None:
    other = replace(EMPLOYED, path=("Werkzaam", "Werkzamen"))
    message, *offered = told(edition(2025, 2013, "NL01 AM37 GM0392", topics=[other, WireTopic("N_3", ("Netto",), "%")]))
    assert message.endswith("Pas de declaratie aan in ingest/cbs_tables.py of een bestand daarnaast.")
    assert offered == [
        f"Wat CBS nu biedt: tabel T2025NED '{TITLE.format(year=2025)}', gewijzigd 2025-08-14T02:00:00.",
        "Dimensies: Geslacht (2 codes: T001038 'Totaal mannen en vrouwen', 3000 'Mannen'); RegioS (1 AM, 1 GM, 1 NL); "
        "Perioden (12 JJ, 2013JJ00 tot en met 2024JJ00).",
        "Onderwerpen: 'Werkzaam > Werkzamen' (x 1 000); 'Netto' (%).",
    ]


def test_a_newer_edition_by_another_title_does_not_go_unnoticed() -> None:
    newer = titled("T2026NED", "Arbeidsdeelname; binding arbeidsmarkt; per regio (indeling 2026)")
    unlike = titled("1NED", "Werkzame beroepsbevolking; beroep en regio's (indeling 2026)")
    found = told(edition(2025, 2013), newer, unlike)
    assert [line for line in found if line.startswith("Let op")] == [
        f"Let op: T2026NED '{newer.title}' lijkt een nieuwere editie, maar heeft een andere titel dan '{TITLE}'."
    ]
    of_areas = AREAS.inspect(sources(classification(2026, "AM", "PV"), titled("G2027NED", "De gebieden in Nederland 2027")))
    assert "G2027NED 'De gebieden in Nederland 2027' lijkt een nieuwere editie" in of_areas.words


def test_an_older_edition_that_was_given_another_title_is_told_as_well() -> None:
    ended = titled("T2022NED", f"{TITLE.format(year=2022)}, 2013-2022")
    found = told(edition(2025, 2021), edition(2024, 2013), ended)
    assert f"Let op: T2022NED '{ended.title}' lijkt een editie, maar heeft een andere titel dan '{TITLE}'." in found
    assert not any(line.startswith("Let op") for line in told(edition(2025, 2021), edition(2024, 2013)))


def test_older_editions_that_fill_in_or_are_passed_over_are_told() -> None:
    middle = edition(2024, 2021, topics=[replace(EMPLOYED, unit="aantal")])
    found = told(edition(2025, 2021, "NL01"), middle, edition(2023, 2013))
    assert found[0].endswith("zonder AM, dus oudere edities vullen aan")
    assert f"Vult aan: T2023NED '{TITLE.format(year=2023)}', AM, NL, 2013-2022." in found
    (passed_over,) = [line for line in found if line.startswith("Overgeslagen: T2024NED")]
    assert "verwacht was de eenheid 'x 1000', gevonden is 'aantal'" in passed_over
    assert not any("geen enkele editie" in line for line in found)
    assert "Let op: geen enkele editie geeft AM." in told(edition(2025, 2021, "NL01"), edition(2023, 2013, "NL01"))


def test_an_own_place_that_a_table_of_its_level_lacks_is_told() -> None:
    assert "Let op: AM37 van de eigen regio staat er niet in." in told(edition(2025, 2013, "NL01 AM18"))
    assert not any("eigen regio" in line for line in told(edition(2025, 2013, "NL01 AM37")))


def test_a_table_found_by_its_id_and_a_predecessor_that_is_gone_are_told() -> None:
    found = told(titled("85224NED", "Iets anders; 2027"), edition(2024, 2013), title="Arbeid", known_as="85224NED",
                 earlier={"Arbeid (2014-2020)": "83628NED"})  # fmt: skip
    assert "Let op: gevonden op het nummer 85224NED; de titel was 'Arbeid'." in found
    assert "Let op: de voorganger 83628NED 'Arbeid (2014-2020)' staat niet (meer) in de catalogus." in found
