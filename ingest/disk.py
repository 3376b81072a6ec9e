"""Writing that outlasts a power cut."""

import os
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
