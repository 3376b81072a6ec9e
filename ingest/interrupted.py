"""Ctrl-C while a command is still importing what it needs: nobody hears that yet but the interpreter, which would show where.

Importing this is enough; each package does so before anything that takes long. Once a command runs, `command_words` hears it.
"""

import signal
import sys
from types import TracebackType

_otherwise = sys.excepthook


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _otherwise(kind, error, trace)
        return
    print("\nAfgebroken.", file=sys.stderr)  # behind the ^C that the terminal shows
    sys.exit(128 + signal.SIGINT)


sys.excepthook = _told
