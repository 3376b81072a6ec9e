"""Files as they are drawn: what a dataset needs, a look at a file before it counts, and all that were ever added."""

import hashlib
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.components import dutch
from pages.components.html import draw
from pages.components.tables import Table
from pages.stewardship import file_actions
from pages.stewardship.doing import Work, do, draw_said, look, seen
from pages.stewardship.roles import Action
from pages.stewardship.versions_drawn import draw_changes
from pages.stewardship.who import Visitor, may
from warehouse.hand_files import KINDS, MOST_MEGABYTES, AddedFile, HandDataset, mappings_of, template_command, template_of
from warehouse.preview import FilePreview

_MENDS = (
    "Wat van dit bestand bewaard was, is beschadigd. Publiceert u het, dan komt het op zijn eigen plaats terug en verandert er "
    "verder niets."
)
_ANOTHER = "Het bestand dat u daarna koos, is nog niet gepubliceerd. Bekijk het hieronder."
_EMPTY = "Leeg bestand"
_Chosen = tuple[str, str, str, str]  # a file to be looked at: the dataset, the name, the mark of its bytes, the mapping
_PROPOSE = "Zoals de koppen zeggen, anders een voorstel"


def draw_dataset(dataset: HandDataset) -> None:
    """What a file of this dataset is, where it comes from, its columns, and empty files to fill in."""
    if dataset.page.startswith("https://"):
        draw("section", title=dataset.label, text=f"Van {dataset.producer}. Te vinden op", href=dataset.page)
    else:
        draw("section", title=dataset.label, text=f"Van {dataset.producer}. Te vinden: {dataset.page}.")
    rows = [[name, explanation, "ja" if required else "nee"] for name, explanation, required in dataset.columns]
    draw("folded_table", title="Welke kolommen zijn er?", table=Table("Kolommen", ["Kolom", "Uitleg", "Verplicht"], rows))
    left, right = st.columns(2)
    for where, ending in ((left, "xlsx"), (right, "csv")):
        name = f"{dataset.name}.{ending}"
        where.download_button(f"{_EMPTY} ({ending.upper()})", partial(template_of, dataset.name, name), name, on_click="ignore")


def draw_adding(who: Visitor, dataset: HandDataset) -> None:
    """Choose a file, look at it, publish it."""
    if not may(who, Action.PREVIEW_FILE):
        return
    text = f"{', '.join(kind.upper() for kind in KINDS)}, tot {MOST_MEGABYTES} MB. Er verandert niets tot u publiceert."
    draw("section", title="Een bestand toevoegen", text=text)
    given = st.file_uploader("Bestand", type=KINDS, key=f"bestand-{dataset.name}-{st.session_state.get('_turn', 0)}")
    saved = [_PROPOSE, *mappings_of(dataset.name)]
    mapping = st.selectbox("Hoe de koppen worden gelezen", saved, key=f"indeling-{dataset.name}")
    mapping = "" if mapping == _PROPOSE else mapping
    data = given.getvalue() if given else b""
    mark = st.session_state["_file"] = hashlib.sha256(data).hexdigest() if given else ""
    with st.container():  # said or not, what follows keeps its place on the page
        draw_said("bestand")
    if given is None:
        _forget_preview()
        return
    file = (dataset.name, given.name, mark, mapping)
    work, place = _looked_at(file, data)
    with place:
        found = seen(work)
        if found is not None:
            _draw_found(who, file, data, found)


def _draw_found(who: Visitor, file: _Chosen, data: bytes, found: FilePreview) -> None:
    """What was found in a file, and the way to publish it where it is good."""
    _draw_preview(found)
    if not found.good or not may(who, Action.PUBLISH_FILE):
        return
    dataset, name, mark, mapping = file
    about = "-".join([*file, found.before])  # what is pressed or ticked is about this file as it was looked at
    accepted = found.fewer and st.checkbox("Het klopt dat er minder overblijft", key=f"minder-{about}")
    publish = f"publiceer-{about}"
    if st.button("Publiceer dit bestand", type="primary", disabled=found.fewer and not accepted, key=publish):
        told = (dataset, name, data, found.mapping or mapping, found.before, accepted)
        done, then = partial(_outcome_of, mark), partial(_next_file, mark)
        do("bestand", file_actions.publish_file, *told, done=done, then=then, otherwise=_forget_preview)


def draw_added(who: Visitor, dataset: HandDataset) -> None:
    """Every file that was ever added, and the way to take the last one back."""
    files = look(file_actions.files_of, dataset.name) or []
    draw("section", title="Toegevoegde bestanden", text="Er wordt niets weggegooid: wat is teruggenomen, blijft bewaard.")
    if not files:
        draw("notice", kind="note", strong="", text="Er is nog geen bestand toegevoegd.")
        return
    rows = [[file.file, dutch.to_the_second(file.added), file.title, dutch.number(file.rows), _state(file)] for file in files]
    columns = ["Bestand", "Toegevoegd", "Wat", "Rijen", "Stand"]
    draw("plain_table", table=Table(f"Bestanden van {dataset.label}", columns, rows, {3}))
    last = next((file for file in files if file.counts), None)
    if last is None or not last.to_take_back or not may(who, Action.UNDO_FILE):
        draw_said("bestanden")
        return
    name, help_text = file_actions.named(last), "Het vorige bestand geldt dan weer, in een nieuwe versie."
    if st.button(f"Neem {last.file} terug", key=f"terug-{dataset.name}-{name}", help=help_text):
        do("bestanden", file_actions.undo_file, dataset.name, name, done=_outcome_first)
    draw_said("bestanden")


