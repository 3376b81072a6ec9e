"""Where readers report what is wrong: an e-mail address that the region sets, never one that we make up."""

import os
import re
from urllib.parse import quote

from indicators.agenda import WrongAgenda, home_region

HOW = "Er is nog geen meldadres. De beheerder zet het bij contact in agenda/region.toml, of in FEEDBACK_EMAIL."
_ADDRESS = re.compile(r"[^@\s<>?&]+@[^@\s<>?&]+\.[^@\s<>?&]+")


def contact() -> str:
    """The address, empty when there is none. Raises WrongAgenda for something that is no e-mail address."""
    found = os.environ.get("FEEDBACK_EMAIL") or home_region().contact
    if found and not _ADDRESS.fullmatch(found):
        raise WrongAgenda(f"contact: '{found}' is geen e-mailadres. Verbeter agenda/region.toml of FEEDBACK_EMAIL.")
    return found


def mail_to(subject: str, text: str = "") -> str:
    """A link that opens a message with this subject and text, empty when there is no address."""
    address = contact()
    return f"mailto:{address}?subject={quote(subject)}" + (f"&body={quote(text)}" if text else "") if address else ""
