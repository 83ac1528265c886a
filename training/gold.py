"""Gold: articles in which people marked who says what to what end, and the reports that should come of it.

A gold file is TOML. Its table `article` tells what is known of the publication; `speaker.NAME` are the tables of whom
the statements belong to; then come `[[statement]]` and `[[draft]]`. A passage is given as characters of the text,
`[[first, end], …]`, or as words that stand in it, one string a piece. Words of a content stand in the text once;
those of a source are the ones nearest to the content, and those of a cue the ones nearest to both, so that a plain
"said" will do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.clock import Span, parse_span
from servanda.reading import Article, Passage
from servanda.reading.passage import joined

ROOT = Path(__file__).parents[1]
"""The folder of the project."""

OURS = Path(__file__).parent / "articles"
"""Articles of our own, each with its gold beside it."""

THEIRS = Path(__file__).parent / "gold"
"""Gold of articles that are not ours; their texts are kept elsewhere."""


class BadGold(ValueError):
    """A gold file says what its text does not bear out."""


@dataclass(frozen=True)
class ExpectedStatement:
    """A statement that the text attributes to somebody. Where several answers are right, all are listed.

    Attributes:
        names: what the speaker may be called: by name, by role, or as the table of sources does.
        named: whether the speaker is named: "yes", "role", "no" or blank.
        affiliations: the sides the speaker may be put to; blank for none.
        outlet: whose report it is, where the text says that it passes one on.
        is_denial: its speaker denies something, wholly or in part.
        has_condition: what is said hangs on a condition that the text tells.
        within: the statement whose content holds this one; blank for one told by the article itself.
        joins: the statement that this one goes on from: found too where one attribution takes in both.
        is_optional: it may be found or not; a statement within a speaker's own, or one that is no more than a hint.
    """

    id: str
    source: Passage | None
    cue: Passage | None
    content: Passage
    names: tuple[str, ...]
    named: tuple[str, ...]
    affiliations: tuple[str, ...]
    stances: tuple[str, ...]
    certainties: tuple[str, ...]
    outlet: str = ""
    is_denial: bool = False
    has_condition: bool = False
    within: str = ""
    joins: str = ""
    is_optional: bool = False


@dataclass(frozen=True)
class ExpectedDraft:
    """A row of the record that should come of an article.

    Attributes:
        statement: the statement it comes from; blank for the article's own words.
        cells: for a column of the record, the cells that are right, of which a blank one is right too where it is
            listed; a column that is left out is not judged.
        is_optional: it may be drawn up or not.
    """

    statement: str
    cells: Mapping[str, tuple[str, ...]]
    is_optional: bool = False


@dataclass(frozen=True)
class Gold:
    """An article with what should be read out of it.

    Attributes:
        agreement: the name of the example that it is read for.
        own: passages in which nobody but the article speaks.
        is_ours: the text is our own, so that its words may be shown.
    """

    article: Article
    agreement: str
    statements: tuple[ExpectedStatement, ...]
    drafts: tuple[ExpectedDraft, ...]
    own: tuple[Passage, ...]
    is_ours: bool

    @property
    def name(self) -> str:
        """The name of the article's file, without its ending."""
        return self.article.file.removesuffix(".txt")


def shared(folder: str) -> Path | None:
    """Return a folder that lies in `shared/` beside the project or above it, where there is one."""
    places = (parent / "shared" / folder for parent in ROOT.parents)
    return next((place for place in places if place.is_dir()), None)


def own_articles() -> Iterator[Gold]:
    """Read the articles of our own with their gold."""
    for path in sorted(OURS.glob("*.toml")):
        yield gold_of(path, path.with_suffix(".txt"), is_ours=True)


def other_articles() -> Iterator[Gold]:
    """Read the gold of articles that are not ours; none where their texts are missing."""
    texts = shared("articles")
    for path in sorted(THEIRS.glob("*.toml")):
        if texts and (text := texts / f"{path.stem}.txt").exists():
            yield gold_of(path, text, is_ours=False)


