"""The timetable as slots: each moment once however it is written, and no list that would never refresh anything."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.schedule import Schedule
from ingest.settings import ConfigurationError
from ingest.timetable import Timetable, longest_run, timetable

NAMES = ["participation", "vacancies"]


def read(folder: Path, lines: str, encoding: str = "utf-8") -> Timetable:
    """The timetable of a file with these lines."""
    (folder / "schedule.toml").write_text(lines, encoding=encoding)
    return timetable(folder / "schedule.toml", NAMES)


@pytest.mark.parametrize(
    "own",
    [
        'tijden = ["06:45:00"]',
        'tijden = ["06:45", "06:45:00"]',
        'dagen = ["zo", "za", "vr", "do", "wo", "di", "ma"]',
        'dagen = ["ma", "ma", "di", "wo", "do", "vr", "za", "zo"]',
    ],
)
def test_one_moment_written_in_two_ways_is_one_slot(tmp_path: Path, own: str) -> None:
    found = read(tmp_path, f'tijden = ["06:45"]\n[datasets.vacancies]\n{own}\n')
    slots = found.slots(NAMES)
    assert [(str(slot), slot.datasets) for slot in slots] == [("elke dag om 06:45", tuple(NAMES))]
    Schedule(found, slots, tmp_path, lambda line: None)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("tijden = []", "de lijst tijden is leeg"),
        ("dagen = []", "de lijst dagen is leeg"),
        ("[datasets.vacancies]\ntijden = []", "de lijst tijden van vacancies is leeg"),
        ("[datasets.vacancies]\ndagen = []", "de lijst dagen van vacancies is leeg"),
    ],
)
def test_a_list_without_any_moment_is_refused(tmp_path: Path, lines: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"{said}, dus er wordt nooit ververst\. Noem er minstens één"):
        read(tmp_path, lines)


def test_a_dataset_has_its_own_times_and_days_and_the_rest_of_all_others(tmp_path: Path) -> None:
    own = 'tijden = ["06:45"]\ndagen = ["ma", "di"]\n[datasets.vacancies]\n'
    of_times, of_days = read(tmp_path, own + 'tijden = ["07:15:30"]'), read(tmp_path, own + 'dagen = ["zo", "za"]')
    first = ("ma, di om 06:45", ("participation",))
    assert [(str(s), s.datasets) for s in of_times.slots(NAMES)] == [first, ("ma, di om 07:15:30", ("vacancies",))]
    assert [(str(s), s.datasets) for s in of_days.slots(NAMES)] == [first, ("za, zo om 06:45", ("vacancies",))]


@pytest.mark.parametrize("name", ["spreiding", "opnieuw_na", "pogingen", "langste_duur"])
def test_no_number_is_below_zero_and_only_waiting_may_take_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name} kan niet -1"):
        read(tmp_path, f"{name} = -1")
    if name in ("pogingen", "langste_duur"):
        with pytest.raises(ConfigurationError, match=f"{name} kan niet 0"):
            read(tmp_path, f"{name} = 0")
    else:
        assert getattr(read(tmp_path, f"{name} = 0"), name) == 0


def test_a_wrong_time_of_one_dataset_is_refused_and_the_longest_run_is_then_that_of_the_standard(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="'7 uur' is geen tijd"):
        read(tmp_path, 'langste_duur = 5\n[datasets.vacancies]\ntijden = ["7 uur"]')
    assert longest_run(tmp_path / "schedule.toml", NAMES) == Timetable().langste_duur * 60 == 10_800
    read(tmp_path, "langste_duur = 5")
    assert longest_run(tmp_path / "schedule.toml", NAMES) == 300


def test_a_timetable_that_an_editor_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, 'tijden = ["07:15"]\n', "utf-8-sig").tijden == ("07:15",)


@pytest.mark.parametrize("clock", ["00:00", "00:30", "01:30", "03:00", "06:45", "23:59"])
def test_each_day_has_its_refresh_around_the_nights_on_which_the_clock_changes(tmp_path: Path, clock: str) -> None:
    found = Timetable(tijden=(clock,), spreiding=0)
    trigger = Schedule(found, [], tmp_path, print)._trigger(found.slots(["ww"])[0])
    for start in (datetime(2027, 3, 26, tzinfo=found.zone), datetime(2026, 10, 23, tzinfo=found.zone)):
        now, days = start, list[tuple[int, str]]()
        due: datetime | None = None
        for _ in range(6):
            due = trigger.get_next_fire_time(due, now)
            assert due
            days.append((due.astimezone(found.zone).day, f"{due.astimezone(found.zone):%H:%M}"))
            now = due
        assert days == [(start.day + later, clock) for later in range(6)]


@pytest.mark.parametrize("clock", ["02:00", "02:30", "02:59:59"])
def test_an_hour_that_comes_twice_has_each_moment_once(tmp_path: Path, clock: str) -> None:
    found = Timetable(tijden=(clock,), spreiding=0)
    trigger = Schedule(found, [], tmp_path, print)._trigger(found.slots(["ww"])[0])
    first = trigger.get_next_fire_time(None, datetime(2026, 10, 24, 22, tzinfo=UTC))
    again = datetime(2026, 10, 25, 1, tzinfo=UTC)  # the second 02:00
    assert first is not None
    assert again - timedelta(hours=1) <= first < again
    for previous, now in ((first, first + timedelta(seconds=1)), (None, again), (None, again + timedelta(minutes=10))):
        due = trigger.get_next_fire_time(previous, now)
        assert due is not None
        assert due - first == timedelta(hours=25)


@pytest.mark.parametrize(
    ("night", "times"),
    [
        (datetime(2026, 10, 24, 22, tzinfo=UTC), 1),  # 02:30 comes twice, and counts once
        (datetime(2027, 3, 27, 23, tzinfo=UTC), 1),  # and never; then the moment after it
        (datetime(2026, 11, 26, 23, tzinfo=UTC), 1),
    ],
)
def test_no_night_on_which_the_clock_changes_asks_for_a_refresh_without_end(tmp_path: Path, night: datetime, times: int) -> None:
    found = read(tmp_path, 'tijden = ["02:30"]\nspreiding = 300\n')
    (slot,) = found.slots(NAMES)
    trigger = Schedule(found, [slot], tmp_path, lambda line: None)._trigger(slot)
    due = trigger.get_next_fire_time(None, night.astimezone(found.zone))
    runs = 0
    for minute in range(6 * 60):
        now = (night + timedelta(minutes=minute)).astimezone(found.zone)
        while due and due.astimezone(UTC) <= now.astimezone(UTC):
            runs += 1
            assert runs <= times, f"asked for again and again at {now}"
            due = trigger.get_next_fire_time(due, now)
    assert runs == times
