"""Reports that would go unheard: they name clauses, and tell of an act that none of these is about."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.agreement import Agreement, Problem
from servanda.record.matter import Matters, act_key
from servanda.record.report import Report

_TELLING = ("asserts", "denies", "partly denies")


def unheard(agreement: Agreement, reports: Sequence[Report], file: str) -> list[Problem]:
    """Return a problem for every report whose named clauses all speak of another act.

    What somebody declares of a clause in words of their own is a status, and is heard.
    """
    matters = Matters(agreement)
    declared = {act_key(report.act) for report in reports if report.stance == "declares"}
    found = []
    for report in reports:
        named = [agreement.clauses[name] for name in report.clauses if name in agreement.clauses]
        about = {clause.id for clause in matters.of(report).clauses}
        heads = {clause.part_of for clause in matters.of(report).clauses}
        is_heard = any(clause.id in about | heads for clause in named) or act_key(report.act) in declared
        if named and report.stance in _TELLING and not is_heard:
            cause = f'"{report.act}" is not the act of #{named[0].id}, which is "{named[0].act}", so this row is not heard there.'
            mend = "Write the act as the clause has it, without its number, or leave the clause blank."
            found.append(
                Problem(file, report.line, 1, "another-act", cause, mend, report.act, len(report.act))
            )
    return found
