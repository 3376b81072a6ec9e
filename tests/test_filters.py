"""Every filter of every page: a choice changes the address, goes wrong nowhere, and its link opens the same view."""

from datetime import datetime

import pytest
from msgspec.structs import replace
from streamlit.testing.v1 import AppTest

from indicators.agenda import home_region
from ingest.periods import AMSTERDAM
from tests.visits import PAGES, seen, visit

pytestmark = pytest.mark.slow
WITH_FILTERS = {"regios.py", "woonwerk.py", "vacatures.py", "gegevens.py", "uitvoeringsplan.py", "evaluatie.py"}
SHARED = ("regio", "sector", "van", "tot")


def chosen(visitor: AppTest) -> dict[str, object]:
    """What each filter of the page stands at."""
    return {box.key: box.value for box in (*visitor.selectbox, *visitor.multiselect)}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("on_example")
def test_each_filter_of_a_page_enters_the_address_and_its_link_opens_the_same_view(page):
    first = visit(page)
    keys = [box.key for box in first.selectbox if box.key not in SHARED and len(box.options) > 1]
    assert keys or page not in WITH_FILTERS
    for key in keys:
        box = visit(page).selectbox(key=key)
        before, last = box.value, len(box.options) - 1
        found = box.select_index(last if box.index != last else 0).run()
        assert seen(found).errors == []
        assert found.query_params.get(key) or found.selectbox(key=key).value != before
        link = dict(found.query_params.items())
        again = visit(page, **link)
        assert seen(again).errors == []
        assert chosen(again) == chosen(found), link
        assert 'class="notice complaint"' not in seen(again).text


@pytest.mark.usefixtures("on_example")
def test_the_years_go_on_until_now_after_the_agenda_has_ended(monkeypatch):
    home, now = home_region(), datetime.now(AMSTERDAM).year
    ended = replace(home, agenda=replace(home.agenda, tot=now - 2))
    monkeypatch.setattr("pages.components.filters.home_region", lambda: ended)
    assert visit().selectbox(key="van").options[-1] == str(now)
    monkeypatch.setattr("pages.components.filters.home_region", lambda: replace(home, agenda=replace(home.agenda, tot=now + 2)))
    assert visit().selectbox(key="van").options[-1] == str(now + 2)
