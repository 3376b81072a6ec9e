"""Damage to a file, as a disk or a copy that broke off leaves it."""

import os
from collections.abc import Callable
from pathlib import Path

Damage = Callable[[Path], None]


def flipped(where: int) -> Damage:
    """One bit turned, this many bytes from the start."""

    def flip(file: Path) -> None:
        data = bytearray(file.read_bytes())
        data[where] ^= 16
        file.write_bytes(data)

    return flip


def cut_off(file: Path) -> None:
    """Only the first half is left."""
    os.truncate(file, file.stat().st_size // 2)
