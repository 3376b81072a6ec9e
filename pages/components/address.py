"""The state of a view lives in its address: read from it, written to it, so that links, back and forward work.

`choose` draws a widget whose value is a parameter of the address. A value that equals its default does not show there, and
follows that default when another choice changes it. A parameter without a value is as one that is not there. A value that the
address has but the widget does not offer gives a friendly sentence in `complaints`, never an error.
"""

from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

from pages.interface.base import base_path

_SEEN = "_address"
_STREAMLIT_OWN = {"embed", "embed_options"}
_NOTHING: Mapping[str, str] = {}


def adopt() -> None:
    """Take over the address if a visitor changed it (a link, back, forward): forget what the widgets had."""
    now = st.query_params.to_dict()
    if now != st.session_state.get(_SEEN):
        for key in st.session_state.get("_chosen", set()):
            st.session_state.pop(key, None)
        st.session_state["_complaints"] = {}
    st.session_state[_SEEN] = now
    st.session_state["_chosen"] = set()


def choose(
    label: str,
    key: str,
    options: Mapping[str, str],
    default: str,
    note: str | None = None,
    elsewhere: Mapping[str, str] = _NOTHING,
) -> str:
    """A selectbox whose choice is the parameter `key` of the address. `options` has what each value is called.

    `elsewhere` has what is offered for other choices of the visitor and may not be here, with why it is not, in Dutch.
    """
    _settle(key, options, default, elsewhere)
    value = st.selectbox(label, list(options), key=key, format_func=options.__getitem__, placeholder="Kies", help=note)
    write(key, "" if value == default else str(value))
    return str(value)


def keep_to(key: str, default: str, called: str, elsewhere: Mapping[str, str]) -> str:
    """The value of a parameter for which a page has nothing else to offer, so that there is no widget; `elsewhere` as above."""
    _settle(key, {default: called}, default, elsewhere)
    not_here(key)
    return default


def not_here(*keys: str) -> None:
    """Let go of choices that this page offers, but not beside the others as they are: whoever made them did nothing wrong."""
    for key in keys:
        st.session_state["_chosen"].add(key)
        st.session_state.pop(key, None)
        write(key, "")


def _settle(key: str, options: Mapping[str, str], default: str, elsewhere: Mapping[str, str]) -> None:
    """Give a choice a value that is offered: what was chosen, else what the address asks for, else the default."""
    st.session_state["_chosen"].add(key)
    _follow(key, default)
    if st.session_state.get(key) not in options:
        # A choice that was there and is no longer offered (other periods) makes room without a complaint.
        asked = default if key in st.session_state else st.query_params.get(key) or default
        if asked not in options:
            why = elsewhere.get(asked, "dat kennen wij niet")
            _complain(key, f"In de link staat {key}={asked}, maar {why}. Gekozen is nu: {options[default]}.")
        st.session_state[key] = asked if asked in options else default


def _follow(key: str, default: str | list[str]) -> None:
    """Keep a widget that stands at its default at its default when another choice changes that."""
    defaults = st.session_state.setdefault("_defaults", {})
    if key in st.session_state and st.session_state[key] == defaults.get(key):
        st.session_state[key] = default
    defaults[key] = default


def choose_several(label: str, key: str, options: Mapping[str, str], default: Sequence[str], placeholder: str) -> list[str]:
    """A multiselect whose choices are the parameter `key` of the address, with commas between them."""
    st.session_state["_chosen"].add(key)
    _follow(key, list(default))
    if key not in st.session_state:
        asked = [part for part in (st.query_params.get(key) or ",".join(default)).split(",") if part]
        unknown = [part for part in asked if part not in options]
        if unknown:
            _complain(key, f"In de link staat {key}={','.join(unknown)}, maar dat kennen wij niet.")
        st.session_state[key] = [part for part in dict.fromkeys(asked) if part in options]
    value = st.multiselect(label, list(options), key=key, format_func=options.__getitem__, placeholder=placeholder)
    write(key, "" if list(value) == list(default) else ",".join(value))
    return list(value)


def type_in(label: str, key: str, placeholder: str, label_shown: bool = True) -> str:
    """A field to type in, whose text is the parameter `key` of the address."""
    st.session_state["_chosen"].add(key)
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(key, "")
    shown: Literal["visible", "collapsed"] = "visible" if label_shown else "collapsed"
    value = st.text_input(label, key=key, placeholder=placeholder, max_chars=100, label_visibility=shown).strip()
    write(key, value)
    return value


_DIGITS = 9  # more than the number of any sheet has, and few enough to be read


def choose_sheet(label: str, key: str, last: int) -> int:
    """The number of a sheet of a long table, from 1 to `last`; a sheet beyond the last one is the last one."""
    if last == 1:
        not_here(key)
        return 1
    asked = str(st.session_state.get(key) or st.query_params.get(key) or "1")
    if asked.isdecimal() and int(asked[:_DIGITS]) > last:
        st.session_state.pop(key, None)
        write(key, str(last))
    return int(choose(label, key, {str(n): f"Blad {n} van {last}" for n in range(1, last + 1)}, "1"))


def forget_unless(options: Sequence[str], key: str, because: str) -> None:
    """Drop a choice that is no longer offered because another choice changed since; `because` is that other choice."""
    changed = st.session_state.get(f"_{key}_with", because) != because
    st.session_state[f"_{key}_with"] = because
    if changed and st.session_state.get(key, st.query_params.get(key)) not in options:
        st.session_state.pop(key, None)
        write(key, "")


def site() -> str:
    """The address of the dashboard as the visitor's browser has it, with a slash at its end."""
    seen = urlsplit(st.context.url or f"http://localhost:{st.get_option('server.port')}")
    return f"{seen.scheme}://{seen.netloc}{base_path()}/"


def write(key: str, value: str) -> None:
    """Put a parameter into the address, or take it out when it is empty."""
    if st.query_params.get(key) != (value or None):  # one that the address has without a value goes as well
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)
        st.session_state[_SEEN] = st.query_params.to_dict()


def complaints() -> list[str]:
    """What was wrong with the address that the visitor came with; to be asked after all widgets are drawn."""
    unknown = [name for name in st.query_params if name not in st.session_state["_chosen"] | _STREAMLIT_OWN]
    parts = "een onderdeel dat" if len(unknown) == 1 else "onderdelen die"
    said = [f"De link heeft {parts} wij niet kennen: {', '.join(unknown)}."] if unknown else []
    return [*st.session_state.get("_complaints", {}).values(), *said]


def _complain(key: str, sentence: str) -> None:
    st.session_state["_complaints"][key] = sentence
