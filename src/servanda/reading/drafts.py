"""Drafts: the rows of the record that an article would make, one for each act that each of its speakers tells of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.clock import Span
from servanda.reading.article import Article
from servanda.reading.background import Background
from servanda.reading.events.clauses import Telling, Ties
from servanda.reading.events.mention import Mention
from servanda.reading.events.repeats import Repeats
from servanda.reading.events.stems import lemma_of, word_set
from servanda.reading.events.times import Time
from servanda.reading.events.told import is_aside
from servanda.reading.layout import Layout
from servanda.reading.passage import Passage, joined
from servanda.reading.reading import DraftReport, Statement
from servanda.reading.speakers.speaker import Speaker
from servanda.reading.stance import Attitude, attitude_of, side_of
from servanda.record import FILED_COLUMNS, Matters, Report, Row, act_key, row_of
from servanda.record.draft import show_scores, show_spans
from servanda.record.report import Certainty, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SURE = 0.5
"""Above this score an act is told in the words of its clause."""

APART = 0.15
"""By so much a clause must fit better than the others of its act to be named."""

WEAK = 0.3
"""Below this score, what the article says itself without naming an actor is no draft."""

SHOWN = 5
"""How many events that a draft may repeat are told."""

LONGEST_ANSWER = 4
"""So many words has what only points at what was told before, at the most: "the report", "those claims"."""

FARTHEST, NEAR = 600, 120
"""So many characters back lies what such words point at; and so far apart are acts that they may mean alike."""

_REPORTS = word_set(
    "report reports claim claims allegation allegations accusation accusations charge charges account story"
)

LONGEST_NOTE = 120
PRIVATE = "private person"
NO_DATE = "The article does not say when it was published."

_OF_SPEAKER = word_set("i we us our my he she his her")
_POINTERS = (["it"], ["this"], ["that"])
_NO_TIME = Span(0, 0)


@dataclass(frozen=True)
class Told:
    """An act with who says it and how, before it is written as a row.

    Attributes:
        place: the place of its statement; None for the article's own words.
        scores: the clauses that it may be about.
    """

    mention: Mention
    place: int | None
    attitude: Attitude
    scores: Mapping[str, float]
    act: str
    clause: str = ""
    kind: str = ""


class Drafter:
    """Writes the drafts of articles that are read for one agreement."""

    def __init__(self, background: Background) -> None:
        agreement = background.agreement
        self._background = background
        self._clauses = agreement.clauses if agreement is not None else {}
        self._ties = Ties(agreement) if agreement is not None else None
        self._matters = Matters(agreement) if agreement is not None else None
        self._repeats = Repeats(background.reports, background.zone, self._matters)

    def drafts(
        self, article: Article, doc: Doc, statements: Sequence[Statement], mentions: Sequence[Mention],
        times: Sequence[Time] = (),
    ) -> tuple[DraftReport, ...]:  # fmt: skip
        """Return the drafts of an article, in the order of its text."""
        tokens = {token.idx: token for token in doc}
        where, told = _Places(statements), []
        for mention in mentions:
            place = where.of(mention.root)
            if place == NOWHERE:
                continue
            statement = statements[place] if place is not None else None
            known = self._with_actor(mention, statement, article.text)
            one = self._told(known, place, statement, tokens[mention.root])
            if self._is_worth(one) and not _is_aside(tokens[mention.root], statement):
                told.append(one)
        told += _answering(told, statements, article.text)
        whole = _without_headline(_merged(told), article)
        said = _said(statements, doc, times, article)
        return tuple(self._draft(one, article, statements, said) for one in whole)

    def _told(self, mention: Mention, place: int | None, statement: Statement | None, root: Token) -> Told:
        attitude = _attitude(root, statement)
        scores = self._scores(mention, root)
        best = next(iter(scores), "")
        if not best or scores[best] <= SURE:
            return Told(mention, place, attitude, scores, self._repeats.words_of(mention.act))
        act = self._clauses[best].act
        rivals = [
            score
            for id_, score in scores.items()
            if id_ != best and act_key(self._clauses[id_].act) == act_key(act)
        ]
        is_plain = bool(rivals) and scores[best] - max(rivals) >= APART
        kind = self._kind(act, mention.kind)
        return Told(mention, place, attitude, scores, act, best if is_plain else "", kind)

    def _scores(self, mention: Mention, root: Token) -> dict[str, float]:
        if self._ties is None:
            return {}
        words = root.sent.text
        return self._ties.scores(
            Telling(mention.act, mention.by, mention.to, mention.kind, mention.place, words, mention.quantity)
        )

    def _kind(self, act: str, told: str) -> str:
        """Return the kind by which the clauses of an act count apart that some words name; blank for none."""
        assert self._matters is not None
        words = {lemma_of(word) for word in told.split()}
        kinds = self._matters.by_act[act_key(act)].apart
        return next(
            (kind for kind in sorted(kinds) if {lemma_of(word) for word in kind.split()} <= words), ""
        )

    def _with_actor(self, mention: Mention, statement: Statement | None, text: str) -> Mention:
        """Return an act that its speaker tells of "us" as the speaker's side does it."""
        passage = mention.fields.get("by")
        side = statement.speaker.affiliation if statement is not None else ""
        if passage is None or side in ("", "monitor", *mention.by):
            return mention
        words = {text[first:end].casefold() for first, end in passage.spans}
        return mention if words.isdisjoint(_OF_SPEAKER) else replace(mention, by=(side, *mention.by))

    def _is_worth(self, told: Told) -> bool:
        if told.place is not None or told.mention.by or told.mention.quantity is not None:
            return True
        return max(told.scores.values(), default=0.0) >= WEAK

    def _draft(
        self,
        told: Told,
        article: Article,
        statements: Sequence[Statement],
        when: Mapping[int, tuple[Span, Passage]],
    ) -> DraftReport:
        statement = statements[told.place] if told.place is not None else None
        mention, zone = told.mention, self._background.zone
        said = when.get(told.place) if told.place is not None else None
        report = Report(
            "", told.act, told.attitude.stance, said[0] if said else _NO_TIME, article.published or _NO_TIME,
            clauses=(told.clause,) if told.clause else (), by=mention.by, to=mention.to, measure=mention.measure,
            quantity=mention.quantity, unit=mention.unit, kind=told.kind, place=mention.place, happened=mention.happened,
            source=article.outlet, certainty=_certainty(told.attitude, statement), note=_note(told, statement, article.text),
            link=article.link,
        )  # fmt: skip
        row = row_of(report, zone) | _speaker_cells(statement, statements)
        row["said"] = row["said"] if said else ""
        row["published"] = row["published"] if article.published else ""
        spans = joined([mention.passage, *([statement.attribution.content] if statement else [])])
        row |= {
            "file": article.file, "spans": show_spans(spans.spans), "words": _words(spans, article.text),
            "scores": show_scores(told.scores), "wire": row["wire"] or article.wire,
            "unread": "" if article.published else NO_DATE,
        }  # fmt: skip
        fields = dict(mention.fields) | _fields(told, statement, article, said)
        return DraftReport(
            {column: row[column] for column in FILED_COLUMNS}, told.place, told.scores,
            {name: passage for name, passage in fields.items() if row.get(name)},
            self._repeats.of(row)[:SHOWN],
        )  # fmt: skip


