from __future__ import annotations

import click
import pytest

from servanda.cli import main
from tests.case_files import ROOT

PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
COMMANDS = sorted(main.commands.items())


def undocumented(name: str, command: click.Command, page: str) -> list[str]:
    """Return what a page does not say of a command: its heading, and any of its options."""
    missing = [] if f"## servanda {name} " in page else [f"servanda {name}"]
    options = [option for option in command.params if isinstance(option, click.Option)]
    return missing + [opt for option in options for opt in option.opts if f"`{opt}" not in page]


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    """The commands page has a heading for each command and names each of its options."""
    assert undocumented(name, command, PAGE) == []


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_the_help_of_every_command_shows_an_example(name: str, command: click.Command) -> None:
    """The help of each command says what it does and shows an example that names it."""
    assert f"servanda {name} " in (command.help or "")
    assert "Example:" in (command.help or "")


def test_an_undocumented_command_is_seen() -> None:
    """A command or an option that the page does not have is found."""
    planted = click.Command("forget", params=[click.Option(["--quietly"])])
    assert undocumented("forget", planted, PAGE) == ["servanda forget", "--quietly"]
