"""Editing a file that others may edit too: as it was opened, what was typed, who was first, and how it was before."""

import re
from collections.abc import Sequence

import streamlit as st

from indicators.agenda_writing import AgendaFile
from indicators.programme.editable import Column, Row
from pages.components import dutch
from pages.components.html import draw
from pages.components.tables import Table
from pages.stewardship.agenda_actions import desk

_OPENED, _TYPED = "_opened", "_typed"


def opened(name: str) -> AgendaFile:
    """The file as this visitor opened it: it stays so while they type, whatever others do."""
    kept: dict[str, AgendaFile] = st.session_state.setdefault(_OPENED, {})
    drawn = any(str(key).startswith((f"veld-{name}", f"tabel-{name}")) for key in st.session_state)
    if name not in kept or not (drawn or name in st.session_state.get(_TYPED, {})):
        kept[name] = desk().open(name)
    return kept[name]


def keep_typed(name: str, rows: list[Row]) -> None:
    """Remember what was typed and not saved, for when the file is opened anew."""
    st.session_state.setdefault(_TYPED, {})[name] = rows


def forget(name: str) -> None:
    """Open the file anew; what was typed is saved or no longer wanted."""
    for kept in (_OPENED, _TYPED):
        st.session_state.get(kept, {}).pop(name, None)


def draw_conflict(name: str) -> None:
    """What to do when someone else saved this file meanwhile: open it anew, with what was typed still to be read."""
    if st.session_state[_OPENED][name].mark != desk().open(name).mark:
        said = "Iemand anders bewaarde dit bestand terwijl u het open had. Bewaren kan pas als u hebt opgehaald wat er nu staat."
        draw("notice", kind="hold", strong="Intussen veranderd.", text=said)
        if st.button("Haal op wat er nu staat"):
            st.session_state[_OPENED][name] = desk().open(name)
            st.rerun()
    typed = st.session_state.get(_TYPED, {}).get(name, [])
    if texts := [[column, value] for row in typed for column, value in row.items() if value]:
        draw("folded_table", title="Wat u invulde en nog niet is bewaard", table=Table("Ingevuld", ["Veld", "Waarde"], texts))


def about(column: str, problems: Sequence[str], row: int | None = None) -> list[str]:
    """What of these problems is about a column, without the place of the file; of this row of it where one is given."""
    found = []
    for problem in problems:
        where, _, reason = problem.partition(": ")
        if row is not None and not re.search(rf"\b(?:rij|regel) {row}\b", where):
            continue
        if re.search(rf"\bveld {column}\b", where) or re.search(rf"\b{column}\b", reason):
            found.append(reason)
    return found


def draw_field(column: Column, value: str, key: str, wrong: Sequence[str] = ()) -> str:
    """The field of one column, below what is `wrong` with it; a choice that is there and not offered (any more) can stay."""
    for reason in wrong:
        draw("notice", kind="complaint", strong=f"{column.label}.", text=dutch.first_upper(reason))
    label = f"{column.label} (verplicht)" if column.required else column.label
    name = f"veld-{key}-{column.name}"
    if column.choices:
        offered = list(dict.fromkeys([*([] if column.required and value else [""]), *column.choices, value]))
        return st.selectbox(label, offered, offered.index(value), key=name, format_func=lambda each: each or "leeg")
    if column.long:
        return st.text_area(label, value, key=name, height=120)
    return st.text_input(label, value, key=name)


def draw_history(name: str) -> None:
    """Who replaced a file when, and the file as it was before."""
    earlier = desk().earlier(name)
    if not earlier:
        return
    rows = [[dutch.to_the_second(each.replaced.when), each.replaced.by] for each in earlier]
    table = Table(f"Eerdere versies van agenda/{name}", ["Vervangen op", "Door"], rows)
    draw("folded_table", title=f"Eerdere versies ({len(rows)})", table=table)
    labels = {each.name: row[0] for each, row in zip(earlier, rows, strict=True)}
    chosen = st.selectbox("Eerdere versie van", list(labels), key=f"eerder-{name}", format_func=labels.__getitem__)
    text = desk().text_before(name, chosen)
    if text is not None:
        file_name = f"{chosen[:15]}-{name.rpartition('/')[2]}"
        st.download_button("Download deze eerdere versie", text.encode(), file_name, "text/plain", on_click="ignore")
