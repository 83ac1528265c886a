"""All checks, run over one agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from servanda.agreement import model
from servanda.agreement.checks import (
    amendments,
    amounts,
    bearers,
    exchanges,
    gates,
    names,
    pairs,
    phases,
    powers,
    shares,
    times,
    verifiers,
    windows,
    words,
)
from servanda.agreement.checks.found import Found
from servanda.agreement.problem import Problem

Check = Callable[[model.Agreement], Iterator[Found]]

CHECKS: tuple[Check, ...] = (
    *names.CHECKS, *words.CHECKS, *bearers.CHECKS, *verifiers.CHECKS, *amounts.CHECKS, *exchanges.CHECKS, *shares.CHECKS,
    *times.CHECKS, *windows.CHECKS, *phases.CHECKS, *gates.CHECKS, *pairs.CHECKS, *powers.CHECKS, *amendments.CHECKS,
)  # fmt: skip
"""Every check, in the order run."""


SLIPS = frozenset(
    [
        "no-head", "second-head", "no-entry", "id-twice", "undeclared-name", "unknown-clause", "unknown-phase",
        "unknown-list", "unknown-link", "unknown-whole", "bad-time", "unknown-zone", "nothing-to-amend",
    ]
)  # fmt: skip
"""Problems that are slips in writing an agreement down; all others are holes in what was agreed."""


def check(agreement: model.Agreement, file: str = "agreement.md") -> list[Problem]:
    """Return every hole in an agreement, by line."""
    found = (hole for one in CHECKS for hole in one(agreement))
    return sorted(_problem(hole, file) for hole in found)


def _problem(hole: Found, file: str) -> Problem:
    text = hole.spot.text
    start = max(0, text.find(hole.about)) if hole.about else len(text) - len(text.lstrip())
    width = len(hole.about) or len(text.strip())
    is_hole = hole.name not in SLIPS
    return Problem(
        file, hole.spot.line, start + 1, hole.name, hole.cause, hole.mend, text, width, is_hole
    )  # fmt: skip
