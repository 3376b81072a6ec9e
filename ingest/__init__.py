"""From a source to a raw snapshot: what CBS, UWV and the region publish, as they published it."""

import ingest.interrupted  # noqa: F401 - before anything that takes long to import
