"""The download links under a chart: each is answered, and the first are for Excel."""

import pytest

from pages.components.downloads import series_links
from tests.answering import answered


@pytest.mark.parametrize("number", range(5), ids=["xlsx", "csv nl", "csv", "json", "parquet"])
@pytest.mark.usefixtures("on_example")
def test_every_download_link_is_answered_by_the_http_interface(number):
    link = series_links("vacatures", ["AM37", "PV27"], ["focus", "totaal"], 2020, 2024)[number]
    whole = series_links("vacatures", ["AM37", "PV27"])[number]
    answer = answered(link.href)
    assert answer.status_code == 200
    assert 0 < len(answer.body) < len(answered(whole.href).body)


def test_the_first_downloads_are_for_excel_and_a_choice_that_was_not_made_stays_out():
    _, first, second, *_ = series_links("vacatures", ["AM37", "NL01"])
    assert first.words == "CSV voor Excel"
    assert first.href == "/api/v1/indicatoren/vacatures.csv?regio=AM37,NL01&opmaak=nl"
    assert second.href == "/api/v1/indicatoren/vacatures.csv?regio=AM37,NL01"
