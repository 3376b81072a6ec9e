"""The words that Streamlit itself puts on a page: each that we translate is still one of them, and what it shows is Dutch."""

import re
from pathlib import Path

import pytest
import streamlit as st

from ingest.settings import PROJECT

SCRIPTS = Path(st.__file__).parent / "static" / "static" / "js"
SHELL = (PROJECT / "pages" / "interface" / "shell.js").read_text(encoding="utf-8")
WORDS = dict(re.findall(r'^    "(.+)":\s+"(.+)",$', SHELL.partition("const WORDS")[2].partition("};")[0], re.MULTILINE))
PATTERNS = re.findall(r'^    \[/(.+)/,\s+"(.+)"\],$', SHELL.partition("const PATTERNS")[2].partition("];")[0], re.MULTILINE)
COMPOSED = {"Press Enter to apply": "Press Enter to ${", "Press Enter to submit form": "Press Enter to ${"}


def dutch(text: str) -> str:
    """What the script in the page makes of a text, worked out here."""
    patterns = [(pattern.replace("[^]", r"[\s\S]"), words) for pattern, words in PATTERNS]  # as Python writes any sign
    found = next((each for each in patterns if re.match(each[0], text)), None)
    return WORDS.get(text) or (re.sub(found[0], found[1].replace("$", "\\"), text) if found else text)


@pytest.mark.slow
def test_every_word_that_is_translated_is_one_of_streamlit() -> None:
    scripts = b"".join(path.read_bytes() for path in SCRIPTS.glob("*.js"))
    assert len(WORDS) > 60
    assert [word for word in WORDS if COMPOSED.get(word, word).encode() not in scripts] == []


@pytest.mark.parametrize(
    ("script", "english", "said"),
    [
        ("Multiselect", r"`Select \$\{[^}]+\} matches`", {"Select 10 matches": "Kies deze 10"}),
        (
            "InputInstructions",
            r"\+Enter to \$\{",
            {"Press Ctrl+Enter to submit form": "Druk op Ctrl+Enter", "Press ⌘+Enter to apply": "Druk op ⌘+Enter"},
        ),
        ("FileUploader", "Drag and drop a file here", {"Drag and drop a file here": "Sleep een bestand hierheen"}),
        ("FileUploader", r"\} per file`", {"25MB per file": "25 MB per bestand"}),
        ("Multiselect", r"`Remove \$\{", {"Remove Haarlem": "Verwijder Haarlem"}),
        (
            "NumberInput",
            r"Number is above the allowed range\. Please enter a value less than or equal to \$\{",
            {"Number is above the allowed range. Please enter a value less than or equal to 9.": "Dit getal kan hier niet."},
        ),
        ("DataFrame", "`Sort ascending`", {"Sort ascending": "Sorteer oplopend"}),
    ],
)
def test_what_streamlit_makes_up_is_dutch_too(script: str, english: str, said: dict[str, str]) -> None:
    (found,) = SCRIPTS.glob(f"{script}.*.js")
    assert re.search(english, found.read_text(encoding="utf-8"))
    assert {text: dutch(text) for text in said} == said
