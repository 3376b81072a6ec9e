"""Doing an action from a page, and saying on that page what became of it: at the place where it was asked, after drawing anew."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from pages.components.html import draw
from pages.stewardship.guard import NotDone
from pages.stewardship.who import visitor

Answer = TypeVar("Answer")

_SHOWN = 20.0  # seconds that it is said what became of an action


def do(
    place: str,
    action: Callable[..., Answer],
    *args: Any,
    done: Callable[[Answer], str],
    then: Callable[[], None] = lambda: None,
    otherwise: Callable[[], None] = lambda: None,
) -> None:
    """Do a guarded action for this visitor and draw the page anew: `place` then says how it went.

    `then` happens when it went well and `otherwise` when it did not, before the page is drawn.
    """
    try:
        said = ("good", done(action(visitor(), *args)), [])
        then()
    except NotDone as problem:
        first, *rest = str(problem).split("\n")
        said = ("bad", first, rest)
        otherwise()
    _forget()
    st.session_state["_said"] = (place, *said)
    st.rerun()


def look(action: Callable[..., Answer], *args: Any) -> Answer | None:
    """What a guarded action that only looks gives; None when it could not, and then the page says why."""
    try:
        return action(visitor(), *args)
    except NotDone as problem:
        first, *rest = str(problem).split("\n")
        draw("said", strong="", kind="bad", text=first, lines=rest)
        return None


def draw_said(place: str) -> None:
    """What became of the last action that was asked at this place.

    It stays for some time, however often the page is drawn meanwhile: a browser may ask for that by itself.
    """
    if st.session_state.get("_said", ("",))[0] != place:
        return
    _, kind, text, lines = st.session_state["_said"]
    first = st.session_state.setdefault("_said_since", time.monotonic())
    if time.monotonic() - first < _SHOWN:
        draw("said", strong="", kind=kind, text=text, lines=lines)
    else:
        _forget()


def _forget() -> None:
    for key in ("_said", "_said_since"):
        st.session_state.pop(key, None)
