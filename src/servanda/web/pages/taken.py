"""What is taken on which account, on what ground, by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from servanda.standing import Standing
from servanda.tables import rules_of, told
from servanda.web.page import QUESTION, Page, Parameter, Sheet
from servanda.web.visit import Visit

A_PAGE = 50

FIELDS = ("event", "act", "by", "clauses", "ground", "rule", "contested", "first", "last", "reports")


def taken(visit: Visit) -> Page:
    """Return the events told of, and the accounts that take each."""
    only = visit.parameters.get("clause", "").strip() or None
    standing = visit.standing if only is None else visit.about(only)
    found = list(_with_accounts(standing, only))
    pages = max(1, -(-len(found) // A_PAGE))
    number = visit.number("page", 1, most=pages)
    view = {
        "standing": standing, "found": found[(number - 1) * A_PAGE : number * A_PAGE], "number": number, "pages": pages,
        "total": len(found), "rules": rules_of(standing), "only": only, "every_account": tuple(standing.taken),
    }  # fmt: skip
    accounts = tuple(standing.taken)
    rows = [
        (*FIELDS, *accounts),
        *(
            [*(_cell(one[name]) for name in FIELDS), *(account in one["on"] for account in accounts)]
            for one in found
        ),
    ]
    data = {"account": standing.account, "events": found}
    return Page("taken.html", visit.language.text("What is taken"), view, lambda: data, lambda: rows)


def _with_accounts(standing: Standing, clause: str | None) -> Iterator[dict[str, Any]]:
    """Yield each event with the accounts that take it, the latest first."""
    on: dict[str, list[str]] = {}
    for account, those in standing.taken.items():
        for one in those:
            on.setdefault(one.weighed.event.id, []).append(account)
    for event in reversed(list(told(standing, clause))):
        yield {**event, "on": on.get(event["event"], [])}


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


SHEET = Sheet(
    "/{agreement}/taken", "taken", "What is taken on which account, on what ground, by which rule.", taken,
    (*QUESTION, Parameter("clause", "Only events that a clause is about.", "hostages"), Parameter("page", "Which page.", "1")),
)  # fmt: skip
