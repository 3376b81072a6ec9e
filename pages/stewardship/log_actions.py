"""The actions on the audit log: read it, and take it along as a file."""

import csv
import io

from indicators.export import harmless
from indicators.words import counted
from pages.stewardship.guard import Deed, guarded
from pages.stewardship.roles import Action
from warehouse.audit import FIELDS, AuditLog, Record


@guarded(Action.READ_LOG, quiet=True)
def read_log(deed: Deed) -> list[Record]:
    """All records, newest first."""
    return AuditLog(deed.data_dir).records()[::-1]


@guarded(Action.EXPORT_LOG)
def export_log(deed: Deed) -> bytes:
    """The whole log as a CSV file that opens right in a Dutch spreadsheet."""
    records = AuditLog(deed.data_dir).records()
    deed.subject, deed.new = "het hele logboek", counted(len(records), "regel", "regels")
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows(map(harmless, record.cells) for record in records)
    return text.getvalue().encode("utf-8-sig")
