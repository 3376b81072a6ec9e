"""The interface as it is described to programs and to people: what is written there is what is answered."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.applications import Starlette

from indicators.dictionary import MEANINGS
from pages.api.description import REFUSALS, VERSION, document
from pages.api.endpoint import Endpoint
from pages.api.endpoints import ENDPOINTS
from pages.api.explained import columns_of, parameters_of
from pages.interface.refusals import PROBLEM, TITLES
from pages.routes import ROUTES
from tests.answering import asking
from tests.visits import seen, visit

EACH = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path)


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The OpenAPI document."""
    found = asking(Starlette(routes=ROUTES))("/api/v1/openapi.json")
    assert (found.status, found.headers["content-type"], found.headers["api-version"]) == (200, "application/json", VERSION)
    return json.loads(found.body)


@pytest.mark.slow
def test_the_document_is_valid_openapi_about_this_region(described: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(described).validate()
    assert described["info"]["title"] == "Arbeidsmarktdashboard Zuid-Kennemerland en IJmond"
    assert described["info"]["contact"]["url"] == "https://voorbeeld.nl/"
    assert described["servers"] == [{"url": "/api/v1"}]
    assert list(described["paths"]) == [endpoint.path for endpoint in ENDPOINTS]


def test_the_contact_has_the_address_of_the_region_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "email" not in document("https://voorbeeld.nl/")["info"]["contact"]
    monkeypatch.setenv("FEEDBACK_EMAIL", "melden@voorbeeld.nl")
    assert document("https://voorbeeld.nl/")["info"]["contact"]["email"] == "melden@voorbeeld.nl"


def test_below_a_path_of_its_own_the_server_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.api.description.base_path", lambda: "/dash")
    assert document("https://voorbeeld.nl/dash/")["servers"] == [{"url": "/dash/api/v1"}]


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
@EACH
def test_the_example_of_each_question_is_answered_as_described(endpoint: Endpoint, described: dict[str, Any]) -> None:
    ask = asking(Starlette(routes=ROUTES))
    found = ask(f"/api/v1{endpoint.example}")
    answers = described["paths"][endpoint.path]["get"]["responses"]["200"]["content"]
    assert (found.status, found.headers["api-version"]) == (200, VERSION)
    assert found.headers["content-type"].split(";")[0] in answers
    rows = json.loads(ask(f"/api/v1{endpoint.example.replace('.csv', '.json')}").body)
    assert rows
    Draft202012Validator(answers["application/json"]["schema"]).validate(rows)
    if endpoint.columns:
        assert list(rows[0]) == list(endpoint.columns)


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
@EACH
def test_what_is_not_described_is_refused_as_a_problem(endpoint: Endpoint) -> None:
    path = endpoint.example.split("?")[0]
    found = asking(Starlette(routes=ROUTES))(f"/api/v1{path}?kleur=rood")
    assert (found.status, found.headers["content-type"], found.headers["api-version"]) == (400, PROBLEM, VERSION)
    names = ", ".join(sorted(each.name for each in endpoint.parameters)) or "geen"
    detail = f"Onbekende parameter 'kleur'. Er zijn: {names}."
    assert json.loads(found.body) == {"status": 400, "title": TITLES[400], "detail": detail}


def test_every_refusal_that_is_described_has_a_title() -> None:
    assert set(REFUSALS) <= set(TITLES)


@EACH
def test_people_read_what_may_be_asked_and_what_each_column_means(endpoint: Endpoint) -> None:
    asked = [each for each in (endpoint.part, *endpoint.parameters) if each]
    assert [row[0] for row in parameters_of(endpoint).rows] == [each.name for each in asked]
    assert all(all(row) for row in [*parameters_of(endpoint).rows, *columns_of(endpoint).rows])
    assert [row[0] for row in columns_of(endpoint).rows] == list(endpoint.columns)


def test_no_column_is_explained_that_no_answer_has() -> None:
    assert set(MEANINGS) == {column for endpoint in ENDPOINTS for column in endpoint.columns}


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_what_does_not_belong_to_the_interface_is_said_to_have_an_address_without_its_beginning() -> None:
    text = seen(visit("programmas.py")).text
    assert "Alle adressen van de API beginnen met <code>" in text
    beside = text.partition("Wat er nog meer te vragen is")[2].partition("</section>")[0]
    assert "horen niet bij de API en beginnen met <code>" in beside
    assert "/api/v1" not in beside.partition("<ul>")[0]
