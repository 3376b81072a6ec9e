"""The commands as a data steward types them: exit status, and what stands on standard output and standard error."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.datasets import DATASETS
from ingest.settings import PROJECT
from tests.cbs_server import Fault, reset, served_tables, serving, status, tables_of_few_regions
from tests.clocks import until
from tests.conftest import Command
from warehouse.versions import Versions

pytestmark = pytest.mark.slow
STATUS_FIELDS = {
    "dataset", "table", "outcome", "message", "last_attempt", "last_success", "source_modified", "rows",
    "next_expected", "overdue",
}  # fmt: skip


def test_example_figures_are_published_without_a_network(command: Command, tmp_path: Path) -> None:
    done = command("ingest", "refresh", "--example")
    assert done.returncode == 0
    assert done.stdout == ""
    assert Versions(tmp_path / "data").current()


def test_example_figures_never_come_beside_real_ones(command: Command) -> None:
    with serving(tables_of_few_regions()) as cbs:
        assert command("ingest", "refresh", CBS_V3_URL=cbs.url).returncode == 0
    done = command("ingest", "refresh", "--example")
    assert done.returncode == 2
    assert "echte cijfers" in done.stderr


def test_a_first_run_without_a_network_falls_back_on_example_figures_and_says_so(command: Command, tmp_path: Path) -> None:
    with serving([]) as cbs:
        cbs.faults.append(Fault("", reset))
        done = command("ingest", "refresh", "--or-example", CBS_V3_URL=cbs.url)
    assert "VOORBEELDCIJFERS" in done.stderr
    assert Versions(tmp_path / "data").current()


def test_the_first_real_refresh_replaces_the_example_entirely(command: Command, example_copy: Path) -> None:
    with serving(served_tables()) as cbs:
        assert command("ingest", "refresh", data_dir=example_copy, CBS_V3_URL=cbs.url).returncode == 0
    with Versions(example_copy).reading() as connection:
        assert connection.execute("select count(*) from observation where status = 'voorbeeld'").fetchone() == (0,)
        assert connection.execute("select example from version").fetchone() == (False,)


def test_a_failing_source_gives_exit_status_1_and_the_rest_goes_on(command: Command) -> None:
    with serving(tables_of_few_regions()) as cbs:
        cbs.faults.append(Fault("voorbeeld-binding/TypedDataSet", status(404)))
        done = command("ingest", "refresh", CBS_V3_URL=cbs.url)
    assert done.returncode == 1
    assert "voorbeeld-binding" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Mislukt: untapped-potential. ")
    rows = {row["dataset"]: row for row in json.loads(command("ingest", "status", "--json").stdout)}
    assert rows["untapped-potential"]["outcome"] == "failed"
    assert rows["participation"]["outcome"] == "refreshed"


def test_status_has_the_fields_of_the_contract(command: Command) -> None:
    rows = json.loads(command("ingest", "status", "--json").stdout)
    assert all(row.keys() >= STATUS_FIELDS for row in rows)
    assert {row["outcome"] for row in rows} == {"never"}


def test_check_compares_each_declaration_and_downloads_no_figures(command: Command) -> None:
    with serving(tables_of_few_regions()) as cbs:
        done = command("ingest", "check", "--json", CBS_V3_URL=cbs.url)
        assert cbs.asked_for("TypedDataSet") == 0
    rows = json.loads(done.stdout)
    assert done.returncode == 0
    assert all(row.keys() >= {"dataset", "table", "fits", "message", "found"} and row["fits"] for row in rows)
    tables = {row["dataset"]: row["table"] for row in rows}
    assert (tables["participation"], tables["published-figures"]) == ("voorbeeld-arbeidsdeelname", "published_figures.csv")
    assert tables["uwv-vacatures"] == tables["gemeente-borders"] == ""  # by hand; not asked from this computer


def test_check_says_what_does_not_fit(command: Command) -> None:
    with serving([]) as cbs:
        done = command("ingest", "check", "--json", CBS_V3_URL=cbs.url)
    wrong = [row for row in json.loads(done.stdout) if not row["fits"]]
    assert done.returncode == 1
    assert "catalogus" in wrong[0]["message"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ingest", "refresh", "bestaat-niet"), "participation"),
        (("ingest", "add", "participation", "x.csv"), "banenafspraak"),
        (("ingest", "refresh", "--accept-fewer"), "Noem"),
        (("ingest", "template", "banenafspraak", "x.pdf"), ".xlsx"),
    ],
)
def test_wrong_usage_is_exit_status_2_and_names_what_is_possible(command: Command, arguments: tuple[str, ...], said: str) -> None:
    done = command(*arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_wrong_address_of_a_service_is_exit_status_2(command: Command) -> None:
    done = command("ingest", "refresh", CBS_V3_URL="http://opendata.cbs.nl")
    assert done.returncode == 2
    assert "https" in done.stderr


def test_a_file_is_made_filled_in_added_and_shown(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "vacatures.csv"
    assert command("ingest", "template", "uwv-vacatures", str(file)).returncode == 0
    header = file.read_text(encoding="utf-8-sig").strip()
    file.write_text(f"{header}\nAM37;2026-Q3;totaal;7.250;\nAM37;2026-Q3;Techniek;1.300;\n", encoding="utf-8")
    assert command("ingest", "add", "uwv-vacatures", str(file)).returncode == 0
    shown = command("indicators", "show", "vacatures", "--regio", "AM37", "--van", "2026").stdout
    assert "vacatures,AM37,Zuid-Kennemerland en IJmond,totaal,2026-Q3,7250,,,definitief,vacatures,UWV,vacatures.csv," in shown
    assert ",techniek,2026-Q3,1300," in shown


def test_a_wrong_row_is_named_and_nothing_changes(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "vacatures.csv"
    file.write_text("regiocode;periode;sector;waarde\nAM37;2026-Q3;totaal;veel\nAM99;2026-Q3;totaal;5\n", encoding="utf-8")
    done = command("ingest", "add", "uwv-vacatures", str(file))
    assert done.returncode == 1
    assert "rij 2, kolom waarde: 'veel'" in done.stderr
    assert "rij 3, kolom regiocode: 'AM99'" in done.stderr
    assert Versions(tmp_path / "data").current() is None


def test_a_correction_with_fewer_figures_is_taken_when_a_person_accepts_it(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "vacatures.csv"
    for value in ("5000", "."):
        file.write_text(f"regiocode;periode;sector;waarde\nAM37;2026-Q1;totaal;{value}\n", encoding="utf-8")
        refused = command("ingest", "add", "uwv-vacatures", str(file))
    assert refused.returncode == 1
    assert "`python -m ingest add uwv-vacatures BESTAND --accept-fewer`" in refused.stderr
    assert command("ingest", "add", "uwv-vacatures", str(file), "--accept-fewer").returncode == 0


def test_a_folder_that_cannot_be_used_is_told_in_words(command: Command, tmp_path: Path) -> None:
    done = command("ingest", "template", "uwv-vacatures", str(tmp_path / "weg" / "t.xlsx"))
    assert done.returncode == 1
    assert f"t.xlsx is niet te maken: {tmp_path / 'weg'} bestaat niet." in done.stderr
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "versions").write_text("hier hoort een map te staan")
    done = command("ingest", "refresh", "--example")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "versions/current ligt in iets dat geen map is. Maak ruimte op de schijf of geef deze gebruiker" in done.stderr


def test_a_second_refresh_is_told_who_is_busy(command: Command, tmp_path: Path) -> None:
    with serving(tables_of_few_regions(), delay=0.5) as cbs:
        environment = {**os.environ, "DATA_DIR": str(tmp_path / "data"), "CBS_V3_URL": cbs.url}
        first = subprocess.Popen(
            [sys.executable, "-m", "ingest", "refresh"], cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL
        )
        until(lambda: cbs.asked, "a question to the source")
        second = command("ingest", "refresh", CBS_V3_URL=cbs.url)
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert second.returncode == 1
        assert f"Proces {first.pid}" in second.stderr
        cbs.delay = 0
        assert command("ingest", "refresh", CBS_V3_URL=cbs.url).returncode == 0


def test_versions_are_built_listed_compared_pruned_and_exported(command: Command, example_copy: Path, tmp_path: Path) -> None:
    assert command("warehouse", "build", data_dir=example_copy).returncode == 0
    listed = command("warehouse", "versions", data_dir=example_copy).stdout.splitlines()
    assert [line[0] for line in listed] == [" ", "*"]
    difference = command("warehouse", "diff", data_dir=example_copy)
    assert difference.stdout == "soort,dataset,grootheid,regiocode,sector,periode,oud,nieuw,status_oud,status_nieuw,werkregio\n"
    assert command("warehouse", "prune", "--keep", "1", data_dir=example_copy).returncode == 0
    assert len(Versions(example_copy).all()) == 1
    assert command("warehouse", "export", str(tmp_path / "uit"), data_dir=example_copy).returncode == 0
    assert (tmp_path / "uit" / "observation.parquet").stat().st_size > 10_000


def test_declarations_have_the_same_mark_in_every_process() -> None:
    imports = "from ingest.datasets import DATASETS; from ingest.dataset import fingerprint"
    mark = f"{imports}; print(*map(fingerprint, DATASETS.values()))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", mark], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=PROJECT, capture_output=True, text=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(seen) == 1
    assert len(seen.pop().split()) == len(DATASETS)
