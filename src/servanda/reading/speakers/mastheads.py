"""Mastheads: the names that a text calls an outlet's, beside those that a table knows."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.reading.speakers.cast import Cast
from servanda.reading.speakers.sides import Meaning
from servanda.reading.speakers.text import Text
from servanda.reading.speakers.vocabulary import NOT_PEOPLE, OUTLET, OUTLET_NAMES, singular

KINDS_AFTER = frozenset(
    [
        "outlet",
        "site",
        "website",
        "newspaper",
        "paper",
        "daily",
        "weekly",
        "magazine",
        "channel",
        "network",
        "broadcaster",
        "station",
        "radio",
        "portal",
    ]
)
"""What stands after a name and says that it is an outlet's."""

OF_NEWS = frozenset({"news", "press", "wire", "television", "tv", "radio", "online"})
"""What stands before such a kind: "the NAME news site", "the news agency NAME"."""

IN_APPOSITION = 5
"""So many words after "NAME, a" its kind is looked for."""


def take_outlets(cast: Cast) -> None:
    """Take in the outlets that the text calls so, beside those that a table knows."""
    text = cast.text
    for first, end in text.runs():
        owners = (cast.of_word.get(at) for at in range(first, end))
        if any(owner is not None and owner.figure.kind == "outlet" for owner in owners):
            continue
        begin = _name_of_outlet(text, cast, first, end)
        if begin is None:
            continue
        name = text.written(begin, end)
        _forget_person(cast, begin, end)
        mention = cast.add(cast.body(name, Meaning("outlet", name)), begin, end, end - 1)
        for at in range(begin, end):
            cast.of_word[at] = mention


def _name_of_outlet(text: Text, cast: Cast, first: int, end: int) -> int | None:
    """Return where the name of an outlet begins in a run of capitalised words; None where it is none."""
    last = text.words[end - 1]
    after = text.words[end] if end < len(text) else ""
    if last in OUTLET_NAMES and end - first > 1 and text.words[first + 1] != "-":
        return first
    if last == "Channel" and after.isdigit():
        return first
    if end - first > 1 and text.words[first] in ("Radio", "Channel", "TV"):
        return first
    owner = cast.of_word.get(end - 1)
    if _is_called_outlet(text, cast, first, end):
        return first
    of_news = after in OF_NEWS and end + 1 < len(text)
    kind = text.words[end + 1] if of_news else after
    if _is_kind(kind, of_news) and kind.islower() and (owner is None or owner.figure.kind != "person"):
        signs = [at for at in range(first, end) if at in text.signs]
        begin = signs[-1] + 1 if signs else first
        return begin if begin < end else None
    if owner is None and end - first == 1 and first not in text.signs and _is_report_in(text, first):
        return first
    return None


def _forget_person(cast: Cast, first: int, end: int) -> None:
    """Take out the person whom the name of an outlet was taken for."""
    strange = {id(owner.figure) for at in range(first, end) if (owner := cast.of_word.get(at)) is not None}
    if any(m.figure.kind != "person" for m in cast.mentions if id(m.figure) in strange):
        return
    cast.mentions[:] = [mention for mention in cast.mentions if id(mention.figure) not in strange]


def _is_kind(word: str, of_news: bool) -> bool:
    return singular(word) in KINDS_AFTER or (of_news and singular(word) in ("agency", "service"))


def _is_called_outlet(text: Text, cast: Cast, first: int, end: int) -> bool:
    """Say whether the words beside a name call it an outlet: "the daily NAME", "NAME, a daily in the capital"."""
    if all(at in text.signs or text.words[at].casefold() in NOT_PEOPLE for at in range(first, end)):
        return False
    owner = cast.of_word.get(end - 1)
    if owner is not None and (owner.figure.kind != "person" or owner.figure.phrases or owner.end > end):
        return False
    return _has_kind_before(text, first, end) or _has_kind_after(text, end)


def _has_kind_before(text: Text, first: int, end: int) -> bool:
    kind = first - 1
    if kind < 1 or not text.words[kind].islower():
        return False
    if not _is_kind(text.words[kind], text.words[kind - 1].casefold() in OF_NEWS):
        return False
    name, before = text.doc[end - 1], text.doc[kind]
    is_apart = before.dep_ in ("dobj", "pobj", "dative") and before.head.i != name.i
    return name.dep_ not in ("nsubj", "nsubjpass") or name.head.i == kind or not is_apart


def _has_kind_after(text: Text, end: int) -> bool:
    if end + 2 >= len(text) or text.words[end] != "," or text.words[end + 1] not in ("a", "an", "the"):
        return False
    for at in _words_of_phrase(text, end + 2):
        after = text.kinds[at + 1] if at + 1 < len(text) else "PUNCT"
        if _is_kind(text.words[at], text.words[at - 1] in OF_NEWS) and after not in ("NOUN", "PROPN"):
            return at + 1 >= len(text) or text.words[at + 1] != "of"
    return False


def _words_of_phrase(text: Text, first: int) -> Iterator[int]:
    """Yield the words of a noun phrase, up to a mark or a small word that ends it."""
    for at in range(first, min(first + IN_APPOSITION, len(text))):
        if text.kinds[at] not in ("NOUN", "PROPN", "ADJ", "ADV", "NUM") and text.words[at] != "-":
            return
        yield at


def _is_report_in(text: Text, first: int) -> bool:
    """Say whether "a report in", "an interview with" stands before a name."""
    words = [word.casefold() for word in text.words[max(0, first - 5) : first]]
    if not words or (words[-1] not in ("in", "with", "by", "the", "to")):
        return False
    return any(word in ("report", "interview", "article") for word in words) and not any(
        word in OUTLET for word in words
    )
