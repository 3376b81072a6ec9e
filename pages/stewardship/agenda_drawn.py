"""A file of the agenda as it is edited: one row in a form with a name for each field, or all rows as a table."""

import pandas as pd
import streamlit as st

from indicators.programme.editable import Column, EditableFile, LooseQuote, Row, columns_to_save, rows_of
from pages.components import dutch
from pages.components.html import draw
from pages.stewardship.agenda_actions import SAVE
from pages.stewardship.doing import do, draw_said, refusal
from pages.stewardship.editing import about, draw_conflict, draw_field, draw_history, forget, keep_typed, opened

_NEW = "Nieuwe rij"
_ONE, _ALL = "Eén rij", "Alles als tabel"


def draw_file(file: EditableFile) -> None:
    """The editor of one file."""
    now = opened(file.name)
    try:
        columns, rows = rows_of(now.text)
    except LooseQuote as wrong:
        draw("notice", kind="complaint", strong=f"Het bestand agenda/{file.name} is niet te bewerken.", text=str(wrong))
        draw_history(file.name)
        forget(file.name)
        return
    kept = columns_to_save(file, columns)
    fields = [column for column in file.columns() if column.name in kept] or list(file.columns())
    draw(
        "section", title=file.title, text=f"Bestand agenda/{file.name}: {file.what}. {dutch.counted(len(rows), 'rij', 'rijen')}."
    )
    if st.radio("Hoe wilt u bewerken?", [_ONE, _ALL], key=f"hoe-{file.key}", horizontal=True) == _ONE:
        _draw_row(file, fields, rows, now.mark)
    else:
        _draw_table(file, fields, rows, now.mark)
    draw_said("agenda")
    draw_conflict(file.name)
    draw_history(file.name)


def _draw_row(file: EditableFile, fields: list[Column], rows: list[Row], mark: str) -> None:
    """One row as a form; saving puts it back among the others."""
    names = [f"{n}. {' · '.join(row.get(column, '') for column in file.named_by)}" for n, row in enumerate(rows, start=1)]
    chosen = st.selectbox("Rij", [*names, _NEW], key=f"rij-{file.key}")
    place = names.index(chosen) if chosen in names else None
    row = rows[place] if place is not None else {}
    number = 2 + (len(rows) if place is None else place)  # in the file, below its head
    wrong, key = refusal("agenda"), f"{file.name}-{place}-{mark[:8]}"
    with st.form(f"formulier-{file.key}", border=True):
        given = {
            column.name: draw_field(column, row.get(column.name, ""), key, about(column.name, wrong, number)) for column in fields
        }
        save, drop = st.columns(2)
        saved = save.form_submit_button("Bewaar", type="primary")
        dropped = drop.form_submit_button("Verwijder deze rij", disabled=place is None)
    others = [each for n, each in enumerate(rows) if n != place]
    at = len(rows) if place is None else place
    if saved:
        typed = {column: value for column, value in given.items() if value != row.get(column, "")}
        _save(file, [*others[:at], row | given, *others[at:]], [typed], mark)
    elif dropped:
        _save(file, others, [], mark)


def _draw_table(file: EditableFile, fields: list[Column], rows: list[Row], mark: str) -> None:
    """All rows as a table to edit, add to and take away from."""
    frame = pd.DataFrame(rows, columns=[column.name for column in fields], dtype="str")
    shapes = {
        column.name: st.column_config.SelectboxColumn(column.label, options=_options(column, rows))
        if column.choices
        else st.column_config.TextColumn(column.label)
        for column in fields
    }
    edited = st.data_editor(
        frame, num_rows="dynamic", column_config=shapes, hide_index=True, key=f"tabel-{file.name}-{mark[:8]}", width="stretch"
    )
    if st.button("Bewaar de tabel", type="primary"):
        given = [dict(zip(map(str, edited), cells, strict=True)) for cells in edited.fillna("").astype(str).to_numpy().tolist()]
        _save(file, [row for row in given if any(row.values())], [row for row in given if row not in rows], mark)


def _options(column: Column, rows: list[Row]) -> list[str]:
    return list(dict.fromkeys([*column.choices, *(row.get(column.name, "") for row in rows)]))


def _save(file: EditableFile, rows: list[Row], typed: list[Row], mark: str) -> None:
    done = f"agenda/{file.name} is bewaard en staat op het dashboard."
    do(
        "agenda", SAVE[file.key], rows, mark, done=lambda _: done,
        then=lambda: forget(file.name), otherwise=lambda: keep_typed(file.name, typed),
    )  # fmt: skip
