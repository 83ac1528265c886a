"""TextMate grammars that colour the blocks, made from the words of the language's own grammar.

`python -m servanda.editor.textmate editors` writes them to a folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lark.lexer import PatternStr

from servanda.agreement import grammar
from servanda.editor.keywords import open_patterns, spellings
from servanda.editor.words import parser_after

_OPEN = {
    "STRING": "string.quoted.double.servanda", "ID": "entity.name.tag.servanda", "DATE": "constant.numeric.date.servanda",
    "CLOCK": "constant.numeric.time.servanda", "NUMBER": "constant.numeric.servanda",
}  # fmt: skip
"""How the terminals that are open to any word are coloured, the first to match first."""

_FENCE = {
    "name": "markup.fenced_code.block.markdown",
    "begin": r"(^|\G)([ ]{0,3})(`{3,})\s*(servanda)\s*$",
    "beginCaptures": {"3": {"name": "punctuation.definition.markdown"}, "4": {"name": "fenced_code.block.language.markdown"}},
    "end": r"(^|\G)[ ]{0,3}(`{3,})\s*$",
    "endCaptures": {"2": {"name": "punctuation.definition.markdown"}},
    "contentName": "meta.embedded.block.servanda",
    "patterns": [{"include": "source.servanda"}],
}  # fmt: skip


def language() -> dict[str, Any]:
    """Return the grammar of a block's lines."""
    return {"name": "Servanda", "scopeName": "source.servanda", "patterns": list(_patterns())}


def injection() -> dict[str, Any]:
    """Return the grammar that finds the blocks in Markdown."""
    return {
        "name": "Servanda in Markdown",
        "scopeName": "markdown.servanda.codeblock",
        "injectionSelector": "L:text.html.markdown",
        "patterns": [{"include": "#block"}],
        "repository": {"block": _FENCE},
    }


FILES = {"servanda.tmLanguage.json": language, "servanda-markdown.tmLanguage.json": injection}
"""What is written, by the name of its file."""


def written(name: str) -> str:
    """Return the text of one of the files."""
    return json.dumps(FILES[name](), ensure_ascii=False, indent=2) + "\n"


def _patterns() -> Iterator[dict[str, str]]:
    patterns = open_patterns()
    for terminal, scope in _OPEN.items():
        before = "" if terminal in ("STRING", "ID") else r"(?<![\w#'’-])"
        yield {"name": scope, "match": f"{before}{patterns[terminal]}"}
    plain = {t.name for t in grammar().terminals if isinstance(t.pattern, PatternStr)}
    heads = _heads()
    chosen = _spelt(set(spellings()) - plain - heads) - _spelt(plain)
    yield {"name": "keyword.declaration.servanda", "match": f"^{_any(_spelt(heads))}"}
    yield {"name": "constant.language.servanda", "match": _any(chosen)}
    yield {"name": "keyword.control.norm.servanda", "match": _any(_spelt(_norms()))}
    yield {"name": "keyword.other.servanda", "match": _any(_spelt(spellings()))}


def _heads() -> set[str]:
    """Return the terminals that begin an item."""
    parser = parser_after("")
    assert parser is not None
    return set(parser.accepts())  # type: ignore[no-untyped-call]


def _norms() -> set[str]:
    """Return the terminals that say how a clause binds."""
    return {one.name for rule in grammar().rules if rule.origin.name == "norm" for one in rule.expansion}


def _spelt(terminals: Iterable[str]) -> set[str]:
    return {word for terminal in terminals for word in spellings()[terminal] if word[0].isalnum()}


def _any(words: Iterable[str]) -> str:
    """Return a pattern for whole words, the longest first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?<![\w#'’-])(?:{'|'.join(longest_first)})(?![\w'’-])".replace(" ", r"\s+")


if __name__ == "__main__":
    for file in FILES:
        (Path(sys.argv[1]) / file).write_text(written(file), encoding="utf-8")
