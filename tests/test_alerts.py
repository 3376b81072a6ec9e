"""Alerts over a real mail server and a real web server: each event once, again after it was over, and no secret in sight."""

import json
import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from indicators.agenda import WrongAgenda
from indicators.alert_log import AlertLog
from indicators.alerts import Rules, Threshold, alert, look, rules, try_out
from indicators.figures import Figures
from ingest.datasets import DATASETS
from ingest.notify import Channel, channels
from ingest.run_log import Attempt, Run, RunLog, scheduled_runs
from ingest.settings import ConfigurationError
from tests.agenda_folder import agenda_copy
from tests.cbs_server import serving, tables_of_few_regions
from tests.clocks import until
from tests.conftest import run_command
from tests.loopback import Quiet, Server, answering
from tests.scheduling import in_seconds, scheduled, stopped
from warehouse.versions import Versions

TODAY = datetime.now(UTC)


class Mailbox:
    """What a mail server received; with a password it refuses who does not know it."""

    def __init__(self, password: str | None = None) -> None:
        self.messages: list[EmailMessage] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        known = (
            {"authenticator": lambda *args: AuthResult(success=args[4].password == password.encode(), handled=False)}
            if password
            else {}
        )
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            auth_required=bool(password),
            auth_require_tls=False,
            auth_exclude_mechanism=["LOGIN"],
            **known,
        )

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802 - its protocol's name
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def __enter__(self) -> "Mailbox":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def channel(self, user: str = "") -> str:
        """As apprise writes it."""
        return f"mailto://{user}127.0.0.1:{self.port}?from=dashboard@voorbeeld.nl&to=steward@voorbeeld.nl"


