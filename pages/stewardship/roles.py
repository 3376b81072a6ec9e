"""Who may do what: one small table from role to actions. To give a role more, add it here."""

from enum import StrEnum


class Action(StrEnum):
    """Everything that can be done in stewardship; the value is what the audit log calls it."""

    SEE_RUNS = "verversingen bekijken"
    COMPARE = "versies vergelijken"
    REFRESH = "verversen"
    SHOW_VERSION = "versie tonen"
    PRUNE = "versies opruimen"
    SEE_FILES = "bestanden bekijken"
    PREVIEW_FILE = "bestand proberen"
    PUBLISH_FILE = "bestand publiceren"
    UNDO_FILE = "bestand terugnemen"
    EDIT_NOTES = "toelichtingen bewerken"
    EDIT_TARGETS = "doelen bewerken"
    EDIT_PROJECTS = "projecten bewerken"
    EDIT_BUDGETS = "bedragen bewerken"
    EDIT_SERVICES = "cijfers dienstverlening bewerken"
    EDIT_STORIES = "verhalen bewerken"
    READ_LOG = "logboek lezen"
    EXPORT_LOG = "logboek uitvoeren"


_DATA = {
    Action.SEE_RUNS, Action.COMPARE, Action.REFRESH, Action.SHOW_VERSION, Action.PRUNE,
    Action.SEE_FILES, Action.PREVIEW_FILE, Action.PUBLISH_FILE, Action.UNDO_FILE,
}  # fmt: skip
_PROGRAMME = {
    Action.EDIT_TARGETS, Action.EDIT_PROJECTS, Action.EDIT_BUDGETS, Action.EDIT_SERVICES, Action.EDIT_STORIES,
}  # fmt: skip
_LOG = {Action.READ_LOG, Action.EXPORT_LOG}

MAY: dict[str, frozenset[Action]] = {
    "lezer": frozenset(),
    "analist": frozenset({Action.SEE_RUNS, Action.COMPARE, Action.EDIT_NOTES}),
    "programmateam": frozenset({*_PROGRAMME, Action.EDIT_NOTES, Action.COMPARE, Action.READ_LOG}),
    "databeheerder": frozenset({*_DATA, *_LOG, Action.EDIT_NOTES, Action.EDIT_SERVICES}),
}
