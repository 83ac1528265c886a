"""The `servanda` command: one file a command; each parses, calls and prints."""

from servanda.cli.main import main

__all__ = ["main"]
