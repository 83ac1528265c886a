"""What may be written at a place: ids, phases, names and keywords that fit there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from lark.parsers.lalr_interactive_parser import InteractiveParser

from servanda.agreement import Item, terms
from servanda.agreement.model import Clause, Part, Phase, Role, Title
from servanda.agreement.printer import term_text
from servanda.editor.document import Document, Place, Stretch, headline
from servanda.editor.keywords import spellings
from servanda.editor.trial import objections
from servanda.editor.words import parser_after, rule_with, words

_PARTIAL = re.compile(r"(?:#[\w-]*|[^\W_][\w'’-]*)$")
_NOBODY = "Nobody-by-this-name"


@dataclass(frozen=True)
class Proposal:
    """A word that fits, what it is, and the item that declares it."""

    text: str
    kind: Literal["id", "phase", "name", "keyword"]
    detail: str = ""


@dataclass(frozen=True)
class Completion:
    """What fits at a place, and the stretch that it takes the place of."""

    at: Stretch
    proposals: tuple[Proposal, ...]


def completion(document: Document, place: Place) -> Completion | None:
    """Return what may be written at a place; None outside the blocks."""
    if not document.is_in_block(place.line):
        return None
    line = document.lines[place.line][: place.column]
    start = _start(line)
    before, partial = line[:start], line[start:]
    parser = parser_after(before)
    found: Iterator[Proposal] = iter(())
    if parser is not None:
        found = _fitting(document, place.line, before, partial, parser)
    elif partial.startswith("#"):
        found = (proposal for proposals in _ids(document, None).values() for proposal in proposals)
    return Completion(Stretch(place.line, start, place.column), tuple(dict.fromkeys(found)))


def _start(line: str) -> int:
    """Return the column where the word begins that is being written."""
    if line.count('"') % 2:
        return line.rindex('"')
    match = _PARTIAL.search(line)
    return match.start() if match else len(line)


def _fitting(
    document: Document, number: int, before: str, partial: str, parser: InteractiveParser
) -> Iterator[Proposal]:
    accepted: set[str] = parser.accepts()  # type: ignore[no-untyped-call]
    if "ID" in accepted:
        yield from _fitting_ids(document, number, before)
    if "WORD" in accepted and not partial.startswith("#"):
        last = words(before)[-1:]
        if last and last[0].terminal == "PHASE":
            yield from _phases(document) if len(words(before)) > 1 or before[:1].isspace() else ()
        elif rule_with(parser, "WORD") == "name":
            yield from _names(document, number, before)
    if not partial.startswith(("#", '"')):
        spelt = (spellings().get(terminal, ()) for terminal in sorted(accepted))
        yield from (Proposal(word, "keyword") for some in spelt for word in some if word[0].isalnum())


def _fitting_ids(document: Document, number: int, before: str) -> Iterator[Proposal]:
    """Yield the ids of each kind that the checks have nothing to say against; none where an id is declared."""
    if len(words(before)) == 1 and not before[:1].isspace():
        return
    own = document.item_at(number)
    for proposals in _ids(document, own).values():
        wrong = objections(document, number, before, proposals[0].text)
        if not any(problem.startswith("unknown-") for problem in wrong):
            yield from proposals


def _ids(document: Document, own: Item | None) -> dict[str, list[Proposal]]:
    """Return the ids by the kind of thing that they name, but for the item's own."""
    found: dict[str, list[Proposal]] = {}
    for item in document.items:
        name = getattr(item, "id", "")
        if name and item != own and not isinstance(item, Phase | Title):
            kind = "heading" if isinstance(item, Clause) and item.heading else type(item).__name__
            found.setdefault(kind, []).append(Proposal(f"#{name}", "id", headline(item)))
    return found


def _phases(document: Document) -> Iterator[Proposal]:
    for phase in document.agreement.phases.values():
        yield Proposal(phase.id, "phase", headline(phase))


def _names(document: Document, number: int, before: str) -> Iterator[Proposal]:
    """Yield those who take part, where the checks would object to somebody who does not."""
    if "undeclared-name" not in objections(document, number, before, _NOBODY):
        return
    roles = {name: item.role for item in document.items if isinstance(item, Part) for name in item.names}
    for name in document.agreement.taking(*get_args(Role)):
        yield Proposal(term_text(terms.At(name)).removeprefix("at "), "name", roles[name])
