"""Tables that CBS changed since: other figures, another title of a topic."""

from dataclasses import replace

from ingest.example.wire import WireTable


def changed(table: WireTable, **cells: object) -> WireTable:
    """The same table a day later, with these cells in its first row."""
    rows = [dict(row) for row in table.rows]
    rows[0] |= cells
    return replace(table, rows=rows, modified="2026-08-15T02:00:00")


def renamed_topic(table: WireTable) -> WireTable:
    """The same table a day later, in which open vacancies are called otherwise."""
    topics = [
        replace(topic, path=("Vacatures die openstaan",)) if topic.column.startswith("Open") else topic for topic in table.topics
    ]
    return replace(changed(table), topics=topics)
