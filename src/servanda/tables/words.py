"""What is done, broken and due next, in words."""

from __future__ import annotations

from servanda.record import Share
from servanda.sentences import Value, plural, said, say
from servanda.standing import ClauseStanding, amount_text, day, number_text
from servanda.standing.words import amount, highest

SEVERAL = 3
"""What a range is counted as, at the least: in any language, more than one or a pair."""


def progress_text(one: ClauseStanding) -> str:
    """Return what is done of what, in words."""
    progress = one.first.progress
    if one.clause.norm.endswith("not"):
        found = violations_found(one)
        return "" if found == "none" else said(found)
    if progress.of is None:
        return amount_text(progress.done) if progress.done.least or progress.done.most else ""
    is_single = progress.of == 1
    due = "" if not progress.due or progress.due == progress.of else f" ({number_text(progress.due)} due)"
    unit = " %" if progress.in_percent else ""
    return "" if is_single else f"{amount_text(progress.done)} of {number_text(progress.of)}{unit}{due}"


def violations_found(one: ClauseStanding) -> Value:
    """Return how many violations were found, over all readings; "none" where there is none on any."""
    found = {variant.violations for variant in one.variants}
    mosts = [share.most for share in found]
    most = None if None in mosts else max(m for m in mosts if m is not None)
    if most == 0:
        return "none"
    whole = Share(min(share.least for share in found), most)
    number = amount(whole)
    many = highest(number) if whole.least == whole.most else max(SEVERAL, highest(number))
    told = plural("{amount} violation", "{amount} violations", many, amount=number)
    return say("{found}, by reading", found=told) if len(found) > 1 else told


def violations_text(found: Share) -> str:
    """Return a number of violations, in words."""
    return f"{amount_text(found)} violation{'' if found == Share(1, 1) else 's'}"


def next_text(one: ClauseStanding, zone: str, at: int) -> str:
    """Return what is due next and by when, in words."""
    following = one.first.next
    if following is None:
        return ""
    amount = (
        ""
        if following.quantity is None or one.first.progress.of == 1
        else f"{number_text(following.quantity)} "
    )
    return f"{amount}by {day(following.by, zone, at)}"
