"""Each thing that can be done is one guarded function: the role is looked up at that moment, and what happened is recorded.

A guarded function is called with the visitor first. It gets a `Deed` in its place, on which it says what it is about and what
was and became of it. Refusals and failures are recorded as well; without a record nothing is done.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from indicators.figures import configured_versions
from pages.stewardship.roles import Action
from pages.stewardship.who import Visitor, may, rules
from warehouse.audit import AuditLog, Outcome, Record
from warehouse.steering import TELLS_ITSELF

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

GUARDED: dict[Action, Callable[..., Any]] = {}


class NotDone(Exception):
    """An action that did not happen; the sentence says why and what to do. Nothing has changed."""


class Refused(NotDone):
    """An action that this visitor may not do."""


@dataclass
class Deed:
    """One action while it happens: who does it, and what the audit log will say it was about."""

    who: Visitor
    action: Action
    subject: str = ""
    old: str = ""
    new: str = ""
    message: str = ""
    outcome: Outcome = "gelukt"

    @property
    def data_dir(self) -> Path:
        """The data folder that it is about."""
        return configured_versions().data_dir

    def record(self, outcome: Outcome, message: str = "") -> None:
        """Write into the audit log how it went."""
        found = rules()
        role = ", ".join(self.who.roles(found)) if found else ""
        told = (self.action.value, self.subject, self.old, self.new, outcome, message or self.message)
        AuditLog(self.data_dir).add(Record.now(self.who.name, role, *told))


def guarded(
    action: Action, quiet: bool = False
) -> Callable[[Callable[Concatenate[Deed, Parameters], Answer]], Callable[Concatenate[Visitor, Parameters], Answer]]:
    """Guards the one function that does an action. What only looks is `quiet`: recorded when refused, not when it went well."""

    def guard(function: Callable[Concatenate[Deed, Parameters], Answer]) -> Callable[Concatenate[Visitor, Parameters], Answer]:
        @wraps(function)
        def act(who: Visitor, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
            deed = Deed(who, action)
            if not may(who, action):
                deed.record("geweigerd", _why(who, action))
                raise Refused(_why(who, action))
            try:
                AuditLog(deed.data_dir).check_writable()
            except OSError as error:
                said = "Het logboek is niet te schrijven, dus er is niets gedaan. Maak ruimte of kijk naar de rechten."
                raise NotDone(said) from error
            try:
                answer = function(deed, *args, **kwargs)
            except NotDone as problem:
                deed.record("mislukt", str(problem))
                raise
            except TELLS_ITSELF as problem:
                deed.record("mislukt", str(problem))
                raise NotDone(str(problem)) from problem
            except Exception as error:
                logging.getLogger(__name__).exception("The action %s failed.", action.name)
                said = f"Er ging iets mis ({type(error).__name__}). Meer staat in het logboek van de server."
                deed.record("mislukt", said)
                raise NotDone(said) from error
            if not quiet:
                deed.record(deed.outcome)
            return answer

        if action in GUARDED:
            raise ValueError(f"{action} is done by {GUARDED[action].__name__} already; one function does one action")
        GUARDED[action] = act
        return act

    return guard


def _why(who: Visitor, action: Action) -> str:
    found = rules()
    if found is None or found.provider is None:
        return "Beheer staat uit. Lees op de pagina Beheer hoe u het aanzet."
    if not who.logged_in(found):
        return "U bent niet (meer) ingelogd. Log in en probeer het opnieuw."
    return f"Uw rol mag dit niet: {action.value}. Vraag de beheerder om een andere rol."
