"""The command group, and what every command does with an error."""

from __future__ import annotations

import click

from servanda.cli import (
    add,
    backup,
    changes,
    check,
    disputes,
    due,
    events,
    export,
    fmt,
    import_,
    lsp,
    new,
    read,
    report,
    restore,
    review,
    serve,
    status,
    why,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="servanda")
def main() -> None:
    """Say where every clause of a phased agreement stands, on every side's account, and why.

    \b
    Start with:
      servanda new my-agreement
      servanda status my-agreement
    """


for command in (
    new.new, check.check, fmt.fmt, add.add, read.read, review.review, status.status, events.events, why.why, due.due, changes.changes,
    disputes.disputes, report.report, serve.serve, import_.import_, export.export, backup.backup, restore.restore, lsp.lsp,
):  # fmt: skip
    main.add_command(command)
