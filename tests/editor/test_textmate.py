from __future__ import annotations

import json
import re
from typing import Any

import pytest

from servanda.agreement import blocks
from servanda.editor.keywords import keywords
from servanda.editor.textmate import FILES, injection, language, written
from tests.agreement.test_language_page import grammar_keywords
from tests.case_files import ROOT

FOLDER = ROOT / "editors"


def coloured(line: str) -> list[tuple[str, str]]:
    """Return what of a line is coloured and how, as an editor goes through it: the first match, then on from there."""
    patterns = [(one["name"].split(".")[0], re.compile(one["match"])) for one in language()["patterns"]]
    found: list[tuple[str, str]] = []
    at = 0
    while hits := [
        (hit.start(), number, hit)
        for number, (_, one) in enumerate(patterns)
        if (hit := one.search(line, at))
    ]:
        _, number, hit = min(hits, key=lambda one: one[:2])
        found.append((hit[0], patterns[number][0]))
        at = max(hit.end(), at + 1)
    return found


@pytest.mark.parametrize("name", FILES)
def test_the_grammars_are_up_to_date(name: str) -> None:
    """What lies in editors/ is what the language's grammar makes; `make grammars` writes it again."""
    assert (FOLDER / name).read_text(encoding="utf-8") == written(name)


@pytest.mark.parametrize("word", sorted({*keywords(), *filter(str.isalnum, grammar_keywords())}))
def test_every_keyword_is_coloured(word: str) -> None:
    """Each word of the language is matched whole, at the margin and within a line, and not as part of another word."""
    for line in (word, f"  {word} x", word.replace(" ", "  ")):
        assert coloured(line)[0][0] == line.removesuffix(" x").strip()
    if word.isalpha():
        assert coloured(f"x{word} {word}zz {word}-z") == []


def test_a_clause_is_coloured() -> None:
    """Ids, norms, numbers, dates, states and quotes each have a colour; names and acts have none."""
    assert coloured('clause #a-1: North must not hold 1,550 "by day" by 2025-01-02 10:00') == [
        ("clause", "keyword"), ("#a-1", "entity"), ("must", "keyword"), ("not", "keyword"), ("1,550", "constant"),
        ('"by day"', "string"), ("by", "keyword"), ("2025-01-02", "constant"), ("10:00", "constant"),
    ]  # fmt: skip
    assert coloured("  if #a is begun") == [
        ("if", "keyword"), ("#a", "entity"), ("is", "keyword"), ("begun", "constant"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "fence",
    ["```servanda", "  ````  servanda ", "    ```servanda", "```servanda x", "```python", "~~~servanda"],
)
def test_fences_are_those_that_the_parser_takes(fence: str) -> None:
    """The Markdown grammar begins and ends a block where the parser does."""
    rule: dict[str, Any] = injection()["repository"]["block"]
    begins, ends = (re.compile(rule[key].replace(r"(^|\G)", "^")) for key in ("begin", "end"))
    assert bool(begins.search(fence)) == any(block.opened_at for block in blocks.split(fence))
    close = fence.replace("servanda", "")
    closed = next(iter(blocks.split(f"```servanda\n{close}\n"))).closed
    assert bool(ends.search(close)) == closed


def test_the_extension_names_what_is_there() -> None:
    """The manifest for VS Code names the grammars by their files and scopes."""
    manifest = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    named = {one["path"].removeprefix("./"): one["scopeName"] for one in manifest["contributes"]["grammars"]}
    assert named == {name: make()["scopeName"] for name, make in FILES.items()}
