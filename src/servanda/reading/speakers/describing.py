"""Describing: a figure of the cast as the speaker of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from servanda.reading.passage import Passage
from servanda.reading.speakers.belonging import ASSISTING
from servanda.reading.speakers.carriers import Carriers
from servanda.reading.speakers.cast import Cast, Figure
from servanda.reading.speakers.naming import Phrase, is_office
from servanda.reading.speakers.newcomers import Newcomers
from servanda.reading.speakers.sides import OUTLET_KINDS, Side
from servanda.reading.speakers.speaker import Named, Speaker
from servanda.reading.speakers.titles import Title, Titles
from servanda.reading.speakers.vocabulary import (
    DETERMINERS,
    HOLDERS,
    NAMELESS,
    OTHERS,
    PEOPLES,
    SPOKESPEOPLE,
    UNIQUE,
    singular,
)
from servanda.reading.speakers.wording import Wording
from servanda.record import Source

COUNTED = frozenset(
    [
        "not",
        "of",
        "many",
        "some",
        "several",
        "most",
        "few",
        "one",
        "all",
        "both",
        "others",
        "none",
        "some",
        "everyone",
    ]
)
"""Words that say how many, and not who: they make no role."""

ORDER: tuple[Named, ...] = ("yes", "role", "no")
"""From the best told speaker to the least."""


class Describer:
    """The speakers of one text.

    Attributes:
        newcomers: the figures that are told by a description alone.
    """

    def __init__(self, cast: Cast, titles: Titles, carriers: Carriers) -> None:
        self._text = cast.text
        self._titles = titles
        self._carriers = carriers
        self._sides = cast.text.sides
        self.newcomers = Newcomers(cast.text)
        self._persons: dict[Figure, Speaker] = {}

    def speaker(self, figure: Figure, words: Passage, outlet: str) -> Speaker:
        """Return a figure as the speaker of a report."""
        if figure.members:
            return self._several(figure, words, outlet)
        if figure.kind == "outlet":
            source = self._sides.register.find([figure.name])
            return Speaker(
                figure.name, "", source.name if source else "", "role", _side_of(source), outlet, words
            )
        if figure.kind == "person":
            if figure not in self._persons:
                self._persons[figure] = self._person(figure)
            return replace(self._persons[figure], outlet=outlet, passage=words)
        if figure.kind == "body":
            return self._body(figure, words, outlet)
        return self._people(figure, words, outlet)

    def _person(self, figure: Figure) -> Speaker:
        title = self._titles.of(figure)
        told = [self._text.written(phrase.first, phrase.end) for phrase in figure.phrases]
        roles = [*told, *_variants(title)] if title is not None and not title.is_past else []
        source = self._find([figure.name, *roles, *_short(figure.name)], is_named=True)
        side = title.side if title is not None and not title.is_past else None
        return Speaker(
            figure.name,
            source.name if source is not None else title.role if title is not None else "",
            source.name if source is not None else "",
            "yes",
            _affiliation(source, side),
        )

    def _people(self, figure: Figure, words: Passage, outlet: str) -> Speaker:
        """Describe people who are told without a name: by an office that one of them holds, or by their kind."""
        phrase = figure.phrases[0] if figure.phrases else None
        if phrase is None:
            return Speaker(figure.name, named="no", outlet=outlet, passage=words)
        found = self.newcomers.wordings[figure]
        if found.kind == "other":
            return self._other(figure, found, words, outlet)
        noun = singular(self._text.words[phrase.head])
        title = self._titles.read(phrase)
        if self._is_office(found, noun):
            title = self._titles.bare(title)
            source = self._find(_variants(title))
            role = source.name if source is not None else title.role
            named: Named = "role"
        else:
            source, role, named = self._kind(figure, found, phrase, title)
        side = None if title.is_past else title.side
        return Speaker(
            figure.name, role, source.name if source else "", named, _affiliation(source, side), outlet, words
        )

    def _other(self, figure: Figure, found: Wording, words: Passage, outlet: str) -> Speaker:
        """Describe those who are told by no common word for people: "Mexicans"; and things that say something."""
        source = self._find([figure.name])
        are_people = found.head in self._text.signs or self._text.is_capital(found.head)
        return Speaker(
            figure.name,
            "",
            source.name if source else "",
            "no" if are_people else "role",
            _side_of(source),
            outlet,
            words,
        )

    def _kind(
        self, figure: Figure, found: Wording, phrase: Phrase, title: Title
    ) -> tuple[Source | None, str, Named]:
        literal = self._literal(phrase)
        if not figure.is_plural and self._text.doc[phrase.head].tag_ == "NNS":
            literal = _in_singular(literal)
        if literal.split()[0] in COUNTED:
            return None, "", "no"
        one = _in_singular(literal)
        source = (
            self._find(
                name
                for base in dict.fromkeys((literal, one, title.role))
                for name in (f"unnamed {base}", base)
                if not (figure.is_plural and base == literal and not found.is_nameless)
            )
            if not figure.is_plural or found.is_nameless
            else self._find(
                name for base in dict.fromkeys((literal, title.role)) for name in (base, f"unnamed {base}")
            )
            or self._find([f"unnamed {one}", one])
        )
        if source is None and literal.startswith(("senior ", "top ")):
            rest = _in_singular(literal.split(" ", 1)[1])
            source = self._find([f"unnamed {rest}", rest])
        nameless = found.is_nameless or not figure.is_plural
        role = source.name if source is not None else f"unnamed {literal}" if nameless else literal
        return source, role, "no"

    def _body(self, figure: Figure, words: Passage, outlet: str) -> Speaker:
        if not figure.phrases:
            return self._place(figure, words, outlet)
        title = self._titles.bare(self._titles.read(figure.phrases[0]))
        source = self._find([figure.name, *_variants(title)])
        told = title.side is not None or self._text.kinds[figure.phrases[0].head] != "PROPN"
        role = source.name if source is not None else title.role if told else ""
        return Speaker(
            figure.name,
            role,
            source.name if source else "",
            "role",
            _affiliation(source, title.side),
            outlet,
            words,
        )

    def _place(self, figure: Figure, words: Passage, outlet: str) -> Speaker:
        """Describe a country, a seat of government, or a body that goes by its own name."""
        meaning, side = figure.meaning, figure.side
        label = side.label if side is not None else ""
        office = meaning.office if meaning is not None else ""
        names = [figure.name]
        if meaning is not None and meaning.kind == "body":
            names.append(f"{label} {office}" if office else figure.name)
        elif label:
            names += [label, f"{label} government"]
        source = self._find(names)
        role = source.name if source is not None else names[1] if len(names) > 1 else figure.name
        return Speaker(
            figure.name,
            role,
            source.name if source else "",
            "role",
            _affiliation(source, side),
            outlet,
            words,
        )

    def _several(self, figure: Figure, words: Passage, outlet: str) -> Speaker:
        """Describe several who speak together: what they share."""
        source = self._find([figure.name])
        one = [self.speaker(member, words, outlet) for member in figure.members if member.name]
        sides = {speaker.affiliation for speaker in one}
        named: Named = max((speaker.named for speaker in one if speaker.named), key=ORDER.index, default="no")
        shared = sides.pop() if len(sides) == 1 else ""
        return Speaker(
            figure.name,
            source.name if source else "",
            source.name if source else "",
            named,
            _side_of(source) if source is not None else shared,
            outlet,
            words,
        )

    def _is_office(self, found: Wording, noun: str) -> bool:
        """Say whether one who holds an office is meant, rather than one of many."""
        if found.is_plural or found.is_nameless or found.is_other:
            return False
        if noun not in UNIQUE:
            if noun in ASSISTING and found.determiner == "the":
                return any(is_office(self._text, at) for at in range(found.core[0], found.head))
            return noun in HOLDERS and found.determiner in ("the", "his", "her", "their", "its")
        return noun in SPOKESPEOPLE or found.determiner not in ("a", "an", "one", "some")

    def _literal(self, phrase: Phrase) -> str:
        """Return the words for a kind of people, without those that only count or point."""
        text = self._text
        kept = [
            text.words[at]
            for at in range(phrase.first, phrase.end)
            if at >= phrase.head or text.words[at].casefold() not in (*DETERMINERS, *OTHERS, *NAMELESS, ",")
        ]
        if (
            kept[0] == text.words[phrase.first]
            and text.kinds[phrase.first] != "PROPN"
            and phrase.first not in text.signs
        ):
            kept[0] = _lowered(kept[0])
        return _spaced(kept)

    def _find(self, names: Iterable[str], is_named: bool = False) -> Source | None:
        """Return the source of a speaker; no outlet, and for one with a name none that is kept unnamed."""
        others = (*OUTLET_KINDS, "unnamed") if is_named else OUTLET_KINDS
        return self._sides.register.find(names, others)


def _variants(title: Title) -> Iterator[str]:
    """Return the names that a table may have for an office: as it is, shorter, and of one who is going."""
    yield title.role
    label = title.side.label if title.side is not None else ""
    if not label:
        return
    yield f"{title.office} of {label}"
    office = title.office.split()
    if title.role == f"{label} {title.office}":
        for start in range(1, len(office)):
            if office[start - 1] in ("senior", "chief", "special", "top", "acting", "interim", "federal"):
                yield f"{label} {' '.join(office[start:])}"
    elif title.role.startswith("outgoing "):
        yield f"{label} {title.office} (outgoing)"


def _short(name: str) -> Iterator[str]:
    yield name.split()[-1]


def _in_singular(words: str) -> str:
    before, _, last = words.rpartition(" ")
    return f"{before} {singular(last)}".strip()


def _lowered(word: str) -> str:
    return word.lower() if word.istitle() and word.lower() not in PEOPLES else word


def _spaced(words: list[str]) -> str:
    text = " ".join(words)
    return text.replace(" 's", "'s").replace(" - ", "-").replace(" ,", ",")


def _side_of(source: Source | None) -> str:
    return source.affiliation if source is not None and source.affiliation != "none" else ""


def _affiliation(source: Source | None, side: Side | None) -> str:
    if source is not None:
        takes_part = (
            side is not None and side.affiliation == "monitor" and source.affiliation in ("", "monitor")
        )
        return "monitor" if takes_part else _side_of(source)
    return side.affiliation if side is not None else ""
