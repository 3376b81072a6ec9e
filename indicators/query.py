"""A question to the figures, as a person or a program asks it: an indicator, regions, sectors and years, each checked."""

import difflib
from collections.abc import Iterable, Sequence

import pandas as pd

from indicators.figures import Figures
from indicators.indicator import Indicator
from indicators.registry import INDICATORS
from indicators.sectors import SBI, SECTORS
from indicators.tables import CONTRACT, indicator_table
from ingest.focus_sectors import NAMED_SECTORS
from ingest.periods import is_period
from ingest.regions import SUCCESSORS

_LONGEST_SHOWN = 100  # of a key that is none, as much as a person recognises it by


class BadQuestion(ValueError):
    """A question that cannot be answered; the sentence says what is allowed."""


class UnknownIndicator(BadQuestion):
    """A key that no indicator has; the sentence names the nearest ones."""


def indicator(key: str) -> Indicator:
    """The indicator with this key. Raises UnknownIndicator."""
    if key not in INDICATORS:
        shown = key if len(key) <= _LONGEST_SHOWN else f"{key[:_LONGEST_SHOWN]}..."
        raise UnknownIndicator(f"Onbekende indicator '{shown}'. {_did_you_mean(shown, dict.fromkeys(INDICATORS, ''))}")
    return INDICATORS[key]


def check_beforehand(key: str, sectors: Iterable[str], van: str | int | None, tot: str | int | None) -> None:
    """Raise UnknownIndicator or BadQuestion for what is wrong with a question whatever figures there are."""
    indicator(key)
    for sector in sectors:
        known_sector(sector)
    asked_years(van, tot)


def series(
    figures: Figures,
    key: str,
    regions: Sequence[str] = (),
    sectors: Sequence[str] = (),
    van: str | int | None = None,
    tot: str | int | None = None,
    techniek: str | None = None,
) -> pd.DataFrame:
    """The figures of an indicator, with the CONTRACT columns; all regions, sectors or years where none are named.

    Rows stand in the order of the regions asked for, then by sector and period. `van` and `tot` are years, both included.
    Raises UnknownIndicator, or BadQuestion for an unknown region or sector or something that is no year.
    """
    table = checked(figures, key, regions, sectors, techniek)
    first, last = asked_years(van, tot)
    years = table["periode"].str[:4]
    keep = pd.Series(True, index=table.index)
    if sectors:
        keep &= table["sector"].isin(list(sectors))
    if first:
        keep &= years >= first
    if last:
        keep &= years <= last
    found = table.loc[keep, CONTRACT]
    if regions:
        found = found.sort_values(
            "regiocode", key=lambda codes: codes.map({code: n for n, code in enumerate(regions)}), kind="stable"
        )
    return found.reset_index(drop=True)


def asked_years(van: str | int | None, tot: str | int | None) -> tuple[str | None, str | None]:
    """The first and the last year that are asked for, None where none is. Raises BadQuestion."""
    first, last = _year("van", van), _year("tot", tot)
    if first and last and first > last:
        raise BadQuestion(f"van ({first}) ligt na tot ({last}). Draai ze om.")
    return first, last


def checked(
    figures: Figures, key: str, regions: Sequence[str] = (), sectors: Sequence[str] = (), techniek: str | None = None
) -> pd.DataFrame:
    """The table of an indicator (see indicator_table), once the key, the regions and the sectors are known to exist.

    Raises UnknownIndicator, BadQuestion, UnknownDefinition.
    """
    indicator(key)
    _check("regio", regions, figures.names)
    table = indicator_table(figures, key, techniek, regions)
    known = [*SECTORS, *table["sector"].unique()]
    if not set(sectors) <= set(known):  # the indicator may have a sector that these regions lack
        known.extend(indicator_table(figures, key, techniek)["sector"].unique())
        _check("sector", sectors, dict.fromkeys(known, ""))
    return table


def known_region(figures: Figures, code: str) -> str:
    """The code of a region that this version knows. Raises BadQuestion, which names the nearest ones."""
    _check("regio", [code], figures.names)
    return code


def known_sector(code: str) -> str:
    """The code of a sector of ours, or of SBI, whether there are figures about it or not. Raises BadQuestion."""
    if not (code.startswith("sbi-") and SBI.fullmatch(code.removeprefix("sbi-"))):
        _check("sector", [code], NAMED_SECTORS)
    return code


def period(what: str, text: str) -> str:
    """A period in our writing, as it was asked for. Raises BadQuestion."""
    if not is_period(text.strip()):
        raise BadQuestion(f"{what} is geen periode: '{text}'. Schrijf bijvoorbeeld 2023, 2023-Q1 of 2023-03.")
    return text.strip()


def _check(what: str, asked: Iterable[str], known: dict[str, str]) -> None:
    for code in asked:
        if code not in known:
            raise BadQuestion(f"Onbekende {what} '{code}'. {_did_you_mean(code, known)}")


def _did_you_mean(asked: str, names: dict[str, str]) -> str:
    """The known codes that look most like the one asked for, with their names where they have one.

    First those with that very name, then those that have it in their code or name, then those that are spelled alike.
    For the code of a region that got another one, those like the new code.
    """
    asked = SUCCESSORS.get(asked.upper(), asked)
    wanted = asked.lower()
    by_name = [code for code, name in names.items() if name.lower() == wanted]
    within = [code for code, name in names.items() if wanted and (wanted in code.lower() or wanted in name.lower())]
    spelled = {name.lower(): code for code, name in names.items()}
    misspelled = [spelled[name] for name in difflib.get_close_matches(wanted, list(spelled), n=4, cutoff=0.8)]
    near = by_name + within[:4] + misspelled + difflib.get_close_matches(asked, list(names), n=4, cutoff=0.4)
    shown = near or list(names)[:8]
    said = ", ".join(f"{code} ({names[code]})" if names[code] else code for code in dict.fromkeys(shown))
    return f"Bedoelde u: {said}?" if near else f"Mogelijk zijn onder meer: {said}."


def _year(what: str, value: str | int | None) -> str | None:
    text = str(value if value is not None else "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and "1900" <= text <= "2100"):
        raise BadQuestion(f"{what} is geen jaar: '{text}'. Schrijf een jaartal van 1900 tot en met 2100, zoals 2023.")
    return text
