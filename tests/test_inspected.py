"""What is said of a source that `check` looks at."""

from ingest.datasets import DATASETS
from ingest.refresh import inspected
from ingest.settings import AGENDA
from ingest.sources import Sources
from ingest.wire.cbs_v3 import CbsV3
from ingest.wire.web import Patience, Web
from tests.cbs_server import Fault, serving, status


def test_who_only_looks_is_not_told_to_refresh() -> None:
    web = Web(Patience(tries=2, first_wait=0.01, longest_wait=0.01))
    said = str(inspected(DATASETS["vacancies-nl"], Sources(CbsV3("http://127.0.0.1:1", web), AGENDA, web.traffic))["message"])
    assert "is niet gelukt na 2 pogingen" in said
    assert said.endswith("Probeer het later opnieuw.")


def test_who_only_looks_is_not_told_to_look() -> None:
    with serving([]) as cbs:
        cbs.faults.append(Fault("Tables", status(404)))
        web = Web(Patience(tries=1))
        said = str(inspected(DATASETS["vacancies-nl"], Sources(CbsV3(cbs.url, web), AGENDA, web.traffic))["message"])
    assert said.endswith("met status 404. Controleer of de tabel nog bestaat.")
