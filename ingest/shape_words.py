"""What is wrong with a TOML file that people write, in Dutch: the words of msgspec are English, and name types."""

import re

import msgspec

_KINDS = {
    "array": "een lijst",
    "object": "een tabel",
    "str": "een tekst tussen aanhalingstekens",
    "int": "een geheel getal",
    "float": "een getal",
    "bool": "true of false",
    "date": "een datum",
    "time": "een tijd",
    "datetime": "een datum met een tijd",
}
_SAID = {
    r"Expected `(.+)`, got `(.+)`": "er staat {1}, maar daar hoort {0}",
    r"Object missing required field `(.+)`": "`{0}` ontbreekt",
    r"Object contains unknown field `(.+)`": "`{0}` kennen wij niet",
    r"Invalid enum value (.+)": "{0} kan daar niet",
}
_PLACE = re.compile(r"\(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")


def why_refused(error: Exception) -> str:
    """Why a file is no TOML, or has another shape than it must have; without a full stop, to be put behind its name."""
    if isinstance(error, UnicodeDecodeError):
        return "het is geen UTF-8"
    if not isinstance(error, msgspec.ValidationError):
        place = _PLACE.search(str(error))
        line = f"regel {place[1]}, teken {place[2]}" if place and place[1] else "het einde van het bestand"
        return "het is geen geldige TOML" + (f" (bij {line})" if place else "")
    said, _, path = str(error).partition(" - at ")
    found = next((dutch.format(*map(_kind, match.groups())) for match, dutch in _matches(said)), "er staat iets dat niet kan")
    return f"bij `{path.strip('`').removeprefix('$.')}`: {found}" if path else found


def _matches(said: str) -> list[tuple[re.Match[str], str]]:
    return [(match, dutch) for pattern, dutch in _SAID.items() if (match := re.fullmatch(pattern, said))]


def _kind(named: str) -> str:
    kinds = [_KINDS.get(each, each) for each in named.split(" | ") if each != "null"]
    return " of ".join(kinds) or "niets"
