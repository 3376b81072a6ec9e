"""Where readers report what is wrong: an e-mail address that the region sets, never one that we make up."""

import os
import re
from urllib.parse import quote

from indicators.agenda import WrongAgenda, home_region
from pages.interface.settings import WrongSetting

NONE = "De regio heeft nog geen adres opgegeven om iets te melden."
_ADDRESS = re.compile(r"[^@\s<>?&]+@[^@\s<>?&]+\.[^@\s<>?&]+")


def feedback_email() -> str:
    """The address that the server's own settings give, empty when they give none. Raises WrongSetting for what is no address."""
    found = os.environ.get("FEEDBACK_EMAIL") or ""
    if found and not _ADDRESS.fullmatch(found):
        raise WrongSetting(f"FEEDBACK_EMAIL: '{found}' is geen e-mailadres. Schrijf bijvoorbeeld melden@voorbeeld.nl.")
    return found


def contact() -> str:
    """The address, empty when there is none. Raises WrongSetting or WrongAgenda for something that is no e-mail address."""
    found = feedback_email() or home_region().contact
    if found and not _ADDRESS.fullmatch(found):
        raise WrongAgenda(f"agenda/region.toml: contact '{found}' is geen e-mailadres.")
    return found


def mail_to(subject: str, text: str = "") -> str:
    """A link that opens a message with this subject and text, empty when there is no address."""
    address = contact()
    return f"mailto:{address}?subject={quote(subject)}" + (f"&body={quote(text)}" if text else "") if address else ""
