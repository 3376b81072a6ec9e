"""From published figures to indicators: shares, sums and rates, with their targets and the progress towards them."""

import ingest.interrupted  # noqa: F401 - before anything that takes long to import
