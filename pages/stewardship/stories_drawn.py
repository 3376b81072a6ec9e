"""Stories as they are edited: a form with the fields and the text, which is shown as plain text."""

import streamlit as st

from indicators.programme.editable import STORY_COLUMNS
from pages.components.html import draw
from pages.stewardship.agenda_actions import desk, save_story, story_fields
from pages.stewardship.doing import do, draw_said, refusal
from pages.stewardship.editing import about, draw_conflict, draw_field, draw_history, forget, keep_typed, opened

_NEW = "Nieuw verhaal"


def draw_stories() -> None:
    """Choose a story or a new one, change it, save it or take it away."""
    text = "Schrijf geen namen of andere gegevens op waaraan iemand te herkennen is. Opmaak en links worden als tekst getoond."
    draw("section", title="Ervaringsverhalen", text=text)
    chosen = st.selectbox("Verhaal", [*desk().names(), _NEW], key="verhaal")
    name = "" if chosen == _NEW else chosen
    now = opened(name) if name else None
    fields = story_fields(now.text) if now else {}
    turn = now.mark[:8] if now else st.session_state.get("_stories", 0)
    wrong = refusal("verhalen")
    with st.form("formulier-verhaal", border=True):
        given = {
            column.name: draw_field(column, fields.get(column.name, ""), f"{name}-{turn}", about(column.name, wrong))
            for column in STORY_COLUMNS()
        }
        save, drop = st.columns(2)
        saved = save.form_submit_button("Bewaar", type="primary")
        dropped = drop.form_submit_button("Verwijder dit verhaal", disabled=not name)
    if saved or dropped:
        do(
            "verhalen", save_story, name, given if saved else None, now.mark if now else "",
            done=lambda file: f"agenda/{file} is {'bewaard' if saved else 'verwijderd'}.",
            then=lambda: _next_story(name), otherwise=lambda: keep_typed(name, [given]),
        )  # fmt: skip
    draw_said("verhalen")
    if name:
        draw_conflict(name)
        draw_history(name)


def _next_story(name: str) -> None:
    """An empty form for the next story; a story that was saved is opened anew."""
    forget(name)
    st.session_state["_stories"] = st.session_state.get("_stories", 0) + 1
