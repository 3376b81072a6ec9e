"""The register of all datasets, in the order in which they are refreshed."""

from ingest.cbs_tables import CBS_TABLES
from ingest.cbs_work_and_income import WORK_AND_INCOME
from ingest.dataset import Dataset
from ingest.hand_file import HandFile
from ingest.published import PublishedFigures
from ingest.uwv_files import UWV_FILES

_ALL: tuple[Dataset, ...] = (*CBS_TABLES, *WORK_AND_INCOME, *UWV_FILES, PublishedFigures())
DATASETS: dict[str, Dataset] = {dataset.name: dataset for dataset in _ALL}
HAND_FILES: dict[str, HandFile] = {file.name: file for file in UWV_FILES}
