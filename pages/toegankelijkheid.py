"""Kan iedereen dit dashboard gebruiken, en waar meld ik wat niet lukt?"""

from pages.components import contact, dutch
from pages.components.html import draw
from pages.components.view import View, current_view

CHECKED = "2026-11-21"  # the day on which the tests below were last read against the standard by a person
LIMITS = [
    "Grafieken zijn getekende beelden. Elke grafiek heeft daarom een zin met de uitkomst en een tabel met dezelfde cijfers.",
    "Zonder JavaScript werken de pagina's niet. De cijfers zelf zijn dan te lezen op /api/v1/indicatoren.",
    "In beheer is 'Alles als tabel' een getekende tabel. Kies 'Eén rij' voor gewone velden met een naam.",
    "Of een schermlezer alles prettig voorleest, is nog niet met gebruikers getest.",
]


def draw_page(view: View) -> None:
    draw(
        "accessibility",
        checked=dutch.day(CHECKED),
        limits=LIMITS,
        report=contact.mail_to("Toegankelijkheid van het arbeidsmarktdashboard"),
        address=contact.contact(),
        how_to_report=contact.NONE,
    )


draw_page(current_view())
