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


def diagnostics(document: Document) -> tuple[Diagnostic, ...]:
    """Return all that is wrong with the blocks of a document; nothing for one without blocks."""
    return tuple(
        Diagnostic(_stretch(document, problem), problem.name, f"{problem.cause}\n{problem.mend}")
        for problem in document.problems
    )


def _stretch(document: Document, problem: Problem) -> Stretch:
    """Return where a problem lies; one about the whole file lies on the first fence."""
    number = (problem.line or document.blocks[0].opened_at) - 1
    length = len(document.lines[number])
    if not problem.line:
        return Stretch(number, 0, length)
    start = min(problem.column - 1, length)
    return Stretch(number, start, max(start, min(start + problem.width, length)))
