"""The agenda of another region, as someone there would write it: Friesland on the example figures, and what its pages say."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from indicators.programme.new_region import lay_down
from tests.conftest import run_command
from tests.test_programme_pages import visited

REGION = """
code = "AM02"
naam = "Friesland"
provincie = "PV21"

[gemeenten]
GM0080 = "Leeuwarden"
GM0072 = "Harlingen"
GM1900 = "Súdwest-Fryslân"

[agenda]
naam = "Fryslân Werkt! 2025-2028"
van = 2025
tot = 2028
"""


@dataclass(frozen=True)
class Elsewhere:
    """The agenda and the data folder of another region, and what its first refresh said."""

    agenda: Path
    data: Path
    refreshed: "subprocess.CompletedProcess[str]"

    def text(self, page: str) -> str:
        """What a visitor reads on a page."""
        ((errors, text),) = visited(self.data, self.agenda, page).values()
        assert errors == []
        return re.sub(r"<[^>]*>", " ", text)


@pytest.fixture(scope="module")
def friesland(tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    folder = tmp_path_factory.mktemp("friesland")
    agenda, data = folder / "agenda", folder / "data"
    lay_down("AM02", agenda)
    (agenda / "region.toml").write_text(REGION, encoding="utf-8")
    done = run_command("ingest", "refresh", "--example", data_dir=data, AGENDA_DIR=str(agenda))
    return Elsewhere(agenda, data, done)


@pytest.mark.slow
def test_the_example_has_all_gemeenten_of_the_region_that_the_agenda_is_of(friesland: Elsewhere) -> None:
    assert friesland.refreshed.returncode == 0, friesland.refreshed.stderr
    asked = ("indicators", "show", "ww-uitkeringen", "--van", "2026")
    shown = run_command(*asked, data_dir=friesland.data, AGENDA_DIR=str(friesland.agenda))
    assert {"Leeuwarden", "Harlingen", "Súdwest-Fryslân"} <= {line.split(",")[2] for line in shown.stdout.splitlines()}
