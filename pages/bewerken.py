"""Klopt de agenda nog: doelen, toelichtingen, projecten, bedragen, dienstverlening en verhalen?"""

import streamlit as st

from indicators.programme.editable import EDITABLE
from indicators.programme.reading import STORIES
from pages.stewardship.agenda_actions import ACTION_OF
from pages.stewardship.agenda_drawn import draw_file
from pages.stewardship.door import entered
from pages.stewardship.stories_drawn import draw_stories
from pages.stewardship.who import may

if who := entered(
    "bewerken", "Agenda bewerken", "Wat u bewaart, staat meteen op het dashboard. Er wordt alleen bewaard als alles klopt."
):
    titles = {key: file.title for key, file in EDITABLE.items()} | {STORIES: "Ervaringsverhalen"}
    mine = [key for key in titles if may(who, ACTION_OF[key])]
    chosen = st.selectbox("Wat wilt u bewerken?", mine, key="deel", format_func=titles.__getitem__)
    if chosen == STORIES:
        draw_stories()
    else:
        draw_file(EDITABLE[chosen])
