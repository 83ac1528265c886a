"""Where the Gaza ceasefire stood, on the days that mattered: what `make demo` prints."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli import main

HERE = Path(__file__).parent
STEPS = (
    ("Day 4: three of 33 are free, and talks are spoken of early", "2025-01-22", "2025-01-22", "hostages prisoners talks rafah-control"),
    ("Day 6, as known the next day: aid is short by the day and kept by the week", "2025-01-24", "2025-01-25", "aid"),
    ("Day 7: the road north stays shut, and the order of releases is disputed", "2025-01-25", "2025-01-25", "hostages prisoners north order"),
    ("Day 9: the road north opens", "2025-01-27", "2025-01-27", "north"),
    ("Day 18: have the talks begun? Hamas says so", "2025-02-05", "2025-02-05", "talks"),
    ("Day 22: Netzarim is left", "2025-02-09", "2025-02-09", "netzarim"),
    ("Day 27: now Hamas says that they have not", "2025-02-14", "2025-02-14", "talks"),
    ("Day 28: the sixth exchange", "2025-02-15", "2025-02-15", "hostages prisoners"),
    ("Day 29: Israel and Hamas both say that talks have not begun; the US envoy says they have", "2025-02-16", "2025-02-16", "talks"),
    ("Day 31: the mediators are of two minds", "2025-02-18", "2025-02-18", "talks"),
    ("Day 33: four coffins, as known that day", "2025-02-20", "2025-02-20", "hostages"),
    ("Day 33 again, as known on 1 March: one was somebody else", "2025-02-20", "2025-03-01", "hostages"),
    ("Day 41: the exchanges end", "2025-02-28", "2025-02-28", "hostages prisoners"),
    ("After day 42: is phase one over?", "2025-03-03", "2025-03-03", "bridge aid"),
    ("18 March: the strikes resume", "2025-03-18", "2025-03-18", "calm"),
)  # fmt: skip


def show() -> None:
    """Run `servanda status` for each step, and `servanda why` for the last exchange."""
    for title, at, known, clauses in STEPS:
        click.secho(f"\n== {title}", bold=True)
        run(
            "status",
            "--at",
            at,
            "--known",
            known,
            *(word for clause in clauses.split() for word in ("--clause", clause)),
        )
    click.secho("\n== Why: the prisoners, on 28 February", bold=True)
    run("why", "prisoners", "--at", "2025-02-28", "--known", "2025-02-28")


def run(command: str, *words: str) -> None:
    """Run one command on the example, and show its line first."""
    folder = HERE / "gaza-2025"
    shown = " ".join(("servanda", command, "examples/gaza-2025", *words))
    click.secho(f"$ {shown}\n", dim=True)
    main([command, str(folder), *words], standalone_mode=False)


if __name__ == "__main__":
    show()
