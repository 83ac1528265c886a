"""An article measured: which of its statements a reading found, with the right speaker and stance, and what it made up.

A found statement stands for a marked one where of the words of both contents at least half are in both, and either
their cues share a character, or their sources do, or neither has a source, or the marked one has no cue. Each stands
for at most one; the likest first. A marked statement that goes on from another is found with it where one attribution
takes in both. A found statement is spurious where no marked one has a cue that shares a character with its cue and a
word of its content, and it stands for none either: a clumsy boundary is a miss, and not spurious besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.reading import Passage, joined
from servanda.reading.reading import Reading, Statement
from servanda.reading.speakers import Speaker
from training.gold import ExpectedStatement, Gold
from training.scores import SAME, Text, shared_part

_FILLERS = frozenset(("a", "an", "the", "another", "unnamed", "anonymous"))
_DENIALS = ("denies", "partly denies")


@dataclass(frozen=True)
class Judged:
    """One marked statement, and what was found of it.

    Attributes:
        found: the statement that stands for it, by its place in the reading; None where it was missed.
        near: where it was missed, a statement that has its cue and other bounds, by its place; None where none has.
        speaker, stance, certainty, affiliation, named, outlet: whether that is right; False where it was missed.
        denial, condition: whether the reading tells it as a denial, and as one that hangs on something.
    """

    marked: ExpectedStatement
    found: int | None
    near: int | None = None
    speaker: bool = False
    stance: bool = False
    certainty: bool = False
    affiliation: bool = False
    named: bool = False
    outlet: bool = False
    denial: bool = False
    condition: bool = False


@dataclass(frozen=True)
class Measured:
    """What a reading of one article is worth.

    Attributes:
        judged: every statement that had to be found, in the order in which it is marked.
        standing: which marked statement each found one stands for, optional ones too, by their places.
        spurious: the found statements that nobody made, by their places.
    """

    gold: Gold
    reading: Reading
    judged: tuple[Judged, ...]
    standing: Mapping[int, ExpectedStatement]
    spurious: tuple[int, ...]


def measure(reading: Reading, gold: Gold) -> Measured:
    """Judge the statements of a reading."""
    links = _Links(gold, reading.statements)
    standing = links.standing()
    carried = links.carried(standing)
    places = {one.id: place for place, one in standing.items()} | carried
    judged = tuple(
        _judged(one, place, reading.statements)
        if (place := places.get(one.id)) is not None
        else Judged(one, None, links.nearest(one))
        for one in gold.statements
        if not one.is_optional
    )
    spurious = tuple(
        place
        for place in range(len(reading.statements))
        if place not in standing and not links.is_of_any(place)
    )
    return Measured(gold, reading, judged, standing, spurious)


class _Links:
    """Which found statements may stand for which marked ones, in one text."""

    def __init__(self, gold: Gold, found: Sequence[Statement]) -> None:
        self._marked = gold.statements
        self._found = found
        self._text = Text(gold.article.text)
        self._contents = [self._text.words(one.attribution.content) for one in found]
        self._wholes = [self._whole(one) for one in self._marked]

    def standing(self) -> dict[int, ExpectedStatement]:
        """Return the marked statement that each found one stands for, the likest first."""
        likest = sorted(
            (
                (self._has_same_cue(place, one), self._likeness(place, number), -place, -number)
                for place in range(len(self._found))
                for number, one in enumerate(self._marked)
                if self._may_stand(place, number)
            ),
            reverse=True,
        )
        standing: dict[int, ExpectedStatement] = {}
        taken: set[int] = set()
        for *_, place, number in likest:
            if -place not in standing and number not in taken:
                standing[-place] = self._marked[-number]
                taken.add(number)
        return standing

    def carried(self, standing: Mapping[int, ExpectedStatement]) -> dict[str, int]:
        """Return the found statements that take in a marked one with the one that it goes on from."""
        places = {one.id: place for place, one in standing.items()}
        carried: dict[str, int] = {}
        for one in self._marked:
            if one.id not in places and (place := places.get(one.joins)) is not None:
                words = self._text.words(one.content)
                if len(words & self._contents[place]) >= SAME * len(words):
                    carried[one.id] = place
        return carried

    def nearest(self, marked: ExpectedStatement) -> int | None:
        """Return the found statement that has the cue of a marked one, and the most of its content."""
        words = self._text.words(marked.content)
        with_cue = [place for place in range(len(self._found)) if self._has_same_cue(place, marked)]
        return max(with_cue, key=lambda place: shared_part(self._contents[place], words), default=None)

    def is_of_any(self, place: int) -> bool:
        """Say whether a found statement is of a marked one at all, well bounded or not."""
        return any(
            self._may_stand(place, number)
            or (self._has_same_cue(place, one) and self._contents[place] & self._wholes[number])
            for number, one in enumerate(self._marked)
        )

    def _may_stand(self, place: int, number: int) -> bool:
        marked, source = self._marked[number], self._found[place].attribution.source
        if self._likeness(place, number) < SAME:
            return False
        if marked.cue is None or self._has_same_cue(place, marked):
            return True
        if source is None or marked.source is None:
            return source is marked.source
        return source.overlaps(marked.source)

    def _has_same_cue(self, place: int, marked: ExpectedStatement) -> bool:
        cue = self._found[place].attribution.cue
        return cue is not None and marked.cue is not None and cue.overlaps(marked.cue)

    def _likeness(self, place: int, number: int) -> float:
        own = self._text.words(self._marked[number].content)
        return max(shared_part(self._contents[place], words) for words in (own, self._wholes[number]))

    def _whole(self, marked: ExpectedStatement) -> frozenset[int]:
        """Return the words of a marked statement with those of all that go on from it."""
        parts = [one.content for one in self._marked if one.joins == marked.id]
        return self._text.words(joined([marked.content, *parts]))


def _judged(marked: ExpectedStatement, place: int, found: Sequence[Statement]) -> Judged:
    speaker, attitude = found[place].speaker, found[place].attitude
    return Judged(
        marked, place, None,
        speaker=is_right_speaker(speaker, marked),
        stance=attitude.stance in marked.stances,
        certainty=attitude.certainty in marked.certainties,
        affiliation=speaker.affiliation in marked.affiliations,
        named=speaker.named in marked.named,
        outlet=_is_same_name(speaker.outlet, marked.outlet) or _is_in(marked.outlet, speaker),
        denial=attitude.stance in _DENIALS,
        condition=attitude.condition is not None,
    )  # fmt: skip


def is_right_speaker(speaker: Speaker, marked: ExpectedStatement) -> bool:
    """Say whether a speaker is the one meant: by a name, a role, or as the table of sources has it.

    "A", "the", "unnamed" and what is told after "who" make no difference. Somebody who is named may be told with more
    before the name, an office or first names. Where nobody is meant, the speaker has no name.
    """
    told = [name for name in (speaker.name, speaker.role, speaker.recorded) if name]
    if not told and speaker.outlet:
        told = [speaker.outlet]
    if not told:
        return "" in marked.names
    return any(
        _is_same_name(name, one, "yes" in marked.named) for name in told for one in marked.names if one
    )


def _is_in(outlet: str, speaker: Speaker) -> bool:
    """Say whether an outlet that speaks for itself is told as the speaker."""
    return not outlet and speaker.outlet in ("", speaker.name)


def _is_same_name(ours: str, theirs: str, with_more: bool = False) -> bool:
    own, other = name_words(ours), name_words(theirs)
    return own == other or (with_more and bool(other) and own[-len(other) :] == other)


def name_words(name: str) -> list[str]:
    """Return the words of a name that tell who is meant."""
    plain = re.split(r"\bwho\b", name.lower().replace("’", "'"))[0]
    return [word for word in re.findall(r"[\w'/-]+", plain) if word not in _FILLERS]


def total(measured: Iterable[Measured]) -> dict[str, tuple[int, int]]:
    """Return, for each thing that is measured, how many there were and of how many."""
    every = list(measured)
    judged = [one for article in every for one in article.judged]
    found = sum(len(article.reading.statements) for article in every)
    denials = [one for one in judged if one.marked.is_denial]
    conditional = [one for one in judged if one.marked.has_condition]
    with_outlet = [one for one in judged if one.marked.outlet]
    return {
        "statements found": (sum(one.found is not None for one in judged), len(judged)),
        "right speaker": (sum(one.speaker for one in judged), len(judged)),
        "right stance": (sum(one.stance for one in judged), len(judged)),
        "right certainty": (sum(one.certainty for one in judged), len(judged)),
        "right affiliation": (sum(one.affiliation for one in judged), len(judged)),
        "named or not": (sum(one.named for one in judged), len(judged)),
        "outlet that passes it on": (sum(one.outlet for one in with_outlet), len(with_outlet)),
        "denials": (sum(one.denial for one in denials), len(denials)),
        "conditions": (sum(one.condition for one in conditional), len(conditional)),
        "spurious": (sum(len(article.spurious) for article in every), found),
    }


def failings(measured: Measured) -> list[str]:
    """Return a line for each thing that is not as marked. Of texts that are not ours it shows characters, not words."""
    lines = [
        f"{_line(measured, one.marked.content)} {one.marked.id}: {'; '.join(wrong)}"
        for one in measured.judged
        if (wrong := _wrong(one, measured))
    ]
    for place in measured.spurious:
        attribution = measured.reading.statements[place].attribution
        own = any(piece.overlaps(attribution.content) for piece in measured.gold.own)
        told = "the article's own words" if own else "of nobody's words that are marked"
        lines.append(f"{_line(measured, attribution.content)} spurious, {told}: {_cue(measured, place)}")
    return lines


def _wrong(one: Judged, measured: Measured) -> list[str]:
    if one.found is None:
        flags = [", a denial"] * one.marked.is_denial + [", with a condition"] * one.marked.has_condition
        return [f"missed{''.join(flags)}, {_near(one, measured)}"]
    found = measured.reading.statements[one.found]
    marked, attitude = one.marked, found.attitude
    wrong: list[str] = []
    if not one.speaker:
        wrong.append(f"speaker is {_speaker(measured, found.speaker)}, not {marked.names[0] or 'nobody'}")
    if not one.stance:
        wrong.append(f"{attitude.stance}, not {' or '.join(marked.stances)}")
    if not one.certainty:
        wrong.append(f"{attitude.certainty}, not {' or '.join(marked.certainties)}")
    if not one.affiliation:
        wrong.append(
            f"affiliation {found.speaker.affiliation or 'blank'}, not {marked.affiliations[0] or 'blank'}"
        )
    if marked.outlet and not one.outlet:
        wrong.append(f"outlet {found.speaker.outlet or 'blank'}, not {marked.outlet}")
    if marked.has_condition and not one.condition:
        wrong.append("condition not seen")
    if marked.is_denial and not one.denial:
        wrong.append("denial not seen")
    return wrong


def _near(one: Judged, measured: Measured) -> str:
    if one.near is None:
        return "no such cue found"
    attribution = measured.reading.statements[one.near].attribution
    source = f"{attribution.source.first}-{attribution.source.end}" if attribution.source else "none"
    return (
        f"its cue found with content {attribution.content.first}-{attribution.content.end}, source {source}"
    )


def _line(measured: Measured, content: Passage) -> str:
    return f"{measured.gold.name} {content.first}-{content.end}"


def _speaker(measured: Measured, speaker: Speaker) -> str:
    if measured.gold.is_ours:
        return repr(speaker.name or speaker.recorded or speaker.outlet or "nobody")
    where = f"at {speaker.passage.first}-{speaker.passage.end}" if speaker.passage else "without a passage"
    return f"{speaker.recorded or speaker.role or 'somebody'} {where}"


def _cue(measured: Measured, place: int) -> str:
    cue = measured.reading.statements[place].attribution.cue
    if cue is None:
        return "no cue"
    return (
        repr(cue.of(measured.gold.article.text)) if measured.gold.is_ours else f"cue at {cue.first}-{cue.end}"
    )
