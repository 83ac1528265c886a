"""How a briefing puts things: names, states, amounts and times, in its language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from servanda.agreement import Clause
from servanda.briefing.content import Cell, Manner, Paragraph, Piece
from servanda.briefing.language import Language
from servanda.briefing.letters import apart
from servanda.briefing.signs import DISPUTED, TONES, UNKNOWN, UNSETTLED
from servanda.clock import moment_of
from servanda.record import CAUTIOUS, GENEROUS, MEDIATORS, Share
from servanda.sentences import Value
from servanda.standing import ClauseStanding, Standing, Variant, norm_of
from servanda.tables import SIGNS

RECORD = "en"
"""The language that the acts and notes of a record are taken to be in."""

_FIELDS = 0xE100
"""From this private code on, one code stands for each field of a message that pieces are put into."""


def piece(language: Language, text: str, manner: Manner = "", link: str = "", written_in: str = "") -> Piece:
    """Return a piece of what somebody wrote: as far as it can be printed, and set apart from what surrounds it."""
    own = "" if written_in == language.code else written_in
    return Piece(apart(text, language.direction), manner, link, own)


def name(language: Language, text: str, manner: Manner = "") -> Piece:
    """Return the name of a party, a reading or the agreement, as it is called in the language."""
    return piece(language, language.called.get(text, text), manner)


def phase(language: Language, id_: str) -> str:
    """Return what a phase is called: "phase one", or as the agreement's translation calls it."""
    called = language.called.get(f"phase {id_}")
    return called or language.text("phase {id}", id=piece(language, id_).text)


def line(*pieces: Piece | str) -> Paragraph:
    """Return a paragraph of pieces; a plain text is one in no manner."""
    return Paragraph(tuple(Piece(one) if isinstance(one, str) else one for one in pieces))


def cell(*pieces: Piece | str) -> Cell:
    """Return a cell of one paragraph, or of none where there is nothing to say."""
    return (line(*pieces),) if pieces else ()


def filled(language: Language, message: str, **values: Piece | Sequence[Piece]) -> tuple[Piece, ...]:
    """Return a message whose values are pieces, in the order of the language."""
    codes = {name: chr(_FIELDS + number) for number, name in enumerate(values)}
    by_code = {codes[name]: value for name, value in values.items()}
    pieces: list[Piece] = []
    words = ""
    for letter in language.text(message, **codes):
        if letter in by_code:
            value = by_code[letter]
            pieces += [Piece(words), *((value,) if isinstance(value, Piece) else value)]
            words = ""
        else:
            words += letter
    return tuple(one for one in (*pieces, Piece(words)) if one.text)


def told(language: Language, sentence: Value) -> str:
    """Return what the engine says in words. Only here do its words enter a briefing."""
    return language.said(sentence)


def state_pieces(language: Language, state: str) -> tuple[Piece, ...]:
    """Return a state: its sign and its word."""
    sign = SIGNS.get(state, UNKNOWN)
    return (Piece(f"{sign} {language.word('state', state)}", TONES[sign]),)


def marks_beside(language: Language, one: ClauseStanding) -> Iterable[Paragraph]:
    """Yield what stands beside a state, a line each: overdue, disputed or unsettled, and the state on the most."""
    if any(variant.overdue for variant in one.variants) and one.state == "in force":
        yield line(Piece(language.text("overdue"), "halted"))
    if one.disputed:
        yield line(Piece(f"{DISPUTED} {language.text('disputed')}", "disputed"))
    elif one.unsettled:
        yield line(Piece(f"{UNSETTLED} {language.text('unsettled')}", "disputed"))
    if one.first.most_state:
        state = state_pieces(language, one.first.most_state)
        yield Paragraph(filled(language, "at most: {state}", state=state))


def account_name(language: Language, account: str) -> str:
    """Return an account's name: a word of the system, or the party or mediator whose own it is."""
    known = account in (CAUTIOUS, GENEROUS, MEDIATORS)
    return language.word("account", account) if known else name(language, account).text


def names(language: Language, those: Sequence[str]) -> str:
    """Return names of the agreement or the record as a list."""
    return language.names([name(language, one).text for one in those])


def norm(language: Language, standing: Standing, clause: Clause) -> Piece:
    """Return what a clause says: in the words of the agreement's translation, else its norm as a sentence."""
    words = language.called.get(f"#{clause.id}")
    return (
        piece(language, words, "quiet")
        if words
        else Piece(told(language, norm_of(standing.agreement, clause)), "quiet")
    )


def amount(language: Language, share: Share) -> str:
    """Return a share: "3", "596 to 602", "at least 4,200"."""
    least = language.number(share.least)
    if share.most is None:
        return language.text("at least {number}", number=least)
    if share.least == share.most:
        return least
    return language.text("{least} to {most}", least=least, most=language.number(share.most))


def violations(language: Language, one: ClauseStanding | Variant) -> str:
    """Return how many violations were found; over all readings where they differ."""
    found = [one.violations] if isinstance(one, Variant) else [v.violations for v in one.variants]
    least = min(share.least for share in found)
    mosts = [share.most for share in found if share.most is not None]
    whole = Share(least, max(mosts) if len(mosts) == len(found) else None)
    if whole.most == 0:
        return language.text("no violation found")
    number = whole.most if whole.most is not None else whole.least
    return language.count("{amount} violation", "{amount} violations", number, amount=amount(language, whole))


def done(language: Language, one: ClauseStanding) -> str:
    """Return what is done of what is asked; blank where the clause asks for no number and none is told."""
    if one.clause.norm.endswith("not"):
        return violations(language, one)
    progress = one.first.progress
    unit = " %" if progress.in_percent else ""
    share = amount(language, progress.done)
    if progress.of is None:
        return f"{share}{unit}" if progress.done.least or progress.done.most else ""
    if progress.of == 1:
        return ""
    if progress.of == 0:
        return language.text("nothing called for yet")
    whole = f"{language.number(progress.of)}{unit}"
    if progress.due and progress.due != progress.of:
        due = language.number(progress.due)
        return language.text("{done} of {whole}, {due} due by now", done=share, whole=whole, due=due)
    return language.text("{done} of {whole}", done=share, whole=whole)


def when(language: Language, seconds: int, zone: str) -> str:
    """Return a moment for reading: its day, with the hour unless it is the day's beginning or end."""
    at = moment_of(seconds, zone)
    is_whole = (at.hour, at.minute, at.second) in ((0, 0, 0), (23, 59, 59))
    return language.day(seconds, zone) if is_whole else language.moment(seconds, zone)


def separated(language: Language, groups: Iterable[Sequence[Piece]]) -> tuple[Piece, ...]:
    """Return groups of pieces, one after another, with what this language writes between them."""
    between = Piece(language.text(", "))
    return tuple(chain.from_iterable((between, *group) for group in groups))[1:]
