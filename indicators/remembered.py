"""A memory of a limited size, which threads may share."""

import threading
from collections.abc import Hashable
from typing import TypeVar

Kept = TypeVar("Kept")


class Remembered(dict[Hashable, Kept]):
    """The latest things that were worked out, at most `size` of them."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size, self._guard = size, threading.Lock()

    def keep(self, name: Hashable, value: Kept) -> Kept:
        """Remember a thing, in place of the oldest when there are too many, and return it."""
        with self._guard:
            self[name] = value
            while len(self) > self._size:
                del self[next(iter(self))]
        return value
