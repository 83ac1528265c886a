"""What changed between two moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from servanda.sentences import Value, names_of, said, say
from servanda.standing import ClauseStanding, Standing, moment_text
from servanda.standing.words import amount
from servanda.tables.words import violations_found

FIELDS = ("what", "id", "from", "to")


def changes_data(before: Standing, after: Standing) -> dict[str, Any]:
    """Return the changes between two standings, with the two moments and the account."""
    zone = after.agreement.title.zone
    return {
        "since": moment_text(before.at, zone),
        "until": moment_text(after.at, zone),
        "account": after.account,
        "changes": list(changed(before, after)),
    }


def changes_rows(found: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the table of changes, its header first."""
    yield FIELDS
    for one in found:
        yield tuple(one[name] for name in FIELDS)


def changed(before: Standing, after: Standing) -> Iterator[dict[str, Any]]:
    """Yield each change between two standings, as data."""
    for one in differences(before, after):
        yield {**one, "from": said(one["from"]), "to": said(one["to"])}


def differences(before: Standing, after: Standing) -> Iterator[dict[str, Any]]:
    """Yield the same with what it was and what it is as they are to be said; of a phase's readings, each by itself."""
    for old, new in zip(before.phases, after.phases, strict=True):
        if old.state != new.state or dict(old.readings) != dict(new.readings):
            yield {
                "what": "phase",
                "id": new.phase.id,
                "from": _phase(old.state, old.readings),
                "to": _phase(new.state, new.readings),
            }
    for one in after.clauses:
        earlier = before.of(one.clause.id)
        for what, was, now in _differences(earlier, one):
            if was != now:
                yield {"what": what, "id": one.clause.id, "from": was, "to": now}
    heard = {report.id for report in before.hearing.reports}
    fresh = [report for report in after.hearing.reports if report.id not in heard]
    yield {"what": "reports", "id": "record", "from": str(len(heard)), "to": f"{len(heard) + len(fresh)}"}


def _phase(state: str, readings: Mapping[str, str]) -> Value:
    each = (say("{state} ({reading})", state=state, reading=name) for name, state in readings.items())
    return names_of(each, "semicolons") if readings else state


def _differences(before: ClauseStanding, after: ClauseStanding) -> Iterator[tuple[str, Value, Value]]:
    yield "state", before.state, after.state
    if after.clause.norm.endswith("not"):
        yield "violations", violations_found(before), violations_found(after)
    elif not any(
        variant.duties and variant.duties[-1].label.count(" ") and "stage" not in variant.duties[-1].label
        for variant in after.variants
    ):
        yield "done", amount(before.first.progress.done), amount(after.first.progress.done)
    yield (
        "overdue",
        _word(any(v.overdue for v in before.variants)),
        _word(any(v.overdue for v in after.variants)),
    )
    yield "disputed", _word(before.disputed), _word(after.disputed)
    for account, state in after.accounts.items():
        if before.accounts.get(account) != before.state or state != after.state:
            yield f"on the account of {account}", before.accounts.get(account, ""), state


def _word(value: bool) -> str:
    return "yes" if value else "no"
