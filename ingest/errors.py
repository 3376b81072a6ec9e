"""What goes wrong with a source or a file, told in Dutch to who can mend it."""


class IngestError(Exception):
    """A sentence in Dutch that says what is wrong and ends with what to do about it."""


class SourceUnavailable(IngestError):
    """The source could not be reached, or its answer was not whole."""


class Detour(SourceUnavailable):
    """A road to the source was blocked halfway and another is open: what was taken so far must be taken again, over that one."""


class SourceChanged(IngestError):
    """The source no longer fits its declaration; the sentence shows both sides."""

    def __init__(self, where: str, declared: str, found: str, remedy: str) -> None:
        super().__init__(f"{where}: verwacht was {declared}, gevonden is {found}. {remedy}")
