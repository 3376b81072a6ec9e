"""The register of all datasets, in the order in which they are refreshed."""

from ingest.cbs_people_and_firms import PEOPLE_AND_FIRMS
from ingest.cbs_tables import CBS_TABLES
from ingest.dataset import Dataset
from ingest.hand_file import HandFile
from ingest.published import PublishedFigures
from ingest.uwv_files import UWV_FILES

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset for dataset in (*CBS_TABLES, *PEOPLE_AND_FIRMS, *UWV_FILES, PublishedFigures())
}
HAND_FILES: dict[str, HandFile] = {file.name: file for file in UWV_FILES}
