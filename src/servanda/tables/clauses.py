"""Where every clause stands, as rows."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.standing import Standing, standing_data

FIELDS = (
    "clause", "bearers", "state", "done_least", "done_most", "due", "of", "next_quantity", "next_by", "disputed",
    "unsettled", "overdue",
)  # fmt: skip


def clause_rows(standing: Standing) -> Iterator[tuple[object, ...]]:
    """Yield the table of clauses, its header first."""
    yield FIELDS
    for data in standing_data(standing)["clauses"]:
        following = data["next"] or {"quantity": None, "by": None}
        progress = data["progress"]
        yield (
            data["id"], "; ".join(data["bearers"]), data["state"], *progress["done"], progress["due"], progress["of"],
            following["quantity"], following["by"], data["disputed"], data["unsettled"], data["overdue"],
        )  # fmt: skip
