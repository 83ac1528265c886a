"""`python -m servanda` is the `servanda` command."""

from servanda.cli import main

main()
