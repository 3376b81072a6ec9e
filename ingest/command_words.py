"""Click's own words in Dutch, through gettext as click asks for them. Importing this is enough; each `__main__` does.

The words stand in `ingest/locale/nl/LC_MESSAGES/messages.po`; `pybabel compile -d ingest/locale -l nl` makes the `.mo` beside it.
"""

import gettext
import os
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"

gettext.bindtextdomain("messages", LOCALE)
os.environ["LANGUAGE"] = "nl"  # whatever language the machine of the data steward has
