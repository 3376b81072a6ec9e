"""From raw snapshots to a warehouse version: an immutable file with published figures, checked before anyone reads it."""

import ingest.interrupted  # noqa: F401 - before anything that takes long to import
