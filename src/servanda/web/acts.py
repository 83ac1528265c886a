"""What a form does: a draft is filed, confirmed, corrected, merged or refused, by somebody who is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import quote

from starlette.responses import JSONResponse, RedirectResponse, Response

from servanda.folder import NoFolder
from servanda.ledger import LedgerError
from servanda.record import Act
from servanda.review import AlreadyReviewed, NoDraft, ReviewError, Reviewing, act_data
from servanda.sheet import CannotAdd
from servanda.web.fault import BadQuestion, DoneAlready, NotAllowed, NotHere
from servanda.web.pages.review import FIELDS, drafts_asked
from servanda.web.question import path_of
from servanda.web.visit import Visit

CELL = "cell-"
"""What the names of the fields begin with that hold a report's cells."""

REVIEWER = "reviewer"
"""The cookie that keeps who acts, so that a name is typed once."""

ACTS = ("confirm", "correct", "merge", "refuse")
A_YEAR = 365 * 24 * 3600

_Found = TypeVar("_Found")


def act(visit: Visit, form: Mapping[str, str]) -> Response:
    """Act on a draft as a form asks, and show the next that waits.

    Raises:
        NotAllowed: this server takes no acts.
        NotHere: there is no such draft.
        DoneAlready: somebody has acted on it.
        BadQuestion: it cannot be done so.
    """
    draft, what, by = visit.path["draft"], form.get("act", ""), form.get("by", "")
    if what not in ACTS:
        raise BadQuestion(
            "“{text}” is nothing that can be done with a draft.",
            "Confirm, correct, merge or refuse it.",
            text=what[:40],
        )
    _check_free(visit)
    visit.desk.draft(draft)
    cells = {name.removeprefix(CELL): cell for name, cell in form.items() if name.startswith(CELL)}

    def do(reviewing: Reviewing) -> Act:
        match what:
            case "confirm":
                return reviewing.confirm(draft, by, visit.now)
            case "correct":
                return reviewing.correct(draft, cells, by, visit.now)
            case "merge":
                return reviewing.merge(draft, form.get("into", ""), by, visit.now)
            case _:
                return reviewing.refuse(draft, form.get("reason", ""), by, visit.now)

    done = _done(visit, do)
    return _answered(visit, by, act_data(done, visit.desk.zone), done.draft)


def file(visit: Visit, form: Mapping[str, str]) -> Response:
    """File a draft as a form has it.

    Raises:
        NotAllowed: this server takes no acts.
        BadQuestion: it cannot be filed so.
    """
    _check_free(visit)
    row = {column: form.get(f"{CELL}{column}", "").strip() for column in FIELDS}
    if not any(row.values()):
        raise BadQuestion("The draft is blank.", "Fill in at least what was done, by whom, and who says so.")
    by = form.get("by", "")
    filed = _done(visit, lambda reviewing: reviewing.file([row], by, visit.now))
    return _answered(visit, by, {"filed": list(filed)}, None)


def _check_free(visit: Visit) -> None:
    if not visit.library.takes_acts:
        raise NotAllowed(
            "This server takes no acts of review.", "Ask whoever runs it, or use: servanda review."
        )


def _done(visit: Visit, do: Callable[[Reviewing], _Found]) -> _Found:
    """Do something with the drafts, or say why it cannot be done."""
    try:
        return visit.desk.review(do)
    except AlreadyReviewed as error:
        raise DoneAlready("{said}", "Open the draft to see what was done.", said=str(error)) from error
    except NoDraft as error:
        raise NotHere("{said}", "The page of review lists those that wait.", said=str(error)) from error
    except (ReviewError, CannotAdd, LedgerError, NoFolder, OSError) as error:
        raise BadQuestion(
            "{said}", "Nothing was done. Go back, mend it, and send it again.", said=str(error)
        ) from error


def _answered(visit: Visit, by: str, data: object, draft: str | None) -> Response:
    if visit.wants_json:
        return JSONResponse(data, 201)
    waiting = [one.id for one in drafts_asked(visit).waiting]
    parts = (visit.desk.id, "review", *waiting[:1]) if draft is not None else (visit.desk.id, "review")
    answer = RedirectResponse(
        visit.address.to(path_of(*parts), done=draft, file=visit.parameters.get("file") or None), 303
    )
    answer.set_cookie(REVIEWER, quote(by.strip()), max_age=A_YEAR, samesite="strict", httponly=True)
    return answer
