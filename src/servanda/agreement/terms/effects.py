"""Effects: what the use of a power does."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement.terms.times import Time
from servanda.clock import Length


@dataclass(frozen=True)
class Extends:
    """Moves the end of a phase by a length, or to a time.

    Attributes:
        even_after: a phase that has ended goes on as if it had not; else what has ended is not extended.
    """

    phase: str
    by: Length | Time
    even_after: bool = False


@dataclass(frozen=True)
class Ends:
    """Ends clauses, or a phase."""

    clauses: tuple[str, ...] = ()
    phase: str | None = None


@dataclass(frozen=True)
class Suspends:
    """Suspends clauses, or a phase, for a length or until they are resumed."""

    clauses: tuple[str, ...] = ()
    phase: str | None = None
    length: Length | None = None


@dataclass(frozen=True)
class Resumes:
    """Ends the suspension of clauses, or of a phase."""

    clauses: tuple[str, ...] = ()
    phase: str | None = None


@dataclass(frozen=True)
class Leaves:
    """Ends every clause for the one who uses the power, but for those it keeps."""

    keeping: tuple[str, ...] = ()


Effect = Extends | Ends | Suspends | Resumes | Leaves
