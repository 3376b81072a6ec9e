"""Hoe haalt een programma de cijfers op?"""

import streamlit as st

from pages.api.description import READ_ALONG, REFUSALS, VERSION
from pages.api.endpoints import ENDPOINTS
from pages.api.explained import columns_of, parameters_of
from pages.components import address
from pages.components.citing import python_line, r_line
from pages.components.html import draw
from pages.components.tables import Table
from pages.components.view import View, current_view
from pages.interface.refusals import TITLES
from pages.interface.settings import WebSettings


def draw_page(view: View) -> None:
    api = f"{address.site()}api/v1"
    draw("head", title="Voor programma's (API)", place="", paragraphs=[_WHAT, READ_ALONG])
    draw(
        "interface",
        api=api,
        site=address.site().rstrip("/"),
        version=VERSION,
        endpoints=[(each, parameters_of(each), columns_of(each)) for each in ENDPOINTS],
        refusals=Table("Als een vraag niet te beantwoorden is", ["Status", "Betekenis"], _refusals()),
        beside=_BESIDE,
        rate=WebSettings.from_environment().rate_in_words,
    )
    for language, line in (("Python", python_line), ("R", r_line)):
        draw("label", text=f"Inlezen met {language}")
        st.code(line(api + _SERIES), language=None, wrap_lines=True)


def _refusals() -> list[list[str]]:
    return [[str(status), f"{TITLES[status]}: {_MEANS[status]}"] for status in REFUSALS]


_WHAT = "Alle cijfers zijn er ook voor programma's. Een adres geeft altijd de nieuwste cijfers."
_SERIES = "/indicatoren/werkloosheid.csv?regio=NL01"
_MEANS = {
    400: "een parameter, gebied, sector of jaar kan niet. De zin zegt wat wel kan.",
    401: "alleen waar het hele dashboard achter een login staat.",
    404: "zo'n indicator of bestand is er niet. De zin noemt wat erop lijkt.",
    429: "u vraagt te vaak. In Retry-After staat over hoeveel seconden u verder kunt.",
    503: "er zijn nog geen cijfers, of te velen vragen tegelijk om veel.",
}
_BESIDE = {
    "/briefing.pdf": "De briefing als pdf; met regio= en een code die van een ander gebied.",
    "/feed.xml": "Meldingen over de gegevens, als Atom-feed.",
    "/healthz": "Of er cijfers zijn, hoe oud ze zijn en wat niet lukte.",
}

draw_page(current_view())
