"""The words of stance: which words of ordinary English bear on how a speaker stands, read from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Literal, cast

Kind = Literal[
    "says", "denies", "objects", "disputes", "doubts", "commits", "consents", "intends", "threatens", "warns", "predicts", "trusts", "hopes",
    "demands", "believes", "seems", "knows", "does", "fails", "maybe", "touches",
]  # fmt: skip
"""What a word does with the clause or noun that it governs; `docs/reading-stance.md` explains each."""

_READ = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def _group(name: str) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in _READ[name].items()}


GOVERNORS: Mapping[str, Kind] = {
    word: cast(Kind, kind) for kind, words in reversed(_READ["governors"].items()) for word in words
}
"""The kind of a governing word, or of one with its particle; where two kinds claim a word, the first in the file."""

NEGATION, MODALS, HEDGES, SOURCES = map(_group, ("negation", "modals", "hedges", "sources"))
CONDITIONS, ACTS = map(_group, ("conditions", "acts"))
