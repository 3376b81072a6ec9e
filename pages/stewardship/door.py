"""The door of each page of stewardship: who may come in, and what others get to read; and the menu of who is in."""

from typing import Any

import streamlit as st

from pages.components.html import draw
from pages.components.menu import draw_menu, entry
from pages.stewardship.roles import MAY, Action
from pages.stewardship.who import Visitor, allowed, rules, visitor

# Page -> the actions of which one is enough to come in.
OPENED_BY = {
    "beheer": {Action.SEE_RUNS, Action.COMPARE},
    "bestanden": {Action.SEE_FILES},
    "bewerken": {action for action in Action if action.name.startswith("EDIT_")},
    "logboek": {Action.READ_LOG},
}


def steward_pages() -> list[Any]:
    """The pages of stewardship, and the one to log in on."""
    return [
        st.Page("beheer.py", title="Beheer", icon=":material/tune:"),
        st.Page("bestanden.py", title="Bestanden", icon=":material/upload_file:"),
        st.Page("bewerken.py", title="Agenda bewerken", icon=":material/edit:"),
        st.Page("logboek.py", title="Logboek", icon=":material/receipt_long:"),
        st.Page("inloggen.py", title="Inloggen", icon=":material/login:"),
    ]


def is_steward_page(url_path: str) -> bool:
    """Whether a page is one of stewardship: these can be drawn before there are any figures."""
    return url_path in (*OPENED_BY, "inloggen")


def draw_steward_menu(pages: list[Any], kept: dict[str, str]) -> None:
    """Links to the pages that this visitor may open; nothing at all where nobody can log in."""
    found = rules()
    if not found or not found.provider:
        return
    who = visitor()
    may_now = allowed(who)
    entries = [entry(page, kept) for page in pages if OPENED_BY.get(page.url_path, set()) & may_now]
    (door,) = [page for page in pages if page.url_path == "inloggen"]
    entries.append(entry(door, kept, "Uitloggen" if who.logged_in(found) else "Inloggen"))
    draw_menu("Beheer", {"Beheer": entries})


def closed() -> bool:
    """Whether this visitor may read nothing, on whatever page; then the way to log in is drawn instead."""
    found = rules()
    if found and (not found.login_required or visitor().roles(found)):
        return False
    said = "Dit dashboard is alleen te lezen na inloggen." if found else "De instellingen voor inloggen kloppen niet."
    if found and visitor().logged_in(found):
        said = f"U bent ingelogd als {visitor().name}, maar u heeft geen rol. Vraag de beheerder om de rol lezer."
    draw("head", title="Inloggen", place="", paragraphs=[said])
    if found:
        draw_login(visitor())
    return True


def entered(page: str, title: str, question: str) -> Visitor | None:
    """The visitor, when they may come in; else None, and the page says why not and what to do."""
    found, who = rules(), visitor()
    if found and found.provider and OPENED_BY[page] & allowed(who):
        draw("head", title=title, place="", paragraphs=[question])
        return who
    if not found or not found.provider:
        draw("head", title=title, place="", paragraphs=["Beheer staat uit op dit dashboard."])
        draw("stewardship_off", wrong=found is None)
    elif not who.logged_in(found):
        said = "Uw login is verlopen. Log opnieuw in." if who.claims.get("is_logged_in") else "Log in om hier verder te gaan."
        draw("head", title=title, place="", paragraphs=[said])
        draw_login(who)
    else:
        roles = ", ".join(who.roles(found)) or "geen"
        opening = sorted(role for role, actions in MAY.items() if actions & OPENED_BY[page])
        said = f"U bent ingelogd als {who.name}, met rol: {roles}. Deze pagina is voor: {', '.join(opening)}."
        draw("head", title=title, place="", paragraphs=[said, "Vraag de beheerder om een andere rol als u die nodig heeft."])
    return None


def draw_login(who: Visitor) -> None:
    """The button to log in, or out for who is in already."""
    found = rules()
    if found and who.logged_in(found):
        st.button("Uitloggen", on_click=_log_out, args=(who,))
    else:
        st.button("Inloggen", type="primary", on_click=st.login)


def _log_out(who: Visitor) -> None:
    who.end()
    st.logout()
