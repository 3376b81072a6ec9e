"""What a visitor chose stands in the address, and what stands in the address is chosen: links, back and forward work."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.visits import seen
from tests.visits import visit as visited


def one_page() -> None:
    """A page with both kinds of widget; the second only where the visitor asks for it, as on another page."""
    import streamlit as st

    from pages.components import address

    places = {"AM37": "de regio", "GM0392": "Haarlem", "NL01": "Nederland"}
    address.adopt()
    st.text(address.choose("Gebied", "regio", places, "AM37"))
    if st.checkbox("meer"):
        known = {"werklozen": "Werklozen", "vacatures": "Vacatures", "banen": "Banen"}
        st.text(",".join(address.choose_several("Indicatoren", "indicator", known, ["werklozen"], "Kies")))
    for complaint in address.complaints():
        st.warning(complaint)


def visit(more: bool = False, **address: str | list[str]) -> AppTest:
    """The page as a visitor finds it who follows a link with this address."""
    page = AppTest.from_function(one_page, default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    return page.checkbox[0].check().run() if more else page


def shown(page: AppTest) -> list[str]:
    assert not page.exception
    return [text.value for text in page.text]


def complaints(page: AppTest) -> list[str]:
    return [warning.value for warning in page.warning]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "shown"), [("2", "2"), ("9", "3"), ("9" * 5000, "3"), ("²", "1"), ("٢", "1"), ("x", "1"), ("-1", "1")]
)
def test_a_sheet_that_is_not_there_is_the_last_or_the_first(asked: str, shown: str):
    def sheets() -> None:
        import streamlit as st

        from pages.components import address

        address.adopt()
        st.text(address.choose_sheet("Blad", "blad", 3))

    page = AppTest.from_function(sheets, default_timeout=60)
    page.query_params["blad"] = asked
    assert [text.value for text in page.run().text] == [shown]
    assert not page.exception


@pytest.mark.slow
def test_what_nobody_chose_leaves_the_address_clean():
    page = visit(more=True)
    assert shown(page) == ["AM37", "werklozen"]
    assert dict(page.query_params) == {}
    assert complaints(page) == []


def test_a_choice_enters_the_address_and_the_default_leaves_it():
    page = visit()
    page.selectbox(key="regio").select("GM0392").run()
    assert shown(page) == ["GM0392"]
    assert dict(page.query_params) == {"regio": "GM0392"}
    page.selectbox(key="regio").select("AM37").run()
    assert dict(page.query_params) == {}


def test_a_link_with_a_choice_sets_the_widget():
    page = visit(regio="NL01")
    assert page.selectbox(key="regio").value == "NL01"
    assert shown(page) == ["NL01"]
    assert dict(page.query_params) == {"regio": "NL01"}


def test_back_and_forward_change_the_widget_also_after_a_choice_of_its_own():
    page = visit()
    page.selectbox(key="regio").select("GM0392").run()
    page.query_params.clear()  # back
    assert shown(page.run()) == ["AM37"]
    page.query_params["regio"] = "GM0392"  # forward
    assert shown(page.run()) == ["GM0392"]
    assert page.selectbox(key="regio").value == "GM0392"


def test_a_choice_survives_a_run_in_which_the_address_did_not_change():
    page = visit(regio="NL01")
    page.selectbox(key="regio").select("GM0392").run()
    assert shown(page.run()) == ["GM0392"]
    assert shown(page.checkbox[0].check().run()) == ["GM0392", "werklozen"]


def test_the_visitor_reads_names_and_the_address_holds_codes():
    assert visit().selectbox(key="regio").options == ["de regio", "Haarlem", "Nederland"]


@pytest.mark.parametrize("code", ["XX", "gm0392", "Haarlem"])
def test_an_unknown_value_complains_and_the_default_is_chosen(code):
    page = visit(regio=code)
    assert shown(page) == ["AM37"]
    assert complaints(page) == [f"In de link staat regio={code}, maar dat kennen wij niet. Gekozen is nu: de regio."]
    assert dict(page.query_params) == {}


def test_an_empty_value_chooses_the_default_and_leaves_the_address():
    page = visit(regio="")
    assert shown(page) == ["AM37"]
    assert (complaints(page), dict(page.query_params)) == ([], {})
    page = visit(more=True, regio="NL01", indicator="")
    assert shown(page) == ["NL01", "werklozen"]
    assert dict(page.query_params) == {"regio": "NL01"}


def test_an_unknown_parameter_complains_and_changes_nothing():
    page = visit(regio="GM0392", foo="1")
    assert shown(page) == ["GM0392"]
    assert complaints(page) == ["De link heeft een onderdeel dat wij niet kennen: foo."]
    assert complaints(visit(foo="1", bar="2")) == ["De link heeft onderdelen die wij niet kennen: foo, bar."]


def test_what_streamlit_puts_in_an_address_itself_is_no_complaint():
    assert complaints(visit(embed="true", embed_options="dark_theme")) == []


def test_a_complaint_goes_when_the_visitor_follows_another_link():
    page = visit(regio="XX")
    page.query_params["regio"] = "NL01"
    page.run()
    assert (shown(page), complaints(page)) == (["NL01"], [])


def test_of_a_parameter_that_stands_there_twice_the_last_counts():
    assert shown(visit(regio=["NL01", "GM0392"])) == ["GM0392"]


def test_several_choices_stand_in_the_address_with_commas_in_the_order_of_choosing():
    page = visit(more=True)
    page.multiselect(key="indicator").select("vacatures").run()
    assert shown(page)[1] == "werklozen,vacatures"
    assert dict(page.query_params) == {"indicator": "werklozen,vacatures"}
    page.multiselect(key="indicator").unselect("vacatures").run()
    assert dict(page.query_params) == {}


def test_a_link_with_several_choices_sets_them_in_its_own_order():
    page = visit(more=True, indicator="banen,werklozen")
    assert page.multiselect(key="indicator").value == ["banen", "werklozen"]
    assert dict(page.query_params) == {"indicator": "banen,werklozen"}
    page.query_params["indicator"] = "vacatures"
    assert shown(page.run())[1] == "vacatures"


def test_of_several_choices_the_unknown_ones_are_named_and_the_rest_is_kept():
    page = visit(more=True, indicator="banen,onzin,vacatures,flauwekul")
    assert shown(page)[1] == "banen,vacatures"
    assert complaints(page) == ["In de link staat indicator=onzin,flauwekul, maar dat kennen wij niet."]


def test_of_several_choices_one_that_the_link_names_twice_is_chosen_once():
    page = visit(more=True, indicator="banen,vacatures,banen")
    assert page.multiselect(key="indicator").value == ["banen", "vacatures"]
    assert dict(page.query_params) == {"indicator": "banen,vacatures"}


def test_nothing_chosen_is_nothing_and_not_the_default():
    page = visit(more=True)
    page.multiselect(key="indicator").set_value([]).run()
    assert shown(page)[1] == ""
    assert complaints(page) == []


def test_a_choice_in_a_widget_that_went_away_starts_again_from_the_address():
    page = visit(more=True)
    page.multiselect(key="indicator").select("banen").run()
    page.checkbox[0].uncheck().run()  # to another page
    page.query_params.clear()
    page.run()
    assert shown(page.checkbox[0].check().run())[1] == "werklozen"


def chosen_together() -> None:
    """A page on which what is offered in two widgets, and their defaults, hang on the choice in the first."""
    import streamlit as st

    from pages.components import address

    periods = {"werklozen": ["2025", "2024"], "vacatures": ["2024", "2024-Q2", "2024-Q1"], "banen": []}
    address.adopt()
    key = address.choose("Indicator", "indicator", {name: name for name in periods}, "werklozen")
    if known := periods[key]:
        address.forget_unless(known, "periode", because=key)
        st.text(address.choose("Periode", "periode", {each: each for each in known}, known[0]))
    places = {name: name for name in ("NL01", *periods)}
    st.text(",".join(address.choose_several("Gebieden", "gebieden", places, [key, "NL01"], "Kies")))
    for complaint in address.complaints():
        st.warning(complaint)


def together(**address: str) -> AppTest:
    page = AppTest.from_function(chosen_together, default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    return page.run()


def test_what_nobody_chose_follows_its_default():
    page = together()
    assert shown(page) == ["2025", "werklozen,NL01"]
    page.selectbox(key="indicator").select("vacatures").run()
    assert shown(page) == ["2024", "vacatures,NL01"]
    assert dict(page.query_params) == {"indicator": "vacatures"}
    page.selectbox(key="indicator").select("werklozen").run()
    assert shown(page) == ["2025", "werklozen,NL01"]
    assert dict(page.query_params) == {}


def test_what_was_chosen_stays_when_another_choice_changes_the_default():
    page = together()
    page.selectbox(key="periode").select("2024").run()
    page.multiselect(key="gebieden").unselect("NL01").run()
    page.selectbox(key="indicator").select("vacatures").run()
    assert shown(page) == ["2024", "werklozen"]
    assert dict(page.query_params) == {"indicator": "vacatures", "gebieden": "werklozen"}


def test_back_brings_the_choice_that_went_with_another():
    page = together(indicator="vacatures", periode="2024-Q1")
    page.selectbox(key="indicator").select("werklozen").run()
    assert (shown(page)[0], dict(page.query_params)) == ("2025", {})
    page.query_params["indicator"], page.query_params["periode"] = "vacatures", "2024-Q1"  # back
    assert shown(page.run())[0] == "2024-Q1"
    assert dict(page.query_params) == {"indicator": "vacatures", "periode": "2024-Q1"}


def test_a_choice_that_is_no_longer_offered_is_forgotten_without_a_complaint_also_after_its_widget_went_away():
    page = together(indicator="vacatures", periode="2024-Q1")
    page.selectbox(key="indicator").select("banen").run()
    page.selectbox(key="indicator").select("werklozen").run()
    assert (shown(page)[0], dict(page.query_params), complaints(page)) == ("2025", {}, [])


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
@pytest.mark.parametrize(
    ("page", "asked", "gone"),
    [
        ("berekening.py", {"indicator": "werkloosheid", "techniek": "smal"}, "techniek"),
        ("berekening.py", {"indicator": "vacatures", "sector": "techniek", "techniek": "smal", "periode": "2024-Q1"}, "periode"),
        ("regios.py", {"cijfer": "vacatures", "groep": "gemeenten", "periode": "2024-Q1"}, "periode"),
        ("woonwerk.py", {"van": "2027", "jaar": "2020", "per": "gemeente"}, "jaar per"),
    ],
)
def test_a_choice_that_a_page_does_not_offer_beside_the_others_is_let_go_without_a_complaint(
    page: str, asked: dict[str, str], gone: str
) -> None:
    visitor = visited(page, **asked)
    assert "Deze link klopt niet" not in seen(visitor).text
    assert set(visitor.query_params) == set(asked) - set(gone.split())


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_how_nothing_is_sorted_is_let_go_with_the_choice_of_indicators() -> None:
    visitor = visited("gegevens.py", volgorde="nieuwste", blad="2")
    visitor.multiselect(key="indicator").set_value([]).run()
    assert "Kies minstens één indicator" in seen(visitor).text
    assert "Deze link klopt niet" not in seen(visitor).text
    assert not {"volgorde", "blad"} & set(visitor.query_params)