class Hook(Quiet):
    """Takes what a webhook gets, with the status that the server is set to."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.received.append(body)
        self.send_response(self.server.status)
        self.end_headers()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as box:
        yield box


@pytest.fixture
def hook() -> Iterator[Server]:
    with answering(Hook) as server:
        server.received, server.status = [], 200
        server.address = f"json://127.0.0.1:{server.server_port}/melding"
        yield server


def tried(data_dir: Path, outcome: str, message: str = "", dataset: str = "participation", modified: str | None = None) -> None:
    """Note an attempt in the run log."""
    RunLog(data_dir).add(Attempt(dataset, "85268NED", TODAY, outcome, message, 1.0, 1, 1, 1, modified or f"{TODAY:%Y-%m-%d}"))


def ways(*addresses: str) -> list[Channel]:
    return channels({"ALERT_URLS": " ".join(addresses)})


@pytest.mark.slow
def test_a_failed_dataset_is_mailed_and_posted_once_and_again_after_it_had_recovered(tmp_path, mailbox, hook):
    out = ways(mailbox.channel(), hook.address)
    tried(tmp_path, "failed", "CBS antwoordt niet. Probeer het later opnieuw.")
    for _ in range(3):
        assert alert(tmp_path, None, Rules(), out) == []
    (mail,), (post,) = mailbox.messages, hook.received
    assert mail["Subject"] == f"Niet ververst: {DATASETS['participation'].label}"
    assert mail["To"] == "steward@voorbeeld.nl"
    assert "CBS antwoordt niet. Probeer het later opnieuw." in mail.get_body(("plain",)).get_content()
    assert post["title"] == mail["Subject"]
    assert "CBS antwoordt niet." in post["message"]
    tried(tmp_path, "current")
    alert(tmp_path, None, Rules(), out)
    assert AlertLog(tmp_path).lasting() == {}
    tried(tmp_path, "failed", "Weer niet.")
    alert(tmp_path, None, Rules(), out)
    assert (len(mailbox.messages), len(hook.received)) == (2, 2)


@pytest.mark.slow
def test_several_events_go_in_one_message(tmp_path, mailbox):
    tried(tmp_path, "failed", "Eerste.")
    tried(tmp_path, "failed", "Tweede.", dataset="untapped-potential")
    alert(tmp_path, None, Rules(), ways(mailbox.channel()))
    (mail,) = mailbox.messages
    assert mail["Subject"] == "2 meldingen van het arbeidsmarktdashboard"
    assert all(said in mail.get_body(("plain",)).get_content() for said in ("Eerste.", "Tweede."))


def test_what_one_channel_could_not_bring_is_tried_again_there_and_not_on_the_other(tmp_path, mailbox, hook):
    out = ways(mailbox.channel(), hook.address)
    tried(tmp_path, "failed", "Mis.")
    hook.status = 503
    (trouble,) = alert(tmp_path, None, Rules(), out)
    assert "kanaal 2 (json)" in trouble
    hook.status = 200
    assert alert(tmp_path, None, Rules(), out) == []
    assert (len(mailbox.messages), len(hook.received)) == (1, 2)


def test_a_late_dataset_is_told_with_what_to_do_and_not_while_it_fails(tmp_path):
    tried(tmp_path, "current", modified="2020-01-01")
    events, _ = look(tmp_path, None, Rules())
    assert [event.key for event in events] == ["te-laat:participation"]
    assert "Te laat: nieuwe cijfers waren verwacht op 01-01-2021 (jaarlijks)." in events[0].message
    alert(tmp_path, None, Rules(), [])
    tried(tmp_path, "failed", "Mis.")
    alert(tmp_path, None, Rules(), [])
    assert set(AlertLog(tmp_path).lasting()) == {"te-laat:participation", "mislukt:participation"}


def test_a_scheduled_refresh_that_crashed_is_told_until_one_succeeds(tmp_path):
    runs = scheduled_runs(tmp_path)
    runs.add(Run(TODAY, ["participation"], -9, 1.0, "De verversing is afgebroken (SIGKILL), na: niets"))
    (event,), _ = look(tmp_path, None, Rules())
    assert "SIGKILL" in event.message
    runs.add(Run(TODAY, ["participation"], 0, 1.0, ""))
    assert look(tmp_path, None, Rules()) == ([], set())


@pytest.mark.parametrize(
    ("datasets", "status", "lasting"),
    [
        (["participation", "jobs", "areas"], 0, []),
        (["participation", "jobs", "areas"], -9, ["verversing:participation,jobs,areas"]),
        (["participation"], 0, ["verversing:participation,jobs"]),
    ],
)
def test_a_crash_of_datasets_lasts_until_all_of_them_were_refreshed_in_whatever_slot(tmp_path, datasets, status, lasting):
    runs = scheduled_runs(tmp_path)
    runs.add(Run(TODAY, ["participation", "jobs"], -9, 1.0, "De verversing is afgebroken (SIGKILL), na: niets"))
    runs.add(Run(TODAY, datasets, status, 1.0, ""))
    assert [event.key for event in look(tmp_path, None, Rules())[0]] == lasting


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The tables of the example, about few regions, served as if by CBS and so taken for real."""
    data_dir = tmp_path_factory.mktemp("real")
    with serving(tables_of_few_regions()) as cbs:
        assert run_command("ingest", "refresh", data_dir=data_dir, CBS_V3_URL=cbs.url).returncode == 0
    versions = Versions(data_dir)
    return Figures(versions, versions.published())


def threshold(**given: object) -> Threshold:
    return Threshold(
        **{"naam": "Te weinig", "indicator": "netto-arbeidsparticipatie", "regio": "AM37", "document": "Notitie"} | given
    )


@pytest.mark.slow
def test_a_threshold_compares_the_newest_figure_and_says_where_both_come_from(tmp_path, real):
    (event,), untold = look(tmp_path, real, Rules(drempels=(threshold(onder=99.0),)))
    assert (event.title, untold) == ("Drempel: Te weinig", set())
    assert "Netto arbeidsparticipatie in Zuid-Kennemerland en IJmond, 20" in event.message
    source = r"Bron: CBS, voorbeeld-arbeidsdeelname, opgehaald \d\d-\d\d-20\d\d om \d\d:\d\d uur\."
    assert re.search(rf"Dat is onder de drempel van 99 uit Notitie\. {source}$", event.message)
    assert look(tmp_path, real, Rules(drempels=(threshold(boven=99.0),))) == ([], set())


def test_a_figure_on_the_threshold_is_not_beyond_it():
    assert [threshold(boven=5.0).is_passed_by(value) for value in (4.9, 5.0, 5.1)] == [False, False, True]
    assert [threshold(onder=5.0).is_passed_by(value) for value in (4.9, 5.0, 5.1)] == [True, False, False]
    assert threshold(boven=0.0).is_passed_by(0.1)


