"""Writing that outlasts a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def sync(*paths: Path) -> None:
    """Have the system write files and folders to disk, in this order; for a folder that is the list of its files.

    When this returns they are there to stay, so a power cut cannot leave a later step done and an earlier one not.
    """
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def in_one_step(path: Path) -> Iterator[Path]:
    """A file beside `path` to write, which takes its place when the block ends well: whoever reads finds the one that was there
    or the new one, whole, also after a power cut. Where the block fails, what stood there stays."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        yield unfinished
        sync(unfinished)
        os.replace(unfinished, path)
    finally:
        with suppress(OSError):  # it is in its place, or was never there
            unfinished.unlink()
