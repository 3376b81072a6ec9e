"""Wie deed wat, en wanneer?"""

from functools import partial

import streamlit as st

from pages.components import dutch
from pages.components.html import draw
from pages.components.tables import Table
from pages.stewardship.doing import look
from pages.stewardship.door import entered
from pages.stewardship.log_actions import export_log, read_log
from pages.stewardship.roles import Action
from pages.stewardship.who import may

_MOST = 200

if who := entered("logboek", "Logboek", "Alles wat iemand in beheer deed, wat er was en wat het werd. Regels gaan nooit weg."):
    records = look(read_log) or []
    if may(who, Action.EXPORT_LOG):
        st.download_button("Hele logboek als CSV", partial(export_log, who), "logboek.csv", "text/csv", on_click="ignore")
    left, right = st.columns(2)
    actions, people = (sorted({getattr(each, name) for each in records}) for name in ("action", "who"))
    action = left.selectbox("Handeling", ["alle", *actions], key="handeling")
    person = right.selectbox("Wie", ["iedereen", *people], key="wie")
    found = [each for each in records if action in ("alle", each.action) and person in ("iedereen", each.who)]
    rows = [
        [
            dutch.to_the_second(each.when),
            f"{each.who} ({each.role or 'geen rol'})",
            f"{each.action}: {each.subject}" if each.subject else each.action,
            each.old,
            each.new,
            f"{each.outcome}. {each.message}" if each.message else each.outcome,
        ]
        for each in found[:_MOST]
    ]
    columns = ["Wanneer", "Wie", "Handeling", "Oud", "Nieuw", "Uitkomst"]
    shown = f"U ziet de nieuwste {_MOST} van de {dutch.counted(len(found), 'regel', 'regels')}; de CSV heeft ze allemaal."
    note = shown if len(found) > _MOST else ""
    if not records:
        draw("notice", kind="empty", strong="Nog niets.", text="Er heeft nog niemand iets gedaan in beheer.")
    else:
        with st.container(key="logboek"):
            draw("plain_table", table=Table("Logboek, het nieuwste eerst", columns, rows, note=note))
