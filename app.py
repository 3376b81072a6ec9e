"""The door: `streamlit run app.py` serves the pages, and beside them the HTTP routes."""

import streamlit as st
from starlette.middleware import Middleware
from streamlit import net_util

from pages.components.contact import feedback_email
from pages.interface.ahead import working_ahead
from pages.interface.base import BelowBase
from pages.interface.encoding import UnpackedOnRequest
from pages.interface.headers import SecurityHeaders
from pages.interface.packed import PackedParts
from pages.interface.port import stand_on_asked_port
from pages.interface.shell import DutchPages
from pages.routes import ROUTES, SETTINGS
from pages.stewardship.gate import Gate
from pages.stewardship.settings import settings

stand_on_asked_port()

# To judge where a visitor comes from, Streamlit would ask a service elsewhere which address this machine has.
net_util.get_external_ip = lambda: None

# A wrong setting is told here, before anything is served; those of the data and the routes were told by importing these.
feedback_email()
provider = settings().provider

around = [
    Middleware(BelowBase, routes=ROUTES),
    Middleware(SecurityHeaders, settings=SETTINGS),
    Middleware(Gate, routes=ROUTES),
    Middleware(DutchPages),
    Middleware(UnpackedOnRequest),
    Middleware(PackedParts),
]
app = st.App(
    "pages/frame.py",
    routes=ROUTES,
    middleware=around,
    lifespan=working_ahead,
    secrets={"auth": provider.as_auth()} if provider else None,
)
