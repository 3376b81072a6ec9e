"""What commands say, in Dutch: click's own words, what is wrong with our own files, and why something cannot be done.

Click asks gettext for its words, so importing this is enough. They stand in `ingest/locale/nl/LC_MESSAGES/messages.po`;
`pybabel compile -d ingest/locale -l nl` makes the `.mo` beside it.
"""

import gettext
import io
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from ingest import breaking_off
from ingest.errors import IngestError
from ingest.settings import ConfigurationError
from ingest.system_words import unusable

LOCALE = Path(__file__).parent / "locale"
_OPTIONS, _REST = "[OPTIES]", "OPDRACHT [ARGUMENTEN]..."  # these words of click have no translation

gettext.bindtextdomain("messages", LOCALE)
os.environ["LANGUAGE"] = "nl"  # whatever language the machine of the data steward has


class NewPath(click.Path):
    """The name of a file or folder that a command makes. An empty one, which a script gives for a variable that it forgot, would
    be the folder where the command was started."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(path_type=Path, **settings)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Fails, with exit status 2, for an empty name."""
        if not str(value).strip():
            self.fail("de naam is leeg. Geef een naam.", param, ctx)
        return super().convert(value, param, ctx)


class Commands(click.Group):
    """A group of commands. An IngestError becomes its own sentence on standard error, and a file, folder or disk that cannot be
    used one as well; both with exit status 1.

    A setting that cannot be is wrong usage, exit status 2. Ctrl-C becomes a word, and the exit status by which a shell knows it.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"options_metavar": _OPTIONS, "subcommand_metavar": _REST, **settings})

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for, whose usage is told in Dutch."""
        name, command, rest = super().resolve_command(ctx, args)
        if command:
            command.options_metavar = _OPTIONS
        return name, command, rest

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run the program, to the end of its process."""
        _go_on_unheard()
        breaking_off.in_good_order()
        try:
            return super().main(*args, **settings)
        except OSError as error:  # one of who reads our output and has stopped, as `head` does, does not come here
            unable = click.ClickException(unusable(error))
            unable.show()
            sys.exit(unable.exit_code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(breaking_off.BROKEN_OFF, err=True)
            ctx.exit(128 + signal.SIGINT)
        except ConfigurationError as error:
            raise click.UsageError(str(error)) from error
        except IngestError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


class _Unheard(io.FileIO):
    """Standard error of which is lost what cannot be written: on a full disk, or where who read it has gone."""

    def write(self, data: Any) -> int:
        """How many bytes are done with."""
        with suppress(OSError):
            return super().write(data)
        return len(data)


def _go_on_unheard() -> None:
    """Who starts us without standard input, output or errors (`>&-`), or with errors to a disk that is full, hears nothing, and
    the work is done all the same. Python has no stream for what is closed, and the first file that we open would get its number,
    with what a library writes there."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115 - open to the end
    errors = sys.__stderr__
    if errors is not None and errors is sys.stderr:
        unheard = io.BufferedWriter(_Unheard(errors.fileno(), "w", closefd=False))
        sys.stderr = io.TextIOWrapper(unheard, errors.encoding, errors.errors, line_buffering=True, write_through=True)
