"""The situation report: two standings and a language in, a briefing out."""

from __future__ import annotations

from servanda.briefing import changes, clauses, deadlines, disputes
from servanda.briefing.citations import Citations
from servanda.briefing.content import PAGE, PAGES, Briefing, Piece, Section, Table
from servanda.briefing.language import Language
from servanda.briefing.signs import DISPUTED, UNSETTLED
from servanda.briefing.wording import account_name, line, name, state_pieces, when
from servanda.clock import Length
from servanda.record import CAUTIOUS, GENEROUS, MEDIATORS
from servanda.standing import STATES_BY_GRAVITY, Standing
from servanda.tables import SIGNS, changed

AHEAD = Length(14, "day")
"""How far a situation report looks ahead."""


def situation_report(before: Standing, after: Standing, language: Language) -> Briefing:
    """Write the situation report: what changed, where it stands, what is due, what is disputed, and the sources.

    Args:
        before, after: one agreement on one account, at two moments, each as it was known then.
    """
    zone = after.agreement.title.zone
    until = AHEAD.after(after.at, zone)
    citations = Citations(language)
    news = {one["id"] for one in changed(before, after) if one["what"] not in ("phase", "reports")}
    sections = (
        _glance(before, after, language),
        changes.section(before, after, language, citations),
        clauses.section(after, language, citations, news, until),
        deadlines.section(after, language, until),
        *disputes.sections(after, language, citations),
        citations.section(zone),
        _guide(after, language),
    )
    title = name(language, after.agreement.title.name or after.agreement.title.id).text
    kind = language.text("Situation report")
    return Briefing(
        language.code, language.direction, kind, title, _particulars(before, after, language),
        _running(after, language, title), language.text("{page} of {pages}", page=PAGE, pages=PAGES), after.at, sections,
    )  # fmt: skip


def _particulars(before: Standing, after: Standing, language: Language) -> tuple[tuple[str, str], ...]:
    zone = after.agreement.title.zone
    since, until = (when(language, one.at, zone) for one in (before, after))
    start, end = after.spans[after.account]
    heard = language.count("one report heard", "{number} reports heard", len(after.hearing.reports))
    pairs = [
        (language.text("Period"), language.text("{since} to {until}", since=since, until=until)),
        (language.text("As known by"), _known(after, language)),
        (language.text("Account"), account_name(language, after.account)),
        (language.text("Record"), heard),
    ]
    if after.viewer:
        pairs.append((language.text("As may be seen by"), name(language, after.viewer).text))
    if start is not None:
        pairs.insert(0, (language.text("In force since"), when(language, start, zone)))
    if end is not None:
        pairs.insert(1, (language.text("Ended"), when(language, end, zone)))
    return tuple(pairs)


def _known(after: Standing, language: Language) -> str:
    if after.known is None:
        return language.text("everything on record")
    return when(language, after.known, after.agreement.title.zone)


def _running(after: Standing, language: Language, title: str) -> str:
    zone = after.agreement.title.zone
    return language.text(
        "{agreement} · {moment} · {account} account · as known by {known}", agreement=title,
        moment=when(language, after.at, zone), account=account_name(language, after.account), known=_known(after, language),
    )  # fmt: skip


def _glance(before: Standing, after: Standing, language: Language) -> Section:
    """Return how many clauses are in which state, and how many were at the earlier moment."""
    states = [
        state
        for state in STATES_BY_GRAVITY
        if any(one.state == state for one in (*before.clauses, *after.clauses))
    ]
    heads = ["", *("".join(p.text for p in state_pieces(language, state)) for state in states)]
    heads += [language.text("of these overdue"), f"{DISPUTED} {language.text('disputed')}"]
    zone = after.agreement.title.zone
    rows = tuple(
        (
            (line(Piece(when(language, each.at, zone), "strong")),),
            *((line(language.number(number)),) for number in _counts(each, states)),
        )
        for each in (after, before)
    )
    widths = (2.0, *(1.0 for _ in heads[1:]))
    count = language.count("One clause.", "{number} clauses, by their state:", len(after.clauses))
    return Section(language.text("At a glance"), (line(count), Table(tuple(heads), rows, widths)))


def _counts(standing: Standing, states: list[str]) -> list[int]:
    found = [one.state for one in standing.clauses]
    overdue = sum(
        any(v.overdue for v in one.variants) and one.state == "in force" for one in standing.clauses
    )
    return [*(found.count(state) for state in states), overdue, sum(one.disputed for one in standing.clauses)]


def _guide(after: Standing, language: Language) -> Section:
    """Return how the report is to be read: whose account it is, what silence means, and the signs."""
    if after.account == CAUTIOUS:
        account = language.text(
            "The cautious account takes what is told by a voice that it does not favour and that nobody denies, or what is better founded."
        )
    elif after.account == GENEROUS:
        account = language.text("The generous account takes everything that has not been refuted.")
    elif after.account == MEDIATORS:
        account = language.text(
            "The mediators' account takes what one of them asserts and none of them denies later."
        )
    else:
        whose = name(language, after.account).text
        account = language.text(
            "The account of {name} takes its own latest word, and else what the cautious account takes.",
            name=whose,
        )
    paragraphs = (
        line(language.text("Status is told on an account and never as one truth."), " ", account),
        line(
            language.text(
                "No report is neither fulfilment nor breach. What is overdue is violated only once somebody whom it does not suit, or the bearer itself, has said after its time that it was not done."
            )
        ),
        line(
            language.text(
                "In the list of sources, each report stands with who said it, where, and its name in the record."
            )
        ),
    )
    words: dict[str, list[str]] = {}
    for state, sign in SIGNS.items():
        words.setdefault(sign, []).append(language.word("state", state))
    rows = [((line(Piece(sign)),), (line(language.names(those)),)) for sign, those in words.items()]
    rows += [
        (
            (line(Piece(DISPUTED)),),
            (line(language.text("disputed: accounts of parties or mediators, or readings, differ")),),
        ),
        (
            (line(Piece(UNSETTLED)),),
            (line(language.text("unsettled: only the cautious and the generous account differ")),),
        ),
    ]
    heads = (language.text("Sign"), language.text("Meaning"))
    return Section(
        language.text("How to read this report"),
        (*paragraphs, Table(heads, tuple(rows), (10, 90), compact=True)),
    )
