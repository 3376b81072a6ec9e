"""Open vacancies. Sources: CBS for the country and provinces, UWV for the arbeidsmarktregio's."""

from indicators.formulas import per_thousand_jobs, same, share_of_all_sectors
from indicators.indicator import From, Indicator
from indicators.sectors import BY_TECHNIEK, DRAWN_BY_UWV, FOCUS, NAMED, NAMED_IN_WORDS

# CBS first: it has no arbeidsmarktregio's, so there UWV's file counts; for the country and provinces CBS's survey does.
_SOURCES = ("vacancies-regional", "uwv-vacatures", "vacancies-nl")
_TWO_COUNTS = "UWV schat de vacatures per regio, CBS meet ze met een enquête: het zijn twee reeksen die niet bij elkaar passen."
_MARGIN = "Beide zijn schattingen; de bronnen geven geen marge."

VACANCIES = Indicator(
    key="vacatures",
    label="Openstaande vacatures",
    unit="vacatures",
    definition="Arbeidsplaatsen waarvoor personeel wordt gezocht en nog niet is gevonden, aan het einde van het kwartaal.",
    inputs={"figures": "open_vacancies"},
    formula=same,
    better=None,
    sources=_SOURCES,
    frequency="quarter",
    sentence="Aan het einde van {period} stonden er {place} {value} vacatures open{sector}.",
    calculation="Het cijfer van de bron; focussectoren en overige sectoren zijn sommen van bedrijfstakken.",
    by_sector=True,
    caveats=(_TWO_COUNTS, _MARGIN, *DRAWN_BY_UWV, "CBS publiceert geen vacatures per arbeidsmarktregio of gemeente."),
)

INDICATORS = [
    VACANCIES,
    Indicator(
        key="vacatures-aandeel-focus",
        label="Aandeel vacatures in focussectoren",
        unit="% van de openstaande vacatures",
        definition=f"Het deel van de openstaande vacatures in {NAMED_IN_WORDS}.",
        inputs={"figures": VACANCIES},
        formula=share_of_all_sectors,
        better=None,
        sources=_SOURCES,
        frequency="quarter",
        sentence="Aan het einde van {period} was {value} van alle openstaande vacatures {place} er een{sector}.",
        calculation="Vacatures in de sector / alle openstaande vacatures x 100.",
        decimals=1,
        by_sector=True,
        sectors=(FOCUS, *NAMED),
        caveats=(_TWO_COUNTS, _MARGIN, *DRAWN_BY_UWV, *BY_TECHNIEK),
    ),
    Indicator(
        key="vacaturegraad",
        label="Vacaturegraad",
        unit="vacatures per 1.000 banen",
        definition="Het aantal openstaande vacatures per 1.000 banen van werknemers.",
        inputs={"vacancies": "open_vacancies", "jobs": From("jobs", "jobs")},
        formula=per_thousand_jobs,
        better=None,
        sources=("vacancy-rate", "vacancies-regional", "uwv-vacatures"),
        approximate=("vacancies-regional", "uwv-vacatures"),
        published="vacancy_rate",
        frequency="quarter",
        sentence="Aan het einde van {period} stonden er {place} {value} vacatures open per 1.000 banen van werknemers{sector}.",
        calculation="Het cijfer van CBS voor Nederland; elders een benadering: vacatures aan het einde van het kwartaal / "
        "banen van werknemers in de laatste december die voorbij is x 1.000.",
        by_sector=True,
        caveats=(
            "CBS publiceert de vacaturegraad alleen voor Nederland; voor regio's is het een benadering uit twee bronnen.",
            _TWO_COUNTS,
            "UWV (vacatures) en CBS (banen) grenzen sectoren niet hetzelfde af: per sector is het cijfer van een "
            "arbeidsmarktregio alleen een aanwijzing.",
            *DRAWN_BY_UWV,
            "Een getal per 1.000, geen percentage. De bronnen geven geen marge.",
        ),
    ),
]
