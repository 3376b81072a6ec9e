"""Writing a file of the agenda: only when all of it is right, in one step, and with the earlier file kept beside who changed it.

On disk, below `DATA_DIR/agenda-history`: `<file>/<time>/` with the file as it was and `receipt.json`, which says who replaced it.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import filelock
import msgspec

from indicators.agenda_check import agenda_problems
from indicators.programme.reading import STORIES, story_paths
from ingest.disk import in_one_step
from ingest.dutch import day_and_hour
from ingest.settings import AGENDA as AGENDA
from ingest.stamps import stamp
from ingest.system_words import in_words

_RECEIPT = "receipt.json"


class NotWritten(Exception):
    """A file that was not written; `problems` says why, each with what to do. Nothing has changed."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Replaced(msgspec.Struct, frozen=True):
    """Who replaced a file, and when (UTC). `size` is that of the file that was there; `existed` is false where there was none."""

    by: str
    when: datetime
    size: int
    existed: bool


@dataclass(frozen=True)
class Earlier:
    """A state of a file before someone replaced it: its name in the history, and who replaced it when."""

    name: str
    replaced: Replaced


@dataclass(frozen=True)
class AgendaFile:
    """One file of an agenda folder as it stands: its text, and a mark by which it is known whether it changed since."""

    name: str
    text: str
    mark: str


class AgendaDesk:
    """Where the files of one agenda folder are edited; their history lies in the data folder."""

    def __init__(self, agenda: Path, data_dir: Path) -> None:
        self.agenda, self.data_dir, self.history = agenda, data_dir, data_dir / "agenda-history"
        self._lock = filelock.FileLock(data_dir / "agenda.lock", timeout=10)

    def open(self, name: str) -> AgendaFile:
        """A file as it stands; one that is not there is empty."""
        path = self.agenda / name
        data = path.read_bytes() if path.is_file() else b""
        return AgendaFile(name, data.decode("utf-8-sig", errors="replace"), hashlib.sha256(data).hexdigest())

    def names(self) -> list[str]:
        """The stories that there are, as names of files."""
        return [f"{STORIES}/{path.name}" for path in story_paths(self.agenda)]

    def write(self, name: str, text: str | None, mark: str, by: str) -> None:
        """Replace a file that is still as it was opened (`mark`); without a text it is taken away. Raises NotWritten."""
        try:
            with _told(self.data_dir, _OF_THE_DATA), self._lock, _told(self.agenda, _OF_THE_AGENDA):
                self._write(name, text, mark, by)
        except filelock.Timeout as error:
            raise NotWritten(["Iemand anders bewaart nu net iets. Probeer het over een paar tellen opnieuw."]) from error

    def earlier(self, name: str) -> list[Earlier]:
        """The earlier states of a file, newest first; without one whose receipt is not whole: the file was not replaced then."""
        folders = sorted((self.history / name).glob("*Z"), reverse=True)
        return [Earlier(folder.name, found) for folder in folders if (found := _receipt(folder))]

    def text_before(self, name: str, earlier: str) -> str | None:
        """The text of an earlier state; None where there was no file then. Raises NotWritten for a state that is not kept."""
        kept = {each.name: each.replaced for each in self.earlier(name)}
        if earlier not in kept:
            raise NotWritten([f"Deze eerdere versie van {name} is niet bewaard. Kies een andere."])
        if not kept[earlier].existed:
            return None
        return (self.history / name / earlier / Path(name).name).read_bytes().decode("utf-8-sig", errors="replace")

    def _write(self, name: str, text: str | None, mark: str, by: str) -> None:
        path = self.agenda / name
        if self.open(name).mark != mark:
            last = next(iter(self.earlier(name)), None)
            who = f" door {last.replaced.by} op {day_and_hour(last.replaced.when)}" if last else ""
            raise NotWritten([f"{name} is intussen veranderd{who}. Wat u invulde staat er nog; haal eerst op wat er nu staat."])
        if wrong := self._wrong_with(name, text):
            raise NotWritten(wrong)
        with _told(self.data_dir, _OF_THE_DATA):
            self._keep(path, name, by)
        if text is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with in_one_step(path) as unfinished:
            unfinished.write_text(text, encoding="utf-8", newline="")

    def _wrong_with(self, name: str, text: str | None) -> list[str]:
        """What would be wrong with the agenda that is not wrong now, and everything that is wrong with this file."""
        with _told(Path(tempfile.gettempdir()), _OF_THE_REST), tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "agenda"
            shutil.copytree(self.agenda, copy, ignore=shutil.ignore_patterns("mappings", "*.py", "__pycache__"))
            known = set(agenda_problems(copy))
            path = copy / name
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="")
            found, of_this = agenda_problems(copy), (f"agenda/{name},", f"agenda/{name}:")
            here = [each for each in found if each.startswith(of_this)]
            return [*here, *(each for each in found if each not in known and each not in here)]

    def _keep(self, path: Path, name: str, by: str) -> None:
        """Keep a file as it is now, with who is about to replace it."""
        now = datetime.now(UTC)
        folder = self.history / name / stamp(now)
        folder.mkdir(parents=True)
        existed = path.is_file()
        if existed:
            shutil.copyfile(path, folder / path.name)
        receipt = Replaced(by, now, path.stat().st_size if existed else 0, existed)
        (folder / _RECEIPT).write_bytes(msgspec.json.encode(receipt))


_OF_THE_AGENDA = "Laat AGENDA_DIR wijzen naar een map waar dat wel kan."
_OF_THE_DATA = "Maak ruimte op die schijf of geef deze gebruiker toegang tot die map: het is die van DATA_DIR."
_OF_THE_REST = "Maak ruimte op die schijf, of laat TMPDIR wijzen naar een map waar dat wel kan."


@contextmanager
def _told(folder: Path, remedy: str) -> Iterator[None]:
    """Raise NotWritten, with what to do, where this folder does not take what the block writes."""
    try:
        yield
    except filelock.Timeout:
        raise
    except OSError as error:
        raise NotWritten([f"{folder} is niet te beschrijven (het {in_words(error)}). {remedy}"]) from error


def _receipt(folder: Path) -> Replaced | None:
    """Who replaced a file and when; None where that was not written whole."""
    try:
        return msgspec.json.decode((folder / _RECEIPT).read_bytes(), type=Replaced)
    except (OSError, msgspec.MsgspecError):
        return None
