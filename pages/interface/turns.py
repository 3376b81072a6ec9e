"""Turns: the longest answers are made one at a time, so that however many ask for them at once, memory and pages stay free."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from indicators.words import counted

WAIT = 30.0  # seconds
ROOM = 8  # each one that waits keeps a thread, and the pages need threads too


class Busy(Exception):
    """It is not this one's turn; `seconds` says after how long to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Er worden nu te veel grote bestanden tegelijk gevraagd. "
            f"Probeer het over {counted(seconds, 'seconde', 'seconden')} opnieuw, of vraag minder met regio, sector, van en tot."
        )
        self.seconds = seconds


class Turns:
    """One turn, for which at most `room` others wait, each no longer than `seconds`."""

    def __init__(self, seconds: float = WAIT, room: int = ROOM) -> None:
        self._seconds = seconds
        self._turn, self._room = threading.RLock(), threading.BoundedSemaphore(room)

    @contextmanager
    def taken(self, heavy: bool = True) -> Iterator[None]:
        """Hold the turn during the block, or nothing where it is not `heavy`. A thread that has the turn may take it again.

        Raises Busy before the block begins.
        """
        if not heavy:
            yield
            return
        if not self._turn.acquire(blocking=False):
            self._wait()
        try:
            yield
        finally:
            self._turn.release()

    def _wait(self) -> None:
        if not self._room.acquire(blocking=False):
            raise Busy(max(1, round(self._seconds)))
        try:
            if not self._turn.acquire(timeout=self._seconds):
                raise Busy(max(1, round(self._seconds)))
        finally:
            self._room.release()


TURNS = Turns()
