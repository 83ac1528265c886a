"""A problem in what somebody wrote: a value with a stable name, a place, a cause and a mend."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, where, and how to mend it. `docs/problems.md` explains each name.

    Attributes:
        file: the file, as the user named it.
        line: the line, counted from 1; nought for the file as a whole.
        column: the column, counted from 1.
        name: the stable name, such as "unknown-clause".
        cause: what is wrong, in a sentence.
        mend: how to put it right, in a sentence.
        excerpt: the line itself; blank where there is none to show.
        width: how many characters of the excerpt the problem is about.
        is_hole: it is a hole in what was agreed, which the text as written has, and not a slip in writing it down.
    """

    file: str
    line: int
    column: int
    name: str
    cause: str
    mend: str
    excerpt: str = ""
    width: int = 1
    is_hole: bool = False

    def __str__(self) -> str:
        head = f"{self.file}:{self.line}:{self.column}  {self.name}"
        lines = [head, ""]
        if self.excerpt:
            number = str(self.line)
            mark = " " * (self.column - 1) + "^" * max(1, self.width)
            lines += [f"  {number} | {self.excerpt}", f"  {' ' * len(number)} | {mark}", ""]
        return "\n".join([*lines, f"  {self.cause}", f"  {self.mend}"])
