"""Refreshing as it is drawn: the button, what is going on now, and how earlier refreshes went."""

import streamlit as st

from indicators.figures import configured_versions
from pages.components import dutch
from pages.components.html import draw
from pages.components.tables import Table, refresh_table
from pages.stewardship import data_actions
from pages.stewardship.doing import do, draw_said, look
from pages.stewardship.roles import Action
from pages.stewardship.who import Visitor, may
from warehouse.hand_files import refreshable
from warehouse.health import health
from warehouse.runs import Run, StartedRun, scheduled

_ENDED = {0: "gelukt", 1: "niet helemaal gelukt"}  # by exit status; with 1 a source failed, and the others went on
_FAILED = "mislukt"
_EVERY = 1.0  # seconds between two looks at a refresh that is going on


def draw_refresh(who: Visitor) -> None:
    """The button that starts a refresh, and the progress of the one that goes on."""
    if not may(who, Action.SEE_RUNS):
        return
    newest = next(iter(look(data_actions.started_runs) or []), None)
    going_on = newest is not None and newest.going_on
    draw("section", title="Verversen", text="Haal op wat er nieuw is. Lezers merken er niets van tot alles is gecontroleerd.")
    if may(who, Action.REFRESH):
        names = refreshable()
        label = "Alleen deze onderwerpen (leeg: alle)"
        chosen = st.multiselect(
            label, list(names), key="verversen", format_func=names.__getitem__, placeholder="Alle onderwerpen"
        )
        if st.button("Ververs nu", type="primary"):
            do("verversen", data_actions.start_refresh, chosen, done=lambda _: "De verversing is begonnen.")
        draw_said("verversen")
    if newest:
        st.fragment(_draw_progress, run_every=_EVERY if going_on else None)(newest.started.name, going_on)


def draw_runs(who: Visitor) -> None:
    """How refreshes went: per subject the last attempt, the runs that people started, and all that one of them said."""
    if not may(who, Action.SEE_RUNS):
        return
    runs = look(data_actions.started_runs) or []
    found = health(configured_versions().data_dir)
    draw("section", title="Hoe het ging", text="Elke melding staat er helemaal en eindigt met wat u kunt doen.")
    draw("plain_table", table=refresh_table(found))
    if planned := scheduled(configured_versions().data_dir):
        draw("plain_table", table=_scheduled_table(planned))
    if not runs:
        return
    draw("plain_table", table=runs_table(runs))
    names = {run.started.name: dutch.short_day_and_time(run.started.when) for run in runs}
    chosen = st.selectbox("Verslag van de verversing van", list(names), key="verslag", format_func=names.__getitem__)
    lines = next((run.lines for run in runs if run.started.name == chosen), [])
    draw("lines", caption=f"Verslag van {names[chosen]}", lines=lines)


def _draw_progress(name: str, was_going_on: bool) -> None:
    """The newest run as it stands; when it comes to its end while someone looks, the whole page is drawn anew."""
    run = next((run for run in look(data_actions.started_runs) or [] if run.started.name == name), None)
    if run is None:
        return
    if was_going_on and not run.going_on:
        st.rerun()
    names = run.started.datasets or list(refreshable())
    begun = [line for line in run.lines if line.partition(":")[0] in names and ": " in line]
    started = dutch.short_day_and_time(run.started.when)
    draw(
        "progress",
        going_on=run.going_on,
        done=min(len(begun), len(names)),
        total=len(names),
        line=run.lines[-1] if run.lines else "",
        said=f"Begonnen {started} door {run.started.by}.",
        outcome=_outcome(run),
        message=_on_this_page(run.message),
    )


def _outcome(run: StartedRun) -> str:
    return "bezig" if run.going_on else _ENDED.get(run.end.status, _FAILED) if run.end else _FAILED


def _on_this_page(message: str) -> str:
    """The message of a run for someone who does not type commands: what it refers to stands on this page."""
    return message.replace("zie `python -m ingest status`", "zie Laatste poging per onderwerp").replace("`", "")


def _scheduled_table(runs: list[Run]) -> Table:
    columns = ["Begonnen", "Onderwerpen", "Duur (s)", "Uitkomst", "Melding"]
    rows = [
        [
            dutch.short_day_and_time(run.started),
            ", ".join(run.datasets),
            dutch.number(run.seconds),
            _ENDED.get(run.exit_status, _FAILED),
            _on_this_page(run.message),
        ]
        for run in runs
    ]
    return Table("Verversingen volgens het rooster", columns, rows, {2})


def runs_table(runs: list[StartedRun]) -> Table:
    """The refreshes that people started: who did, of what, and how each ended."""
    columns = ["Begonnen", "Door", "Onderwerpen", "Uitkomst", "Melding"]
    rows = [
        [
            dutch.short_day_and_time(run.started.when),
            run.started.by,
            ", ".join(run.started.datasets) or "alle",
            _outcome(run),
            _on_this_page(run.message),
        ]
        for run in runs
    ]
    return Table("Verversingen die iemand hier begon", columns, rows)
