"""The longest answers are made one at a time: the others wait a while, few of them, and are then told when to ask again."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.responses import Response

from indicators.registry import INDICATORS
from indicators.selection import Selection, TooManyRows, selected
from pages.api import files
from pages.interface.turns import Busy, Turns
from tests.answering import answered

COUNTRY = f"/api/v1/gegevens.csv?indicator={','.join(INDICATORS)}&sector=totaal&van=2023&tot=2023"
FEW = "/api/v1/gegevens.csv?indicator=werklozen&regio=AM37"


class Held:
    """Someone in a thread of their own who has the turn until it is given back."""

    def __init__(self, turns: Turns) -> None:
        self._back, self._thread = threading.Event(), threading.Thread(target=self._hold, args=(turns, has := threading.Event()))
        self._thread.start()
        assert has.wait(10)

    def _hold(self, turns: Turns, has: threading.Event) -> None:
        with turns.taken():
            has.set()
            self._back.wait(60)

    def give_back(self) -> None:
        """Let others have it."""
        self._back.set()
        self._thread.join(10)


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Turns:
    """The turns of the interface, for which nobody waits long."""
    short = Turns(seconds=0.1)
    monkeypatch.setattr(files, "TURNS", short)
    return short


def refusal(answer: Response) -> tuple[int, str, str | None]:
    return answer.status_code, json.loads(answer.body)["detail"], answer.headers.get("retry-after")


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_who_asks_for_much_while_another_does_is_told_when_to_ask_again(turns: Turns) -> None:
    held = Held(turns)
    status, said, after = refusal(answered(COUNTRY))
    assert (status, after) == (503, "1")
    assert said.startswith("Er worden nu te veel grote bestanden tegelijk gevraagd. Probeer het over 1 seconde opnieuw")
    assert answered(FEW).status_code == 200
    held.give_back()
    assert answered(COUNTRY).status_code == 200


@pytest.mark.usefixtures("on_example")
def test_a_long_table_of_one_indicator_waits_its_turn_as_well(turns: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(turns)
    monkeypatch.setattr(files, "_MANY_ROWS", 5)
    assert answered(FEW).status_code == 503
    held.give_back()
    assert answered(FEW).status_code == 200


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_never_more_than_one_is_made_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, most = 0, 0

    def counted(*_: Any) -> bytes:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        threading.Event().wait(0.05)
        at_work -= 1
        return b""

    monkeypatch.setattr(files, "TURNS", Turns(seconds=60))
    monkeypatch.setattr(files, "to_csv", counted)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(answered, [COUNTRY] * 6))
    assert ([answer.status_code for answer in found], most) == ([200] * 6, 1)


def test_only_so_many_wait() -> None:
    turns = Turns(seconds=60, room=0)
    held = Held(turns)
    with pytest.raises(Busy), turns.taken():
        pass
    held.give_back()
    with turns.taken(), turns.taken():  # who has the turn keeps it
        pass


def test_a_turn_is_given_back_by_who_fails() -> None:
    turns = Turns(seconds=0.1)
    with pytest.raises(ZeroDivisionError), turns.taken():
        raise ZeroDivisionError
    Held(turns).give_back()


def test_of_a_selection_that_is_too_long_the_rest_is_not_worked_out(figures: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    from indicators import selection

    series = selection.series
    monkeypatch.setattr(selection, "series", lambda figures, key, *rest: asked.append(key) or series(figures, key, *rest))
    with pytest.raises(TooManyRows):
        selected(figures, Selection(("werklozen", "vacatures", "werkloosheid"), ("NL01",)), most=1)
    assert asked == ["werklozen"]
    assert len(selected(figures, Selection(("werklozen",), ("NL01",), (), "2023", "2023"), most=100)) <= 100
