"""Writing that outlasts a power cut."""

import os
from pathlib import Path


def sync(*paths: Path) -> None:
    """Have the system write files or folders to disk, in this order; of a folder that is which files it has.

    So a power cut cannot reorder our steps, and what is on disk when this returns stays there.
    """
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
