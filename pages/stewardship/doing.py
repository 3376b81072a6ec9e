"""Doing an action from a page, and saying on that page what became of it: at the place where it was asked, after drawing anew.

A page is drawn anew at each press and each choice, also while an action goes on: that action goes on then, in the thread of a
drawing that nobody sees any more. So what it is and how it ended is kept in a `Work` that the next drawing finds.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

import streamlit as st

from pages.components.html import draw
from pages.stewardship.guard import NotDone
from pages.stewardship.who import visitor

Answer = TypeVar("Answer")

_SHOWN = 20.0  # seconds that it is said what became of an action
_PATIENCE = "Even geduld, dit wordt gedaan"


@dataclass(eq=False)
class Work(Generic[Answer]):
    """A guarded action of this visitor in this window: what it is, and once it is `over` its answer, or why there is none."""

    asked: tuple[Any, ...]
    over: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None
    problem: NotDone | None = None

    def happen(self, keep: Callable[[], None]) -> None:
        """Do it, once what this window began before is over: two actions at once would hinder each other.

        `keep` is called as it begins, so that the next drawing of the page finds it. It goes on to its end, also when this
        drawing is broken off.
        """
        before, asker = st.session_state.get("_work"), visitor()
        if before is not None:
            before.over.wait()
        action, *args = self.asked
        try:
            st.session_state["_work"] = self
            keep()
            self.answer = action(asker, *args)
        except NotDone as problem:
            self.problem = problem
        finally:
            self.over.set()


@dataclass(eq=False)
class _Asked:
    """An action that was asked at a place of a page, and what is to follow."""

    place: str
    work: Work[Any]
    done: Callable[[Any], str]
    then: Callable[[], None]
    otherwise: Callable[[], None]


def do(
    place: str,
    action: Callable[..., Answer],
    *args: Any,
    done: Callable[[Answer], str],
    then: Callable[[], None] = lambda: None,
    otherwise: Callable[[], None] = lambda: None,
) -> None:
    """Do a guarded action for this visitor and draw the page anew: `place` then says how it went.

    `then` happens when it went well and `otherwise` when it did not, before the page is drawn. What is asked again while it goes
    on, by a second press, is not done again.
    """
    asked = st.session_state.get("_asked")
    if asked is None or asked.work.asked != (action, *args):
        asked = _Asked(place, Work((action, *args)), done, then, otherwise)
        with st.spinner(_PATIENCE):
            asked.work.happen(partial(st.session_state.__setitem__, "_asked", asked))
    _say(asked)


def look(action: Callable[..., Answer], *args: Any) -> Answer | None:
    """What a guarded action that only looks gives; None when it could not, and then the page says why."""
    try:
        return action(visitor(), *args)
    except NotDone as problem:
        _draw_problem(problem)
        return None


def seen(work: Work[Answer]) -> Answer | None:
    """What a look that took long and is over gives; None when it could not, as in `look`."""
    if work.problem:
        _draw_problem(work.problem)
    return work.answer


def draw_said(place: str) -> None:
    """What became of the last action that was asked at this place; one that goes on is waited for.

    It stays for some time, however often the page is drawn meanwhile: a browser may ask for that by itself.
    """
    asked = st.session_state.get("_asked")
    if asked is not None and asked.place == place:
        _say(asked)
    if st.session_state.get("_said", ("",))[0] != place:
        return
    _, kind, text, lines = st.session_state["_said"]
    first = st.session_state.setdefault("_said_since", time.monotonic())
    if time.monotonic() - first < _SHOWN:
        draw("said", strong="", kind=kind, text=text, lines=lines)
    else:
        _forget()


def refusal(place: str) -> list[str]:
    """Why the last action that was asked at this place was not done, as `draw_said` says it."""
    at, kind, text, lines = st.session_state.get("_said", ("", "", "", []))
    return [text, *lines] if (at, kind) == (place, "bad") else []


def _say(asked: _Asked) -> None:
    """Wait for the end of an action, do what follows and draw the page anew."""
    if not asked.work.over.is_set():
        with st.spinner(_PATIENCE):
            asked.work.over.wait()
    problem = asked.work.problem
    kind, told, follows = (
        ("bad", str(problem), asked.otherwise) if problem else ("good", asked.done(asked.work.answer), asked.then)
    )
    first, *rest = told.split("\n")
    _forget()
    st.session_state["_said"] = (asked.place, kind, first, rest)
    follows()
    st.session_state.pop("_asked", None)
    st.rerun()


def _draw_problem(problem: NotDone) -> None:
    first, *rest = str(problem).split("\n")
    draw("said", strong="", kind="bad", text=first, lines=rest)


def _forget() -> None:
    for key in ("_said", "_said_since"):
        st.session_state.pop(key, None)
