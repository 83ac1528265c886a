"""Names of persons in a text: their words, and the titles and appositions around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from servanda.reading.speakers.lexicon import given_names
from servanda.reading.speakers.text import Text
from servanda.reading.speakers.vocabulary import (
    ABBREVIATIONS,
    DETERMINERS,
    HONORIFICS,
    NOT_PEOPLE,
    OFFICIALS,
    PAST,
    PHASES,
    PRIVATE,
    RANKS,
    UNIQUE,
    is_person,
    singular,
)

FARTHEST = 12
"""The most words of a title before a name, or of an apposition after it."""

AFTER_OFFICE = frozenset(
    {",", ".", ";", ")", "—", "–", "-", "of", "for", "in", "at", "to", "on", "and", "with", "from", "who"}
)
"""What may follow the office in an apposition."""

GENERALS = frozenset(
    {"secretary", "attorney", "director", "consul", "lieutenant", "major", "brigadier", "lt.", "lt", "maj."}
)
"""What a general can be the second word of."""

TIMES = PAST | PHASES

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True)
class Phrase:
    """Words that tell an office or a kind: from `first` up to `end`, with the head noun at `head`."""

    first: int
    end: int
    head: int


@dataclass
class Name:
    """A run of words that may be a person's name, where it stands.

    Attributes:
        first, end: its words.
        titles: the titles and appositions that go with it.
        gender: of an honorific before it.
        is_titled: an honorific or an office stands before it.
    """

    first: int
    end: int
    parts: tuple[str, ...]
    titles: list[Phrase] = field(default_factory=list)
    gender: str = ""
    is_titled: bool = False
    is_definite: bool = False


def names(text: Text) -> list[Name]:
    """Return what may be persons' names, in their order."""
    found = []
    for first, end in text.runs():
        name = _name_in(text, first, end)
        if name is not None:
            _add_appositions(text, name)
            found.append(name)
    return found


def _name_in(text: Text, first: int, end: int) -> Name | None:
    """Return the name that ends a run of capitalised words, with the title before it."""
    start = _name_start(text, first, end)
    if end - start > 1 and text.begins(start) and text.words[start].endswith(("ing", "ed", "ly")):
        start += text.words[start] not in given_names()
    if start >= end:
        return None
    words = text.written(start, end)
    name = Name(start, end, tuple(words.split()))
    before = text.words[start - 1].casefold() if start else ""
    if before in HONORIFICS:
        name.gender, name.is_titled = HONORIFICS[before], True
    name.is_definite = before == "the"
    title = _title_before(text, start)
    if title is not None:
        name.titles.append(title)
        name.is_titled = True
    return name


def _name_start(text: Text, first: int, end: int) -> int:
    """Return where the name begins that ends a run; `end` where none does."""
    start = end
    for at in range(end - 1, first - 1, -1):
        if text.words[at] == "-" or (at > first and text.words[at - 1] == "-" and text.words[at].islower()):
            continue
        if not _is_name_word(text, at, first, end):
            break
        start = at
    return start


def _is_name_word(text: Text, at: int, first: int, end: int) -> bool:
    word = text.words[at]
    low = word.casefold()
    sign = text.signs.get(at)
    if sign is not None:
        return _is_also_a_name(text, at, first, end)
    if low in HONORIFICS:
        return False
    if is_person(low) or low in NOT_PEOPLE or low in TIMES:
        before = text.words[at - 1] if at > first else ""
        return at == end - 1 and (before.casefold() in HONORIFICS or before in given_names())
    return any(letter.isalpha() for letter in word) and not word.endswith("-")


def _is_also_a_name(text: Text, at: int, first: int, end: int) -> bool:
    """Say whether the name of a country is a person's here: "Jim Jordan", "Minister Israel Katz"."""
    sign = text.signs[at]
    if sign.kind not in ("name", "seat") or sign.end - sign.first > 1:
        return False
    word = text.words[at]
    if at == end - 1:
        before = text.words[at - 1] if at > first else ""
        return before in given_names() or before.casefold() in HONORIFICS
    if word not in given_names() or at + 1 in text.signs or not text.is_capital(at + 1):
        return False
    after = text.words[at + 1].casefold()
    return not is_person(after) and after not in NOT_PEOPLE and (at == first or is_person(text.words[at - 1]))


def _title_before(text: Text, start: int) -> Phrase | None:
    """Return the title that stands directly before a name: "foreign minister NAME", "secretary of state NAME"."""
    head = start - 1
    if head < 0 or text.words[head].casefold() in HONORIFICS:
        return None
    if is_office(text, head):
        word = text.words[head].casefold()
        if head > 0 and (word in RANKS or word in ABBREVIATIONS) and is_office(text, head - 1):
            head -= text.words[head - 1].casefold() not in GENERALS
        return Phrase(left_of(text, head), head + 1, head)
    for of in range(head - 1, max(0, start - 5), -1):
        if text.words[of] == "of" and is_office(text, of - 1):
            return Phrase(left_of(text, of - 1), start, of - 1)
        if not text.is_capital(of):
            return None
    return None


