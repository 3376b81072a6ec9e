"""The state of a view lives in its address: read from it, written to it, so that links, back and forward work.

`choose` draws a widget whose value is a parameter of the address. A value that equals its default does not show there. A
value that the address has but the widget does not offer gives a friendly sentence in `complaints`, never an error.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

_SEEN = "_address"
_STREAMLIT_OWN = {"embed", "embed_options"}


def adopt() -> None:
    """Take over the address if a visitor changed it (a link, back, forward): forget what the widgets had."""
    now = st.query_params.to_dict()
    if now != st.session_state.get(_SEEN):
        for key in st.session_state.get("_chosen", set()):
            st.session_state.pop(key, None)
        st.session_state["_complaints"] = {}
    st.session_state[_SEEN] = now
    st.session_state["_chosen"] = set()


def choose(label: str, key: str, options: Sequence[str], default: str, say: Callable[[str], str], note: str | None = None) -> str:
    """A selectbox whose choice is the parameter `key` of the address."""
    st.session_state["_chosen"].add(key)
    if st.session_state.get(key) not in options:
        asked = st.query_params.get(key, default)
        if asked not in options:
            _complain(key, f"In de link staat {key}={asked}, maar dat kennen wij niet. Gekozen is nu: {say(default)}.")
        st.session_state[key] = asked if asked in options else default
    value = st.selectbox(label, options, key=key, format_func=say, placeholder="Kies", help=note)
    write(key, "" if value == default else str(value))
    return str(value)


def choose_several(label: str, key: str, options: Mapping[str, str], default: Sequence[str], placeholder: str) -> list[str]:
    """A multiselect whose choices are the parameter `key` of the address, with commas between them."""
    st.session_state["_chosen"].add(key)
    if key not in st.session_state:
        asked = [part for part in st.query_params.get(key, ",".join(default)).split(",") if part]
        unknown = [part for part in asked if part not in options]
        if unknown:
            _complain(key, f"In de link staat {key}={','.join(unknown)}, maar dat kennen wij niet.")
        st.session_state[key] = [part for part in asked if part in options]
    value = st.multiselect(label, list(options), key=key, format_func=lambda code: options[code], placeholder=placeholder)
    write(key, "" if list(value) == list(default) else ",".join(value))
    return list(value)


def search(label: str, key: str, placeholder: str) -> str:
    """A text field whose words are the parameter `key` of the address."""
    st.session_state["_chosen"].add(key)
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(key, "")
    value = st.text_input(label, key=key, placeholder=placeholder, max_chars=100).strip()
    write(key, value)
    return value


def write(key: str, value: str) -> None:
    """Put a parameter into the address, or take it out when it is empty."""
    if st.query_params.get(key, "") != value:
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)
        st.session_state[_SEEN] = st.query_params.to_dict()


def complaints() -> list[str]:
    """What was wrong with the address that the visitor came with; to be asked after all widgets are drawn."""
    unknown = [name for name in st.query_params if name not in st.session_state["_chosen"] | _STREAMLIT_OWN]
    said = [f"De link heeft een onderdeel dat wij niet kennen: {', '.join(unknown)}."] if unknown else []
    return [*st.session_state.get("_complaints", {}).values(), *said]


def _complain(key: str, sentence: str) -> None:
    st.session_state["_complaints"][key] = sentence
