"""Files on disk: all that lie in a folder, and one that was damaged."""

from pathlib import Path


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their place in it, with what is in them."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cut_short(path: Path) -> None:
    """Take the last bytes of a file away."""
    path.write_bytes(path.read_bytes()[:-5])