def drafts(
    article: Article, doc: Doc, statements: Sequence[Statement], mentions: Sequence[Mention], background: Background,
    times: Sequence[Time] = (),
) -> tuple[DraftReport, ...]:  # fmt: skip
    """Return the drafts of one article: one for each act that each statement, or the article itself, tells of.

    Args:
        statements: who says what in it; a draft names the place of its own.
        mentions: the acts that it tells of.
        times: the times it tells, for when something was said.
    """
    return Drafter(background).drafts(article, doc, statements, mentions, times)


NOWHERE = -1
"""The place of an act that only says who a speaker is."""


class _Places:
    """Where in a text its statements lie."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        told = [statement.attribution for statement in statements]
        self._contents = Layout((one.content, place) for place, one in enumerate(told))
        self._sources = Layout((one.source, None) for one in told if one.source is not None)

    def of(self, root: int) -> int | None:
        """Return the place of the innermost statement that holds a character; None where the article says it itself."""
        if self._sources.at(root):
            return NOWHERE
        inside = self._contents.at(root)
        return (
            min((sum(end - first for first, end in p.spans), place) for p, place in inside)[1]
            if inside
            else None
        )


def _is_aside(root: Token, statement: Statement | None) -> bool:
    """Say whether an act is told only as what something else is about, by nobody who says that it is done."""
    if statement is not None and (statement.speaker.name or statement.speaker.outlet):
        return is_aside(root) and root.head.lower_ == "with"
    return is_aside(root)


def _answering(told: Sequence[Told], statements: Sequence[Statement], text: str) -> list[Told]:
    """Return the acts of statements that only deny or confirm "the report": what was told last before them."""
    taken, roots = {one.place for one in told}, [one.mention.root for one in told]
    found = []
    for place, statement in enumerate(statements):
        content = statement.attribution.content
        words = content.of(text).casefold().split()
        if (
            place in taken
            or len(words) > LONGEST_ANSWER
            or not (_REPORTS.intersection(words) or words in _POINTERS)
        ):
            continue
        before = told[bisect_left(roots, content.first - FARTHEST) : bisect_left(roots, content.first)]
        meant = _last_sentence(before)
        if meant is not None and meant.place != place:
            mention = replace(meant.mention, passage=content)
            found.append(replace(meant, mention=mention, place=place, attitude=statement.attitude))
    return found


def _last_sentence(before: Sequence[Told]) -> Told | None:
    """Return of the acts told last that which is surest about a clause."""
    near = [one for one in before if one.mention.root >= before[-1].mention.root - NEAR]
    return max(near, key=lambda one: max(one.scores.values(), default=0.0), default=None)


def _merged(told: Iterable[Told]) -> list[Told]:
    """Return acts without those that only repeat another of their statement."""
    found: dict[tuple[int | None, str, Stance], list[Told]] = {}
    for one in told:
        alike = found.setdefault((one.place, act_key(one.act), one.attitude.stance), [])
        for number, other in enumerate(alike):
            both = _both(other, one)
            if both is not None:
                alike[number] = both
                break
        else:
            alike.append(one)
    return sorted((one for alike in found.values() for one in alike), key=lambda one: one.mention.root)


def _both(first: Told, second: Told) -> Told | None:
    """Return two tellings of an act, by one statement with one stance, as one; None where they tell it apart."""
    one, other = first.mention, second.mention
    for name in ("by", "to", "quantity", "place", "happened"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and theirs and mine != theirs:
            return None
    if first.kind != second.kind:
        return None
    whole = replace(
        one, by=one.by or other.by, to=one.to or other.to, place=one.place or other.place,
        happened=one.happened or other.happened, passage=joined([one.passage, other.passage]),
        fields={**other.fields, **one.fields},
    )  # fmt: skip
    if one.quantity is None:
        whole = replace(
            whole, quantity=other.quantity, unit=other.unit, measure=other.measure, kind=other.kind
        )
    scores = {**first.scores, **second.scores}
    best = {id_: max(score, first.scores.get(id_, 0.0)) for id_, score in scores.items()}
    return replace(
        first, mention=whole, scores=dict(sorted(best.items(), key=lambda pair: -pair[1])),
        clause=first.clause or second.clause,
    )  # fmt: skip


def _without_headline(told: list[Told], article: Article) -> list[Told]:
    """Return acts without those of the title that the text tells again."""
    title = article.title
    if title is None:
        return told
    body = {act_key(one.act) for one in told if not title.covers(one.mention.root, one.mention.root + 1)}
    return [
        one
        for one in told
        if not title.covers(one.mention.root, one.mention.root + 1) or act_key(one.act) not in body
    ]


def _attitude(root: Token, statement: Statement | None) -> Attitude:
    """Return how an act is told: by the rules, and where its statement was judged otherwise, as that was, save where the
    rules tell the act apart from the statement."""
    if statement is None:
        return attitude_of(root.doc, None, root)
    side = side_of(statement.speaker)
    of_act = attitude_of(root.doc, statement.attribution, root, side)
    told = statement.attitude
    is_as_told = (of_act.stance, of_act.certainty) == (told.stance, told.certainty)
    of_all = told
    if not is_as_told or told.condition is not None:
        of_all = attitude_of(root.doc, statement.attribution, side=side)
    if told == of_all:
        return of_act
    return replace(
        of_act,
        stance=told.stance if of_act.stance == of_all.stance else of_act.stance,
        certainty=told.certainty if of_act.certainty == of_all.certainty else of_act.certainty,
        condition=of_act.condition or told.condition,
    )


def _speaker_cells(statement: Statement | None, statements: Sequence[Statement]) -> Row:
    if statement is None:
        return {}
    speaker = statement.speaker
    if _is_outlet(speaker):
        return {"wire": speaker.outlet, "affiliation": "none", "named": "role"}
    name = speaker.recorded or speaker.role or ("" if speaker.named == "yes" else speaker.name)
    if not name and speaker.name:
        name = PRIVATE
    return {
        "wire": _wire(statement, statements), "speaker": name, "affiliation": speaker.affiliation, "named": speaker.named,
    }  # fmt: skip


def _is_outlet(speaker: Speaker) -> bool:
    """Say whether it is an outlet that speaks in its own words: a record has it as the wire, and no speaker."""
    return bool(speaker.outlet) and speaker.name == speaker.outlet


def _certainty(attitude: Attitude, statement: Statement | None) -> Certainty:
    """Return how sure an act is told: what an outlet passes on in its own or in unnamed words is reported."""
    speaker = statement.speaker if statement is not None else Speaker()
    is_passed_on = _is_outlet(speaker) or (speaker.named == "no" and bool(speaker.outlet))
    return "reported" if is_passed_on and attitude.certainty == "certain" else attitude.certainty


def _wire(statement: Statement, statements: Sequence[Statement]) -> str:
    """Return the outlet that passes a statement on: its own, or that of the nearest statement it lies within."""
    seen: set[int] = set()
    while not statement.speaker.outlet and statement.within is not None and statement.within not in seen:
        seen.add(statement.within)
        statement = statements[statement.within]
    return statement.speaker.outlet


def _said(
    statements: Sequence[Statement], doc: Doc, times: Sequence[Time], article: Article
) -> dict[int, tuple[Span, Passage]]:
    """Return when statements were made, by their places, and the words that tell it, where the text does."""
    cues = Layout(
        (one.attribution.cue, place)
        for place, one in enumerate(statements)
        if one.attribution.cue is not None
    )
    found: dict[int, tuple[Span, Passage]] = {}
    for time in times:
        word = doc[time.token]
        above = word.head.head if word.head.dep_ == "prep" else word.head
        if time.span is None or (article.published is not None and time.span.first > article.published.last):
            continue
        for _, place in cues.at(above.idx):
            found.setdefault(place, (time.span, time.passage))
    return found


def _note(told: Told, statement: Statement | None, text: str) -> str:
    """Return what a reader of the row should know: the words of its cue, and what it hangs on."""
    pieces = []
    if statement is not None and statement.attribution.cue is not None:
        pieces.append(f"told by: {_plain(statement.attribution.cue.of(text))}")
    if told.attitude.condition is not None:
        pieces.append(f"condition: {_plain(told.attitude.condition.of(text))}")
    return "; ".join(pieces)


def _words(spans: Passage, text: str) -> str:
    """Return the words of some pieces of a text, with a mark where others stand between them."""
    return " … ".join(" ".join(text[first:end].split()) for first, end in spans.spans)


def _plain(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= LONGEST_NOTE else one_line[: LONGEST_NOTE - 1].rstrip() + "…"


def _fields(
    told: Told, statement: Statement | None, article: Article, said: tuple[Span, Passage] | None
) -> dict[str, Passage]:
    """Return the words that tell the cells that are not of the act itself."""
    found: dict[str, Passage | None] = {"published": article.dated, "said": said[1] if said else None}
    if "quantity" in told.mention.fields:
        found["unit"] = found["measure"] = told.mention.fields["quantity"]
        found["kind"] = told.mention.fields["quantity"]
    if statement is not None:
        attribution, speaker = statement.attribution, statement.speaker
        source = speaker.passage or attribution.source
        found |= {"speaker": source, "affiliation": source, "named": source, "wire": source}
        found["stance"] = told.attitude.negation or attribution.cue
        found["certainty"] = told.attitude.hedge or attribution.cue
    else:
        found["stance"], found["certainty"] = told.attitude.negation, told.attitude.hedge
    found["note"] = told.attitude.condition
    return {name: passage for name, passage in found.items() if passage is not None}
