"""The register of all datasets, in the order in which they are refreshed."""

from ingest.borders import Borders
from ingest.cbs_people_and_firms import PEOPLE_AND_FIRMS
from ingest.cbs_tables import CBS_TABLES
from ingest.cbs_work_and_income import WORK_AND_INCOME
from ingest.dataset import Dataset
from ingest.duo import MboByHome
from ingest.files.hand_file import HandFile
from ingest.open_match import OpenMatchData
from ingest.own_figures import OWN_FIGURES
from ingest.published import PublishedFigures
from ingest.uwv_catalogue import UWV_CATALOGUE
from ingest.uwv_files import UWV_FILES

HAND_FILES: dict[str, HandFile] = {file.name: file for file in (*UWV_FILES, *UWV_CATALOGUE, *OWN_FIGURES)}
_OPEN_MATCH = OpenMatchData()
_CBS = (*CBS_TABLES, *WORK_AND_INCOME, *PEOPLE_AND_FIRMS)
_ALL: tuple[Dataset, ...] = (*_CBS, *HAND_FILES.values(), MboByHome(), _OPEN_MATCH, PublishedFigures(), Borders())
DATASETS: dict[str, Dataset] = {dataset.name: dataset for dataset in _ALL}

# Series that have ended: they are fetched only when they are named.
ON_REQUEST = {_OPEN_MATCH.name}
