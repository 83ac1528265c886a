"""The problems of a document, each with the stretch of its line that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement import Problem
from servanda.editor.document import Document, Stretch


@dataclass(frozen=True)
class Diagnostic:
    """A problem: where, its stable name, and its cause and mend in words."""

    at: Stretch
    name: str
    message: str


def diagnostics(document: Document, problems: tuple[Problem, ...] | None = None) -> tuple[Diagnostic, ...]:
    """Return all that is wrong with the blocks of a document; nothing for one without blocks.

    Args:
        problems: what is wrong, where that is not told by the document alone.
    """
    return tuple(
        Diagnostic(_stretch(document, problem), problem.name, f"{problem.cause}\n{problem.mend}")
        for problem in (document.problems if problems is None else problems)
    )


def _stretch(document: Document, problem: Problem) -> Stretch:
    """Return where a problem lies; one about the whole file lies on the first fence, or else on the first line."""
    number = (problem.line or next((block.opened_at for block in document.blocks), 1)) - 1
    length = len(document.lines[number])
    if not problem.line:
        return Stretch(number, 0, length)
    start = min(problem.column - 1, length)
    return Stretch(number, start, max(start, min(start + problem.width, length)))