def gold_of(path: Path, text: Path, *, is_ours: bool) -> Gold:
    """Read one gold file and the text that it is about.

    Raises:
        BadGold: it names words that the text does not hold, or holds twice; or what it refers to is not there.
    """
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    words = text.read_text(encoding="utf-8")
    known = told["article"]
    if known.get("length", len(words)) != len(words):
        raise BadGold(f"{path.name} was marked in another text than {text.name}")
    statements = tuple(_statement(row, told["speaker"], words) for row in told.get("statement", ()))
    drafts = tuple(_draft(row) for row in told.get("draft", ()))
    named = {statement.id for statement in statements}
    if strange := {draft.statement for draft in drafts} - named - {""}:
        raise BadGold(f"{path.name} has drafts of statements that it does not have: {sorted(strange)}")
    title = _passage(known["title"], words) if "title" in known else None
    article = Article(
        words, text.name, title, title.of(words) if title else "", _day(known), outlet=known["outlet"]
    )
    own = tuple(_passage([piece], words) for piece in known.get("own", ()))
    return Gold(article, known["agreement"], statements, drafts, own, is_ours)


def _day(known: Mapping[str, Any]) -> Span:
    return parse_span(known["published"], known["zone"])


def _statement(row: Mapping[str, Any], speakers: Mapping[str, Any], text: str) -> ExpectedStatement:
    content = _passage(row["content"], text)
    source = _near(row.get("source"), (content,), text)
    cue = _near(row.get("cue"), (content, source) if source else (content,), text)
    speaker = speakers[row["speaker"]]
    return ExpectedStatement(
        row["id"], source, cue, content,
        tuple(speaker["names"]), tuple(speaker["named"]), tuple(speaker["affiliation"]),
        tuple(row["stances"]), tuple(row["certainties"]), row.get("outlet", ""),
        row.get("denial", False), row.get("condition", False), row.get("within", ""), row.get("joins", ""),
        row.get("optional", False),
    )  # fmt: skip


def _draft(row: Mapping[str, Any]) -> ExpectedDraft:
    cells = {column: tuple(cell) for column, cell in row.items() if column not in ("statement", "optional")}
    return ExpectedDraft(row.get("statement", ""), cells, row.get("optional", False))


def _passage(pieces: Sequence[str | Sequence[int]], text: str) -> Passage:
    return joined(Passage((_piece(piece, text),)) for piece in pieces)


def _piece(piece: str | Sequence[int], text: str) -> tuple[int, int]:
    if not isinstance(piece, str):
        return piece[0], piece[1]
    if text.count(piece) != 1:
        raise BadGold(f"the text has these words {text.count(piece)} times: {piece!r}")
    first = text.index(piece)
    return first, first + len(piece)


def _near(
    pieces: Sequence[str | Sequence[int]] | None, beside: Sequence[Passage], text: str
) -> Passage | None:
    """Return the passage of a source or a cue: of words that stand more than once, those nearest to others."""
    if pieces is None:
        return None
    return joined(
        Passage((_nearest(piece, beside, text) if isinstance(piece, str) else (piece[0], piece[1]),))
        for piece in pieces
    )


def _nearest(words: str, beside: Sequence[Passage], text: str) -> tuple[int, int]:
    places = [(first, first + len(words)) for first in _places(words, text) if _is_whole(first, words, text)]
    if not places:
        raise BadGold(f"the text does not have these words: {words!r}")
    return min(
        places,
        key=lambda place: [sum(column) for column in zip(*(_gap(place, one) for one in beside), strict=True)],
    )


def _places(words: str, text: str) -> Iterable[int]:
    first = text.find(words)
    while first >= 0:
        yield first
        first = text.find(words, first + 1)


def _is_whole(first: int, words: str, text: str) -> bool:
    """Say whether words begin and end where words of the text do."""
    edges = (text[max(first - 1, 0) : first + 1], text[first + len(words) - 1 : first + len(words) + 1])
    return not any(len(edge) == 2 and edge.isalnum() for edge in edges)


def _gap(place: tuple[int, int], other: Passage) -> tuple[bool, int]:
    """Return whether words are part of a passage, and else how many characters lie between the two."""
    apart = min(max(first - place[1], place[0] - end, 0) for first, end in other.spans)
    return other.overlaps(Passage((place,))), apart
