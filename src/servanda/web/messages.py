"""Every message that the pages can say, drawn from their source, and the catalogues that translate them.

Run as a module it renews each catalogue: new messages are added without a translation, those that are said no longer
are taken out, and what is translated is kept.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext
from jinja2 import Environment, nodes

from servanda.agreement import grammar
from servanda.agreement.model import Knowledge, Norm, Role
from servanda.record import (
    CAUTIOUS,
    CERTAINTIES,
    COLUMNS,
    GENEROUS,
    GROUNDS,
    MEASURES,
    MEDIATORS,
    QUESTIONS,
    SOURCE_COLUMNS,
    STANCES,
)
from servanda.standing.answer import STATES_BY_GRAVITY
from servanda.web.language import FOLDER, Kind

SOURCE = Path(__file__).parents[1]
ROOMS = {
    "web": "*.py", "briefing": "*.py", "tables": "*.py", "standing": "*.py", "record": "*.py", "web/templates": "*",
}  # fmt: skip
"""Where messages stand: folders of the source, and the names of their files."""

CALLS: Mapping[str, tuple[tuple[int, ...], ...]] = {
    "text": ((0,),), "_": ((0,),), "count": ((0, 1),), "ngettext": ((0, 1),),
    "say": ((0,),), "plural": ((0, 1),), "filled": ((1,),),
    "Fault": ((0,), (1,)), "BadQuestion": ((0,), (1,)), "NotHere": ((0,), (1,)), "NotAllowed": ((0,), (1,)),
    "DoneAlready": ((0,), (1,)),
}  # fmt: skip
"""The calls that take messages: for each message, where it stands among what is given; two for one and for many."""

_HEAD = ("Language:", "Plural-Forms:", "Content-Type:")
"""What the head of a catalogue file says: nothing that changes from day to day."""

Message = str | tuple[str, str]
"""A message, or its forms for one and for many."""


def vocabulary() -> Mapping[Kind, tuple[str, ...]]:
    """Return the words of the system, by what they are."""
    pattern = next(one.pattern.value for one in grammar().terminals if one.name == "RELATION")
    return {
        "state": (*STATES_BY_GRAVITY, "not started", "ended"),
        "role": get_args(Role),
        "norm": get_args(Norm),
        "knowledge": get_args(Knowledge),
        "ground": GROUNDS,
        "stance": STANCES,
        "certainty": CERTAINTIES,
        "measure": MEASURES,
        "finding": QUESTIONS,
        "remark": tuple(dict.fromkeys(_remarks())),
        "column": tuple(dict.fromkeys((*COLUMNS, *SOURCE_COLUMNS))),
        "account": (CAUTIOUS, GENEROUS, MEDIATORS),
        "relation": tuple(pattern.replace(r"\s+", " ").split("|")),
    }


def messages() -> Catalog:
    """Return every message, with the files that say it, and every word of the vocabulary with its kind."""
    catalogue = Catalog()
    for room, names in ROOMS.items():
        for path in sorted(one for one in (SOURCE / room).rglob(names) if one.is_file()):
            for message in said_in(path.read_text(encoding="utf-8"), is_python=path.suffix == ".py"):
                catalogue.add(message, locations=[(path.relative_to(SOURCE).as_posix(), 0)])
    for kind, words in vocabulary().items():
        for word in words:
            catalogue.add(word, context=kind)
    return catalogue


def said_in(source: str, *, is_python: bool) -> Iterator[Message]:
    """Yield the messages that a file of Python, or else a template, says."""
    for name, arguments in _python_calls(source) if is_python else _template_calls(source):
        for places in CALLS.get(name, ()):
            found = [arguments[place] for place in places if place < len(arguments)]
            said = [one for one in found if one]
            if len(said) == len(places):
                yield said[0] if len(said) == 1 else (said[0], said[1])


def renewed(path: Path, said: Catalog) -> bytes:
    """Return a catalogue file with the messages that are said, and the translations it has.

    Raises:
        babel.messages.pofile.PoFileError: it cannot be read.
        babel.UnknownLocaleError: its name is no language's code.
    """
    locale = Locale.parse(path.stem, sep="-" if "-" in path.stem else "_")
    with path.open("rb") as file:
        there = read_po(file, abort_invalid=True)
    catalogue = Catalog(locale)
    catalogue.mime_headers = [("Plural-Forms", to_gettext(locale.plural_form))]
    for message in said:
        if message.id:
            old = there.get(message.id, message.context)
            forms = catalogue.num_plurals if message.pluralizable else 1
            catalogue.add(message.id, _kept(old, forms), message.locations, context=message.context)
    out = io.BytesIO()
    write_po(out, catalogue, width=0, include_lineno=False)
    head, body = out.getvalue().decode().split("\n\n", 1)
    kept = [line for line in head.split("\n") if line[:3] == "msg" or line[1:].startswith(_HEAD)]
    return "\n".join([*kept, "", body.rstrip("\n"), ""]).encode()


def renew() -> None:
    """Renew every catalogue in its place."""
    said = messages()
    for path in sorted(FOLDER.glob("*.po")):
        path.write_bytes(renewed(path, said))


def forms_of(message: BabelMessage | None) -> tuple[str, ...]:
    """Return the translation of a message in all its forms; none where there is no such message."""
    if message is None or not message.string:
        return ()
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _kept(old: BabelMessage | None, forms: int) -> str | tuple[str, ...]:
    """Return the translation that a message has, where it has as many forms as are needed; else blanks."""
    found = forms_of(old) if len(forms_of(old)) == forms else ("",) * forms
    return found[0] if forms == 1 else found


def _python_calls(source: str) -> Iterator[tuple[str, list[str | None]]]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                yield name, [_constant(one) for one in node.args]
            case _:
                pass


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _template_calls(source: str) -> Iterator[tuple[str, list[str | None]]]:
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        match call.node:
            case nodes.Name(name=name) | nodes.Getattr(attr=name):
                yield name, [one.value if isinstance(one, nodes.Const) else None for one in call.args]
            case _:
                pass


def _remarks() -> Iterator[str]:
    for path in sorted((SOURCE / "standing").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Remark"), args=[name, *_]):
                    chosen = [name.body, name.orelse] if isinstance(name, ast.IfExp) else [name]
                    yield from (text.replace("-", " ") for one in chosen if (text := _constant(one)))
                case _:
                    pass


if __name__ == "__main__":
    renew()
