"""The door: `streamlit run app.py` serves the pages, and beside them the HTTP routes."""

import streamlit as st
from starlette.middleware import Middleware

from pages.interface.headers import SecurityHeaders
from pages.interface.shell import SHELL, DutchPages
from pages.routes import ROUTES, SETTINGS

around = [Middleware(SecurityHeaders, settings=SETTINGS), Middleware(DutchPages)]
app = st.App("pages/frame.py", routes=[*SHELL, *ROUTES], middleware=around)
