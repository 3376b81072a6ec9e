"""Everything that a program can ask below `/api/v1`, in the order in which it is described."""

from pages.api.answers import contributions_file, flows_file
from pages.api.endpoint import Endpoint
from pages.api.files import selection_file
from pages.api.programme import programme_file, programme_list
from pages.api.series import indicator_list, indicator_series

ENDPOINTS: tuple[Endpoint, ...] = (
    indicator_list,
    indicator_series,
    selection_file,
    flows_file,
    contributions_file,
    programme_list,
    programme_file,
)
