"""Text into an agreement, with every problem found on the way, never an exception."""

from __future__ import annotations

import dataclasses
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from lark import Lark, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from servanda.agreement import blocks, builder, model, terms
from servanda.agreement.problem import Problem
from servanda.clock import BadTime, is_zone, parse_moment, seconds_of

_Start = Literal["item", "detail"]
LONGEST_LINE = 2_000
"""Characters in one line of a block; more is refused unread."""
DEEPEST = 50
"""Levels of one line, such as a condition within a condition; more is refused."""


def parse(text: str, file: str = "agreement.md") -> tuple[model.Agreement, list[Problem]]:
    """Read an agreement and all the problems of its form.

    A line that cannot be read is left out of the agreement and named among the problems.

    >>> agreement, problems = parse("No clauses yet.")
    >>> len(agreement.clauses), problems
    (0, [])
    """
    reader = _Reader(file)
    passages = tuple(reader.passage(block) for block in blocks.split(text))
    return model.Agreement(passages), reader.problems


@cache
def grammar() -> Lark:
    """Return the compiled grammar of a block's lines."""
    text = resources.files("servanda.agreement").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(text, start=["item", "detail"], parser="lalr", maybe_placeholders=True)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def passage(self, block: blocks.Block) -> model.Passage:
        if not block.closed:
            line = blocks.Line(block.opened_at, "```servanda")
            self._refuse(
                line,
                "block-not-closed",
                "This block has no closing fence.",
                "Add a line of three backquotes after it.",
            )
        found = (self._item(lines) for lines in blocks.items(block))
        return model.Passage(block.prose, tuple(item for item in found if item is not None))

    def _item(self, lines: list[blocks.Line]) -> model.Item | None:
        head = lines[0]
        if head.is_indented:
            self._refuse(
                head,
                "stray-indent",
                "Nothing stands above this line for it to belong to.",
                "Move it to the left margin, or put it under its clause.",
            )
            return None
        item = self._line(head, "item")
        details = [(line, self._line(line, "detail")) for line in lines[1:]]
        if item is None:
            return None
        spot = model.Spot(head.number, head.text)
        return self._assemble(dataclasses.replace(item, spot=spot), details)

    def _line(self, line: blocks.Line, start: _Start) -> Any:
        if len(line.text) > LONGEST_LINE:
            self._refuse(
                line,
                "line-too-long",
                f"This line has more than {LONGEST_LINE} characters.",
                "Break the clause into several lines.",
            )
            return None
        try:
            tree = _tree(line.text, start)
            if _depth(tree) > DEEPEST:
                self._refuse(
                    line,
                    "nested-too-deep",
                    "This line holds too many things one inside the other.",
                    "Give the inner ones clauses of their own.",
                )
                return None
            return builder.Builder().transform(tree)
        except UnexpectedInput as error:
            self.problems.append(self._unexpected(line, error))
        except VisitError as error:
            refused = error.orig_exc
            if not isinstance(refused, builder.Refused):
                raise
            self._refuse(line, refused.name, refused.cause, refused.mend)
        return None

    def _assemble(self, item: Any, details: list[tuple[blocks.Line, Any]]) -> model.Item:
        said: set[str] = set()
        for line, detail in details:
            if detail is None:
                continue
            kind = _said_once(detail)
            if kind in said:
                self._refuse(line, "said-twice", f"A line above already says {kind}.", "Keep one of the two.")
                continue
            said |= {kind} - {""}
            spot = model.Spot(line.number, line.text)
            for piece in detail if isinstance(detail, tuple) else (detail,):
                item = self._added(item, piece, line, spot)
        if isinstance(item, model.Phase | model.Clause):
            item = dataclasses.replace(item, terms=self._once_each(item))
        return item  # type: ignore[no-any-return]

    def _added(self, item: Any, piece: Any, line: blocks.Line, spot: model.Spot) -> Any:
        match item, piece:
            case model.Title(), builder.EntryLine():
                return self._entered(item, piece, line)
            case model.Title(), builder.Setting():
                return _with_setting(item, piece)
            case model.Amendment(), model.Change():
                return dataclasses.replace(
                    item, changes=(*item.changes, dataclasses.replace(piece, spot=spot))
                )
            case model.Phase(), builder.Opens():
                return dataclasses.replace(item, opens_when=piece.condition)
            case ((model.Phase() | model.Clause()), model.Reading()):
                return dataclasses.replace(
                    item, readings=(*item.readings, dataclasses.replace(piece, spot=spot))
                )
            case model.Clause(), builder.PartOf():
                return dataclasses.replace(item, part_of=piece.id)
            case model.Clause(), builder.KnownAs():
                return dataclasses.replace(item, known=piece.known)
            case (model.Clause(), _) if isinstance(piece, terms.Term):
                return self._with_term(item, piece, line)
            case (model.Phase(), _) if isinstance(piece, terms.Term) and piece.slot in terms.OF_PHASES:
                return self._with_term(item, piece, line)
        noun = type(item).__name__.lower()
        self._refuse(
            line,
            "out-of-place",
            f"A line like this says nothing about a {noun}.",
            "Move it under the item it belongs to, or take it out.",
        )
        return item

    def _with_term(self, item: Any, term: terms.Term, line: blocks.Line) -> Any:
        if term.slot not in terms.MANY and any(term.slot == other.slot for other in item.terms):
            self._refuse(
                line,
                "said-twice",
                f"#{item.id} already has its {term.slot}.",
                "Keep one of the two; use a reading where parties differ.",
            )
            return item
        return dataclasses.replace(item, terms=(*item.terms, term))

    def _once_each(self, item: model.Phase | model.Clause) -> tuple[terms.Term, ...]:
        """Keep the first of what the head line says twice, and name the second a problem."""
        kept: list[terms.Term] = []
        for term in item.terms:
            if isinstance(item, model.Phase) and term.slot not in terms.OF_PHASES:
                self._refuse(
                    blocks.Line(item.spot.line, item.spot.text),
                    "out-of-place",
                    f"A phase has no {term.slot}.",
                    'Say only when it runs: "from", "until" or "for".',
                )
            elif term.slot not in terms.MANY and any(term.slot == other.slot for other in kept):
                line = blocks.Line(item.spot.line, item.spot.text)
                self._refuse(
                    line, "said-twice", f"#{item.id} says its {term.slot} twice.", "Keep one of the two."
                )
            else:
                kept.append(term)
        return terms.in_order(tuple(kept))

    def _entered(self, title: model.Title, line: builder.EntryLine, at: blocks.Line) -> model.Title:
        if not is_zone(line.zone):
            self._refuse(
                at,
                "unknown-zone",
                f"{line.zone} is no time zone.",
                "Write one such as Asia/Jerusalem or Europe/Dublin.",
                line.zone,
            )
            return title
        try:
            entry = seconds_of(parse_moment(line.moment, line.zone))
        except BadTime as error:
            self._refuse(
                at,
                "bad-time",
                f"{error}.",
                "Write the date and the time of day, such as 2025-01-19 11:15.",
                line.moment[:10],
            )
            return title
        return dataclasses.replace(title, entry=entry, zone=line.zone)

    def _unexpected(self, line: blocks.Line, error: UnexpectedInput) -> Problem:
        column = max(1, error.column) if isinstance(error.column, int) else 1
        expected: Any
        if isinstance(error, UnexpectedToken) and error.token.type != "$END":
            what, width, expected = f'"{error.token}"', len(str(error.token)), error.accepts or error.expected
        elif isinstance(error, UnexpectedCharacters):
            what, width, expected = f'"{error.char}"', 1, error.allowed or set()
        else:
            what, width, column = "The end of the line", 1, len(line.text.rstrip()) + 1
            expected = getattr(error, "accepts", None) or getattr(error, "expected", set())
        return Problem(
            self.file, line.number, column, "not-understood", f"{what} cannot stand here.",
            f"Expected {_listed(expected)}.", line.text, width,
        )  # fmt: skip

    def _refuse(self, line: blocks.Line, name: str, cause: str, mend: str, about: str = "") -> None:
        start = line.text.find(about) if about else len(line.text) - len(line.text.lstrip())
        width = len(about) or len(line.text.strip())
        self.problems.append(
            Problem(
                self.file, line.number, max(0, start) + 1, name, cause, mend, line.text[:LONGEST_LINE], width
            )
        )


