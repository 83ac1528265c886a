"""`servanda lsp`: agreements in a text editor."""

from __future__ import annotations

import click


@click.command()
@click.option("--stdio", is_flag=True, help="Speak over standard input and output. This is the only way.")
def lsp(stdio: bool) -> None:  # noqa: ARG001
    """Serve text editors: problems as you type, completion, where a clause stands, definitions, and layout.

    An editor starts it and speaks the Language Server Protocol with it. docs/editor.md says how.

    \b
    Example:
      servanda lsp --stdio
    """
    from servanda.editor.server import serve

    serve()
