"""From a source to a raw snapshot: what CBS, UWV and the region publish, as they published it."""
