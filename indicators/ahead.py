"""All indicators of a version worked out ahead of time: what a page or a question would otherwise wait for."""

import os
import subprocess
from contextlib import suppress
from functools import partial

from indicators.absence import absence
from indicators.figures import Figures, current_figures
from indicators.hidden import why_hidden
from indicators.made_of import made_of
from indicators.registry import INDICATORS
from indicators.sectors import definitions_to_choose
from indicators.tables import work_out
from ingest.settings import ConfigurationError, own_command
from warehouse.versions import NothingPublished
from warehouse.worked_out import STANDARD, Kept

_NICE = 10  # how much further back in the queue for a processor, of 19


def version_to_work_out() -> str | None:
    """The published version of the configured data folder, where it was not worked out yet.

    None where there is nothing to do, also where nothing can be done: others say what is wrong with the settings.
    """
    try:
        figures = current_figures()
    except (NothingPublished, ConfigurationError):
        return None
    return None if figures.worked_out.there else figures.version


def work_out_ahead(figures: Figures) -> bool:
    """Work out every indicator for all regions, by each definition of Techniek, and keep that beside the version.

    A table that cannot have changed is taken from the version that was worked out before. Returns False, and does nothing, where
    this version was done already. Raises OSError where the data folder cannot be written, and IngestError where the database
    cannot, as on a full disk.
    """
    kept = figures.worked_out
    if kept.there:
        return False
    with kept.at_work():
        if kept.there:  # another process was at it
            return False
        kept.keep(_tables(figures))
        return True


def start_preparing() -> subprocess.Popen[bytes]:
    """`python -m indicators prepare` in a process of its own, just started; it gives way to those who wait for an answer."""
    process = subprocess.Popen(**own_command("indicators", "prepare"), stdin=subprocess.DEVNULL)
    with suppress(OSError):  # it may have ended already, and the system may not allow it
        os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + _NICE)
    return process


def _tables(figures: Figures) -> list[Kept]:
    standard, definitions = definitions_to_choose()
    others = [name for name in definitions if name != standard]
    marks, tables = made_of(figures), list[Kept]()
    for key, indicator in INDICATORS.items():
        for definition in (None, *(others if indicator.by_sector else ())):
            work = partial(work_out, figures, key, definition)
            tables.append(Kept(key, definition or STANDARD, marks[key], work, why_hidden(indicator), absence(figures, indicator)))
    return tables
