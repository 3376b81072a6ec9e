"""From raw snapshots to a warehouse version: an immutable file with published figures, checked before anyone reads it."""
