"""The actions on the files of the agenda: one is saved whole, or not at all."""

import re
import tomllib
from collections.abc import Callable

import tomli_w

from indicators.agenda_writing import AGENDA as AGENDA
from indicators.agenda_writing import AgendaDesk, NotWritten
from indicators.figures import configured_versions
from indicators.programme.editable import EDITABLE, LooseQuote, Row, columns_to_save, rows_of, text_of, told
from indicators.programme.reading import STORIES, split_story
from pages.stewardship.guard import Deed, NotDone, guarded
from pages.stewardship.roles import Action

# Which action it is to edit which file; the functions are made below, one for each.
ACTION_OF = {
    "targets": Action.EDIT_TARGETS,
    "notes": Action.EDIT_NOTES,
    "projects": Action.EDIT_PROJECTS,
    "budgets": Action.EDIT_BUDGETS,
    "services": Action.EDIT_SERVICES,
    STORIES: Action.EDIT_STORIES,
}


class NotRight(NotDone):
    """A file that was not saved; `problems` says by row and field why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def desk() -> AgendaDesk:
    """Where the files of the agenda are edited."""
    return AgendaDesk(AGENDA, configured_versions().data_dir)


def _save(deed: Deed, name: str, text: str | None, mark: str) -> None:
    try:
        desk().write(name, text, mark, deed.who.name)
    except NotWritten as error:
        raise NotRight(error.problems) from error


def _saving(key: str) -> Callable[..., str]:
    def save_rows(deed: Deed, rows: list[Row], mark: str) -> str:
        """Save all rows of one file, opened with this mark. Gives the name of the file."""
        file = EDITABLE[key]
        deed.subject = f"agenda/{file.name}"
        try:
            columns, before = rows_of(desk().open(file.name).text)
        except LooseQuote as wrong:
            raise NotRight([str(wrong)]) from wrong
        text = text_of(columns_to_save(file, columns), rows)
        deed.old, deed.new = told(before, rows_of(text)[1], file.named_by)
        _save(deed, file.name, text, mark)
        return file.name

    save_rows.__name__ = f"save_{key}"
    return guarded(ACTION_OF[key])(save_rows)


SAVE: dict[str, Callable[..., str]] = {key: _saving(key) for key in EDITABLE}


@guarded(Action.EDIT_STORIES)
def save_story(deed: Deed, name: str, fields: dict[str, str] | None, mark: str) -> str:
    """Save a story; without a name it is a new one, without fields it is taken away. Gives the name of its file."""
    where = desk()
    if not name and fields is not None:
        name = _free_name(where, fields.get("titel", ""))
        mark = where.open(name).mark
    elif name not in where.names():
        raise NotDone(f"{name or 'Dit verhaal'} is er niet (meer). Kies een ander verhaal.")
    deed.subject, deed.old = f"agenda/{name}", where.open(name).text
    text = story_text(fields) if fields is not None else None
    deed.new = text or ""
    _save(deed, name, text, mark)
    return name


def story_fields(text: str) -> dict[str, str]:
    """The fields of a story, its text among them; of a file that cannot be read all there is as its text."""
    head, body = split_story(text) or ("", "")
    try:
        fields = tomllib.loads(head)
    except tomllib.TOMLDecodeError:
        fields = {}
    return {name: str(value) for name, value in fields.items()} | {"tekst": body if fields else text}


def story_text(fields: dict[str, str]) -> str:
    """The file of a story."""
    head = {name: value.strip() for name, value in fields.items() if name != "tekst"}
    return f"+++\n{tomli_w.dumps(head)}+++\n{fields.get('tekst', '').strip()}\n"


def _free_name(where: AgendaDesk, title: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "verhaal"
    known = where.names()
    names = (f"{STORIES}/{plain}{ending}.md" for ending in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if name not in known)