@pytest.mark.slow
def test_examples_and_missing_figures_pass_no_threshold_and_end_no_event(tmp_path, figures, real):
    ruled = Rules(drempels=(threshold(onder=99.0),))
    alert(tmp_path, real, ruled, [])
    for unable in (None, figures):
        alert(tmp_path, unable, ruled, [])
        assert list(AlertLog(tmp_path).lasting()) == [threshold(onder=99.0).key]
    absent = threshold(onder=99.0, regio="GM9999")
    assert look(tmp_path, real, Rules(drempels=(absent,))) == ([], {absent.key})


def test_no_part_of_an_address_is_shown_or_stored_when_a_channel_refuses(tmp_path, hook, capfd):
    tried(tmp_path, "failed", "Mis.")
    hook.status = 401
    with Mailbox("het-goede-woord") as mailbox:
        out = ways(mailbox.channel("steward:fout-geheim@"), hook.address.replace("//", "//steward:fout-geheim@"))
        troubles = alert(tmp_path, None, Rules(), [*out]) + try_out(out)
        assert mailbox.messages == []
    assert len(troubles) == 4
    shown = " ".join([*troubles, repr(out), *capfd.readouterr(), (tmp_path / "alerts.jsonl").read_text()])
    assert "fout-geheim" not in shown


def test_a_channel_that_cannot_be_reached_is_not_named_by_its_address(tmp_path):
    tried(tmp_path, "failed", "Mis.")
    (trouble,) = alert(tmp_path, None, Rules(), ways("json://127.0.0.1:9/geheim-pad"))
    assert "kanaal 1 (json)" in trouble
    assert "Connection error" in trouble
    assert not any(part in trouble for part in ("127.0.0.1", "geheim-pad"))


def test_a_trial_goes_over_each_channel(mailbox, hook):
    assert try_out(ways(mailbox.channel(), hook.address)) == []
    assert mailbox.messages[0]["Subject"] == hook.received[0]["title"] == "Proefbericht van het arbeidsmarktdashboard"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("steward:geheim", "kanaal 1 (onbekende soort)"),
        ("duivenpost://geheim", "kanaal 1 (duivenpost)"),
        ("json://voorbeeld.nl/geheim", "jsons://"),
        ("mailto://ik:geheim@voorbeeld.nl", "mailtos://"),
    ],
)
def test_an_address_that_cannot_be_is_refused_without_showing_it(address, said):
    with pytest.raises(ConfigurationError) as refusal:
        ways(address)
    assert said in str(refusal.value)
    assert "geheim" not in str(refusal.value)


def test_the_rules_that_come_with_the_program_hold_no_threshold():
    assert rules() == Rules()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('naam="x"\nindicator="werkloosheid"\nregio="AM37"\ndocument="d"', "boven en onder"),
        ('naam="x"\nindicator="werkloosheid"\nregio="AM37"\ndocument="d"\nboven=1\nonder=1', "boven en onder"),
        ('naam="x"\nindicator="werkloosheid"\nregio="AM37"\ndocument=" "\nboven=1', "document"),
        ('naam="x"\nindicator="werkeloosheid"\nregio="AM37"\ndocument="d"\nboven=1', "Bedoelde u: werkloosheid"),
        ('naam="x"\nwaarde=3', "alerts.toml"),
    ],
)
def test_rules_that_cannot_be_are_refused_with_the_reason(tmp_path, lines, said):
    (tmp_path / "alerts.toml").write_text(f"[[drempels]]\n{lines}\n")
    with pytest.raises(WrongAgenda, match=said):
        rules(tmp_path)


@pytest.mark.slow
def test_the_schedule_sends_what_went_wrong(tmp_path, mailbox):
    agenda_copy(tmp_path / "agenda")
    with serving([]) as cbs, pytest.MonkeyPatch.context() as environment:
        environment.setenv("ALERT_URLS", mailbox.channel())
        with scheduled(tmp_path, cbs, f"tijden = {in_seconds(-60)}\npogingen = 2\nopnieuw_na = 0.01") as process:
            until(lambda: len(scheduled_runs(tmp_path).entries()) == 2, "two refreshes")
            until(lambda: mailbox.messages, "a mail")
            assert stopped(process) == 0
    assert len(mailbox.messages) == 1
    assert "meldingen van het arbeidsmarktdashboard" in mailbox.messages[0]["Subject"]