def _looked_at(file: _Chosen, data: bytes) -> tuple[Work[FilePreview], DeltaGenerator]:
    """A look at a file, as soon as it is chosen and again when someone asks, and the place for what it found.

    While it goes on that place is empty: what stood there, and could be pressed, is about a file or a look of before.
    """
    before, work = st.session_state.get("_preview", (None, None))
    with st.container():  # with or without a button, what follows keeps its place on the page
        begins = before != file or st.button("Bekijk opnieuw")
    if not begins and work.over.is_set():
        return work, st.container()
    place, (dataset, name, _, mapping) = st.empty(), file
    with place, st.spinner(f"{name} wordt bekeken"):
        if begins:
            work = Work[FilePreview]((file_actions.preview_file, dataset, name, data, mapping))
            work.happen(partial(st.session_state.__setitem__, "_preview", (file, work)))
        work.over.wait()
    return work, place.container()


def _outcome_first(said: str) -> str:
    """What a command said, of which the last line is what became of it: that line first."""
    *told, outcome = said.split("\n")
    return "\n".join([outcome, *told])


def _outcome_of(published: str, said: str) -> str:
    """As `_outcome_first`, of the file with this mark; and that nothing became yet of another one that was chosen meanwhile."""
    return _outcome_first(said) + ("" if st.session_state["_file"] in ("", published) else f"\n{_ANOTHER}")


def _next_file(published: str) -> None:
    """An empty field for the next file, after the file with this mark; another one that was chosen meanwhile stays in it."""
    _forget_preview()
    if st.session_state["_file"] in ("", published):
        st.session_state["_turn"] = st.session_state.get("_turn", 0) + 1


def _forget_preview() -> None:
    st.session_state.pop("_preview", None)


def _draw_preview(found: FilePreview) -> None:
    """What was found in a file: its mistakes by row, or how it is read and what it changes."""
    if found.message:
        _draw_refusal("Het bestand is niet te publiceren.", found.message.split("\n"))
    elif found.problems:
        _draw_problems(found)
    else:
        _draw_reading(found)
        if found.mends:
            draw("notice", kind="note", strong="Eerder toegevoegd.", text=_MENDS)
        else:
            _draw_effect(found)


def _draw_problems(found: FilePreview) -> None:
    """What is wrong in a file, by row."""
    rows = [
        [
            f"{each.sheet} {each.row}".strip() if each.row else "hele bestand",
            each.header or each.column or "-",
            _with_the_button(each.reason, found.dataset),
        ]
        for each in found.problems
    ]
    many = dutch.counted(len(rows), "fout", "fouten")
    _draw_refusal(f"{many} gevonden. Verbeter het bestand en kies het opnieuw; er is niets veranderd.", [])
    draw("plain_table", table=Table(f"Fouten in {found.file}", ["Rij", "Kolom", "Wat er mis is"], rows))
    if found.mapping_lines:
        draw("lines", caption="Zo zijn de koppen gelezen", lines=found.mapping_lines)


def _draw_reading(found: FilePreview) -> None:
    """How a file without mistakes is read."""
    text = f"Het bestand klopt: {dutch.counted(found.rows, 'rij', 'rijen')}. Kijk of het goed wordt gelezen en wat er verandert."
    draw("notice", kind="note", strong="", text=text)
    if found.unseen:
        text = f"{'; '.join(found.unseen)}. Horen die cijfers er niet bij, haal ze dan uit het bestand."
        draw("notice", kind="hold", strong="Verborgen in het bestand, en toch gelezen:", text=text)
    if found.mapping:
        draw("lines", caption="Voorstel voor de koppen", lines=found.mapping_lines)
    columns = [name for name in found.first[0] if any(row.get(name) is not None for row in found.first)] if found.first else []
    texts = [[_cell(row.get(name)) for name in columns] for row in found.first]
    first = "de eerste rij" if len(texts) == 1 else f"de eerste {len(texts)} rijen"
    draw("plain_table", table=Table(f"Zo wordt {found.file} gelezen, {first}", columns, texts))
    if found.skipped:
        draw("folded_lines", title=f"Overgeslagen: {len(found.skipped)}", lines=found.skipped)


def _draw_effect(found: FilePreview) -> None:
    """What publishing a file would change."""
    if found.fewer:
        text = "Hieronder staat eerst wat vervalt. Klopt dat, vink het dan aan en publiceer het bestand."
        draw("notice", kind="hold", strong="Er blijft minder over dan er was.", text=text)
    if found.ends_example:
        gone = dutch.number(found.ends_example)
        text = f"Alle voorbeeldcijfers verdwijnen van het dashboard, ook die van andere bronnen: {gone}."
        draw("notice", kind="hold", strong="Dit zijn de eerste echte cijfers.", text=text)
    draw_changes(found.changes, found.counts)


def _draw_refusal(text: str, lines: list[str]) -> None:
    draw("said", strong="Zo kan het niet.", kind="bad", text=text, lines=lines)


def _with_the_button(said: str, dataset: str) -> str:
    """A message that names a command of the server, for someone on this page: a button above it gives the same empty file."""
    return said.replace(template_command(dataset), f"de knop {_EMPTY}, hierboven")


def _cell(value: str | float | None) -> str:
    return dutch.number(value, 0 if value.is_integer() else 2) if isinstance(value, float) else value or ""


def _state(file: AddedFile) -> str:
    return "voorbeeld" if file.example else "telt mee" if file.counts else "teruggenomen"
