"""The door: `streamlit run app.py` serves the pages, and beside them the HTTP routes."""

import streamlit as st
from starlette.middleware import Middleware

from pages.interface.headers import DutchPages, SecurityHeaders
from pages.routes import ROUTES, SETTINGS

around = [Middleware(SecurityHeaders, settings=SETTINGS), Middleware(DutchPages)]
app = st.App("pages/frame.py", routes=ROUTES, middleware=around)
