"""Ctrl-C while a command is still being imported, which takes a second and more on a busy machine."""

import os
import signal
from types import FrameType

BROKEN_OFF = "\nAfgebroken."  # behind the ^C that the terminal shows


def at_once() -> None:
    """Until `in_good_order` Ctrl-C ends the process with a word: nothing has begun yet that must end in good order."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where it was started to ignore it
        signal.signal(signal.SIGINT, _end)


def in_good_order() -> None:
    """Ctrl-C is a KeyboardInterrupt again, with which work ends in good order."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(_: int, __: FrameType | None) -> None:
    os.write(2, f"{BROKEN_OFF}\n".encode())
    os._exit(128 + signal.SIGINT)