def _with_setting(title: model.Title, setting: builder.Setting) -> model.Title:
    if setting.field == "inclusive":
        return dataclasses.replace(title, inclusive=setting.value)
    return dataclasses.replace(title, first_day_is_entry=setting.value)


def _said_once(detail: Any) -> str:
    """Name what a detail says that an item can say only once; blank for what is checked by its slot."""
    match detail:
        case builder.EntryLine():
            return "when it enters into force"
        case builder.Setting("inclusive"):
            return 'how "within" counts'
        case builder.Setting():
            return "which day is day 1"
        case builder.Opens():
            return "when it opens"
        case builder.PartOf():
            return "what it is part of"
        case builder.KnownAs():
            return "how its text is known"
        case _:
            return ""


@lru_cache(maxsize=10_000)
def _tree(text: str, start: _Start) -> Any:
    return grammar().parse(text, start=start)


def _depth(tree: Tree[Any]) -> int:
    """Return how many levels a tree has, without recursion."""
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for one in level for child in one.children if isinstance(child, Tree)]
    return depth


_WORDS = {
    "ID": "an id such as #hostages", "STRING": "words in quotes", "WORD": "a word", "NUMBER": "a number",
    "UNIT": "hours, days, weeks, months or years", "DATE": "a date such as 2025-01-25", "CLOCK": "a time such as 11:15",
    "ZONE": "a zone such as Asia/Jerusalem", "AT_LEAST": "at least", "AT_MOST": "at most", "FIRST_DAY": "of or after",
    "INCLUSION": "inclusive or exclusive", "KNOWN": "seen, described, reported or unknown",
    "RELATION": "waits for this, starts this, ends this, or another relation", "STATE": "fulfilled, violated, exercised or begun",
    "PHASE_STATE": "over or open", "FORM": "clause", "ROLE": "party, mediator, guarantor, monitor or non-signatory",
    "MAY_CHANGE": "may change", "$END": "the end of the line", "COLON": '":"', "COMMA": '","', "LPAR": '"("', "RPAR": '")"',
    "MAY": "may", "EVEN_AFTER": "even after its end", "PERCENT": "%",
}  # fmt: skip


def _listed(expected: Any) -> str:
    words = sorted(_WORDS.get(name, name.lower().replace("_", "-")) for name in expected if name[:2] != "__")
    if not words:
        return "something else"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
