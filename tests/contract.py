"""What the contract of this house promises others: the keys of its indicators."""

# From the contract: a break may be declared for an indicator that another source still has to bring.
CONTRACT_KEYS = (
    "vacatures", "vacatures-aandeel-focus", "vacaturegraad", "spanning", "onbenut-arbeidspotentieel", "onbenut-aandeel",
    "werklozen", "semiwerklozen", "onderbenutte-deeltijders", "netto-arbeidsparticipatie", "bruto-arbeidsparticipatie",
    "werkloosheid", "beroepsbevolking", "bevolking-15-75", "ww", "bijstand", "werknemersbanen", "werknemersbanen-aandeel-focus",
    "werknemers-60plus", "banenafspraak", "banenafspraak-realisatie", "woon-werkbalans", "pendel-uitgaand", "pendel-inkomend",
    "studenten-mbo", "studenten-ho", "deelname-scholing", "vestigingen", "oprichtingen", "plaatsingen-wsp",
    "werkcentrum-geholpen", "werkcentrum-trajecten",
)  # fmt: skip
