"""`python -m indicators`: the commands of indicators/show.py and indicators/commands.py, each imported when it is asked for."""

from ingest import breaking_off

if __name__ == "__main__":
    breaking_off.at_once()

from importlib import import_module

import click

from ingest.command_words import Commands

COMMANDS = {
    "list": "indicators.commands",
    "show": "indicators.show",
    "prepare": "indicators.commands",
    "alerts": "indicators.commands",
    "explain": "indicators.commands",
    "cells": "indicators.commands",
    "changes": "indicators.commands",
    "comparable": "indicators.commands",
}


class WhenAskedFor(Commands):
    """A group of commands that are imported when they are asked for: `show` does not wait for what the others need."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names, in the order in which they are told."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command with this name, or None."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[name]), f"{name}_command")
        return command


@click.group(cls=WhenAskedFor, help="De indicatoren van de arbeidsmarktagenda: welke er zijn en wat hun cijfers zijn.")
def main() -> None:
    """The commands about indicators."""


if __name__ == "__main__":
    main()
