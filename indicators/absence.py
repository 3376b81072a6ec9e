"""Why there is no figure, and how it gets there: a sentence for who finds an empty place on a page."""

from collections.abc import Sequence

from indicators.agenda import home_region
from indicators.figures import Figures
from indicators.indicator import Indicator
from indicators.sectors import WITH_TECHNIEK, unless_standard
from indicators.tables import indicator_table
from indicators.words import listed
from ingest.datasets import DATASETS, HAND_FILES, ON_REQUEST
from ingest.sectors import TOTAL

_BY_ITSELF = "Ze komen vanzelf bij de volgende verversing die lukt"
_BY_HAND = "De beheerder voegt ze toe"
_WHEN_ASKED = "De beheerder haalt ze op verzoek op"
_CHOICE = "De bron heeft hierover niets voor dit gebied, deze sector of deze jaren. Kies iets anders."
ONLY_YEARS = "De bron heeft hierover wel cijfers, maar niet over deze jaren. Kies andere jaren."
_OWN_BORDER = (
    "{maker} deelt de sectoren zelf in, en geeft Techniek niet bij deze afbakening. Daarom zijn er geen cijfers over Techniek, "
    "de focussectoren samen en de overige sectoren. Kies de standaard om die te zien."
)


def absence(figures: Figures, indicator: Indicator, why: str = "") -> str:
    """What is missing for an indicator that has nothing to show: data that are not there yet, or only this choice.

    `why` is the reason where that is known already (`left_out`, `elsewhere`, ONLY_YEARS).
    """
    return (not why and to_come(figures, indicator)) or f"Voor deze keuze zijn er geen cijfers. {why or _CHOICE}"


def to_come(figures: Figures, indicator: Indicator) -> str:
    """Which data of an indicator are still to come: any source while it has none yet, later only files that are added by hand.

    Empty where none are.
    """
    there = _there(figures, indicator)
    missing = [name for name in indicator.sources if name not in there and (not there or name in HAND_FILES)]
    if not missing:
        return ""
    first = DATASETS[missing[0]]
    how = _BY_HAND if first.name in HAND_FILES else _WHEN_ASKED if first.name in ON_REQUEST else _BY_ITSELF
    return f"De gegevens “{first.label}” ({first.producer}) zijn er nog niet. {how}: zie Bronnen en verversing."


def elsewhere(figures: Figures, indicator: Indicator, region: str, sector: str) -> str:
    """What to choose instead where a region has no figure of a sector in any year: another sector, or the home region.

    Empty where that is no help: there are some, they are still to come, or the home region has none either.
    """
    own, home = _sectors_of(figures, indicator, [region]), home_region().code
    if sector in own or to_come(figures, indicator):
        return ""
    if own:
        given = "alleen voor alle sectoren samen. Kies die" if own == {TOTAL} else "niet voor deze sector. Kies een andere"
        return f"De bron geeft dit hier {given}."
    if home not in figures.regions or sector not in _sectors_of(figures, indicator, [home]):
        return ""
    here, there = (figures.regions[code].said for code in (region, home))
    return f"De bron geeft ze niet over {here}, wel over {there}. Kies dat gebied."


def left_out(
    figures: Figures,
    indicator: Indicator,
    techniek: str | None,
    regions: Sequence[str] = (),
    sectors: Sequence[str] = (),
    van: str | None = None,
    tot: str | None = None,
) -> str:
    """Why some of these figures do not exist under this definition of Techniek: their source draws the sectors itself.

    Without regions, sectors or years all of them are meant. Empty where no figure is left out. Raises UnknownDefinition.
    """
    if not indicator.by_sector or not unless_standard(techniek):
        return ""
    usual, other = (indicator_table(figures, indicator.key, each, regions) for each in (None, techniek))
    asked = [sector for sector in WITH_TECHNIEK if sector in sectors or not sectors]
    rows = usual[
        usual["sector"].isin(asked)
        & usual["dataset"].isin(list(HAND_FILES))
        & usual["periode"].str[:4].between(van or "0000", tot or "9999")
    ]
    there = set(zip(other["regiocode"], other["sector"], strict=True))
    lines = rows[["regiocode", "sector", "dataset"]].drop_duplicates().itertuples(index=False, name=None)
    makers = dict.fromkeys(HAND_FILES[dataset].producer for region, sector, dataset in lines if (region, sector) not in there)
    return _OWN_BORDER.format(maker=listed([*makers])) if makers else ""


def _there(figures: Figures, indicator: Indicator) -> set[str]:
    """The sources of an indicator that a version has figures from."""
    return {receipt.dataset for receipt in figures.receipts.values()}.intersection(indicator.sources)


def never_given(figures: Figures, indicator: Indicator, regions: Sequence[str], sector: str, what: str) -> str:
    """That the source has no figures at all for such places (`what`: gemeente), or none by sector; empty where it has some.

    Empty too where that cannot be said yet: files by hand are per arbeidsmarktregio.
    """
    if not _there(figures, indicator) or (what == "arbeidsmarktregio" and to_come(figures, indicator)):
        return ""
    sectors = _sectors_of(figures, indicator, regions)
    if not sectors:
        return f"De bron geeft dit niet per {what}."
    return f"De bron geeft dit per {what} alleen voor alle sectoren samen." if sectors == {TOTAL} != {sector} else ""


def _sectors_of(figures: Figures, indicator: Indicator, regions: Sequence[str]) -> set[str]:
    """The sectors of which any of these regions has a figure."""
    table = indicator_table(figures, indicator.key, regions=regions)
    return set(table["sector"][table["waarde"].notna() & table["regiocode"].isin(list(regions))])
