"""In which order versions stand: after a clock that was ahead, and after a kill between the file of one and the pointer."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.small_versions import publish, three, versions
from warehouse.versions import Versions

__all__ = ["three", "versions"]  # fixtures


def test_versions_made_after_a_clock_that_was_ahead_are_newer_and_made_when_they_were(
    versions: Versions, three: list[str]
) -> None:
    ahead = datetime.now(UTC) + timedelta(days=365)
    path = versions.path(three[-1]).rename(versions.root / f"{ahead:%Y%m%dT%H%M%S%f}Z.duckdb")
    os.utime(path, (ahead.timestamp(), ahead.timestamp()))
    newest = [publish(versions, value) for value in (400, 500)]
    assert [version.name for version in versions.all()] == [*three[:2], path.stem, *newest]
    assert (versions.before(newest[1]), versions.before(newest[0])) == (newest[0], path.stem)
    assert abs(datetime.now(UTC) - versions.all()[-1].built) < timedelta(minutes=5)
    as_of_now = versions.as_of(datetime.now(UTC) + timedelta(seconds=1))
    assert as_of_now
    assert as_of_now.name == newest[1]
    versions.show(newest[0], "bea")
    versions.show(newest[1], "bea")
    assert not versions.held()
    assert versions.prune(keep=1) == [*three[:2], path.stem, newest[0]]


def test_when_a_version_was_made_is_told_to_the_second_also_by_its_file(versions: Versions, three: list[str]) -> None:
    """The file is older than its name where the clock went back while it was written. A PDF's date has no parts of a second."""
    written = versions.all()[-1].built - timedelta(seconds=1.5)
    os.utime(versions.path(three[-1]), (written.timestamp(), written.timestamp()))
    assert versions.all()[-1].built == written.replace(microsecond=0)


@pytest.fixture
def killed_before_the_pointer(versions: Versions, three: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a fourth version, with the figure 400, of which the file is there and to which the pointer never moved."""

    class Killed(BaseException):
        pass

    moved = os.replace

    def killed(source: Path, target: Path) -> None:
        if target.name == "current":
            raise Killed
        moved(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        with pytest.raises(Killed):
            publish(versions, 400)
    return versions.all()[-1].name


def test_a_version_that_was_killed_before_readers_saw_it_is_shown_by_who_writes_next(
    versions: Versions, three: list[str], killed_before_the_pointer: str
) -> None:
    assert (versions.current(), versions.head()) == (three[-1], three[-1])
    with versions.draft():
        assert versions.current() == versions.head() == killed_before_the_pointer
    newest = publish(versions, 500)
    assert (versions.current(), versions.before(newest)) == (newest, killed_before_the_pointer)
    assert sorted(path.name for path in versions.root.glob(".draft-*")) == []


def test_who_goes_back_after_a_kill_before_the_pointer_goes_back_from_the_version_that_was_made(
    versions: Versions, three: list[str], killed_before_the_pointer: str
) -> None:
    assert versions.show(three[0], "bea") == killed_before_the_pointer
    assert (versions.current(), versions.held()) == (three[0], True)
    publish(versions, 500)
    assert versions.current() == three[0]