def is_office(text: Text, at: int) -> bool:
    """Say whether a word is a noun for one who holds an office, or for a kind of people."""
    word = text.words[at]
    one = singular(word)
    return (one in UNIQUE or one in OFFICIALS or one in PRIVATE or " " in one) and text.kinds[at] in (
        "NOUN", "PROPN", "ADJ", "X",
    )  # fmt: skip


def left_of(text: Text, head: int) -> int:
    """Return where the words begin that stand before a noun and belong to it."""
    at = head
    while at > 0 and head - at < FARTHEST:
        word, kind = text.words[at - 1], text.kinds[at - 1]
        if (
            word in ("'s", "'", "-")
            or (word == "of" and at > 1 and is_person(text.words[at - 2]))
            or kind in ("NOUN", "PROPN", "ADJ", "X")
            or word.casefold() in TIMES
            or (at - 1) in text.signs
            or (kind == "VERB" and text.doc[at - 1].tag_ in ("VBN", "VBG") and text.doc[at - 1].head.i >= at)
            or (word in ("and", "&") and _joins_modifiers(text, at - 1))
        ):
            at -= 1
        else:
            break
    while at < head and text.words[at] in ("-", "'s", "'", "and", "&"):
        at += 1
    return at


def _joins_modifiers(text: Text, at: int) -> bool:
    """Say whether "and" joins two words before a noun: "Egyptian and Qatari officials"."""
    after, before = text.signs.get(at + 1), text.signs.get(at - 1)
    if after is not None and before is not None:
        return after.kind == before.kind == "demonym"
    return text.doc[at].head.i >= at - 1 and text.doc[at].head.pos_ == "ADJ"


def _add_appositions(text: Text, name: Name) -> None:
    """Find the office that stands before or after a name, with a comma between."""
    before = _before_comma(text, name)
    if before is not None:
        name.titles.append(before)
        name.is_titled = True
    after = apposition_after(text, name.end)
    if after is not None:
        name.titles.append(after)


def _before_comma(text: Text, name: Name) -> Phrase | None:
    """Return the office that stands before a name and a comma: "the minister of justice, NAME,"."""
    comma = name.first - 1
    if comma > 0 and text.words[comma].casefold() in (*HONORIFICS, "alias"):
        comma -= 1
    if comma < 1 or text.words[comma] != "," or name.titles:
        return None
    above = text.doc[name.end - 1].head.i
    joined = text.doc[name.end - 1].dep_ == "appos" and comma - FARTHEST < above < comma
    joined = joined and is_office(text, above)
    head = above if joined else _cited_before(text, comma)
    if not is_office(text, head) or _is_plural(text, head) or not (joined or _ends_apposition(text, name)):
        return None
    return Phrase(left_of(text, head), comma, head)


def _cited_before(text: Text, comma: int) -> int:
    """Return the office whose words end at a comma: "a lawyer for the family,"; the word before it where none does."""
    for at in range(comma - 1, max(0, comma - FARTHEST), -1):
        if text.kinds[at] in ("VERB", "AUX", "PUNCT", "SPACE"):
            break
        if is_office(text, at) and right_of(text, at) == comma:
            return at
    return comma - 1


def _ends_apposition(text: Text, name: Name) -> bool:
    """Say whether a name after a comma goes with the noun before it: a comma or a stop follows, or the parse says so."""
    last = text.doc[name.end - 1]
    if last.dep_ == "appos":
        return True
    return name.end < len(text) and text.words[name.end] in (",", ".", "'s", "—") and last.dep_ != "conj"


def apposition_after(text: Text, end: int) -> Phrase | None:
    """Return the apposition that follows a name after a comma: "NAME, the head of the agency,"."""
    if end + 1 >= len(text) or text.words[end] != ",":
        return None
    for at in range(end + 1, min(end + 1 + FARTHEST, len(text) - 1)):
        if (
            text.words[at] in (",", ";", ".", "“", '"', ":")
            or text.doc[at].tag_ in FINITE
            or text.words[at] == "who"
        ):
            return None
        if is_office(text, at) and not _is_plural(text, at):
            after = text.words[at + 1]
            if text.kinds[at + 1] in ("NOUN", "PROPN") or after in ("'s", "-"):
                continue
            if after not in AFTER_OFFICE and "\n" not in after:
                return None
            first = end + 1
            while first < at and text.words[first].casefold() in DETERMINERS:
                first += 1
            return Phrase(first, right_of(text, at), at)
    return None


def right_of(text: Text, head: int) -> int:
    """Return where the words end that follow a noun and belong to it: "of the agency in the north"."""
    at = head + 1
    if at >= len(text) or text.words[at] not in ("of", "for", "at", "in", "from", "to"):
        return at
    while at < len(text) and at - head <= FARTHEST:
        word, kind = text.words[at], text.kinds[at]
        if kind in ("PUNCT", "SPACE", "VERB", "AUX", "PRON", "SCONJ", "CCONJ") and word not in (
            "-",
            "&",
            "'s",
            "its",
            "their",
        ):
            break
        at += 1
    while at - 1 > head and text.kinds[at - 1] in ("ADP", "DET", "PUNCT", "PART"):
        at -= 1
    return at


def _is_plural(text: Text, at: int) -> bool:
    return text.doc[at].tag_ in ("NNS", "NNPS") and singular(text.words[at]) != text.words[at].lower()
