"""What stopped the work on a database, in Dutch: the words of DuckDB are English and say too much."""

import duckdb

from ingest.system_words import unusable


def in_a_sentence(error: Exception) -> str:
    """What went wrong, for people: what DuckDB or the system says, or a sentence of our own, which is said as it is."""
    if isinstance(error, OSError):
        return unusable(error)
    if isinstance(error, duckdb.Error):
        what = str(error).splitlines()[0]
        if isinstance(error, duckdb.ProgrammingError):
            return f"de database begrijpt een opdracht niet ({what}). Dat is een fout in dit programma; meld hem met deze regel."
        return f"er was te weinig ruimte op de schijf of in het geheugen, of een bestand is beschadigd ({what}). Maak ruimte."
    return str(error)
