"""Readers for tests of what goes around them: they find what is said by a rule that needs no parse."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from servanda.reading import Article, Attribution, passage
from servanda.reading.background import Background
from servanda.reading.reading import DraftReport, Reading, Statement
from servanda.reading.speakers import Speaker
from servanda.reading.stance import Attitude
from servanda.record import FILED_COLUMNS

_SAID = re.compile(r"(?P<source>[A-Z]\w+) (?P<cue>said) (?P<content>[^.]+)\.")


class Plain:
    """Reads each "Ann said something." as a statement, with a draft of it."""

    def __init__(self, background: Background) -> None:
        self._background = background

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            yield self.of(article)

    def of(self, article: Article) -> Reading:
        statements = tuple(
            Statement(
                Attribution(
                    passage(*match.span("source")),
                    passage(*match.span("cue")),
                    passage(*match.span("content")),
                ),
                Speaker(match["source"], named="yes", passage=passage(*match.span("source"))),
                Attitude("asserts", "certain"),
            )
            for match in _SAID.finditer(article.text)
        )
        drafts = tuple(
            DraftReport(
                dict.fromkeys(FILED_COLUMNS, "")
                | {
                    "act": statement.attribution.content.of(article.text),
                    "stance": "asserts",
                    "speaker": statement.speaker.name,
                    "file": article.file,
                    "spans": "-".join(map(str, statement.attribution.content.spans[0])),
                },
                at,
                {"pay": 0.5},
                {"act": statement.attribution.content},
            )
            for at, statement in enumerate(statements)
        )
        return Reading(article, statements, drafts)


class Failing(Plain):
    """Fails on a text with FAIL in it, and dies of one with DIE in it."""

    def of(self, article: Article) -> Reading:
        if "FAIL" in article.text:
            raise KeyError("FAIL")
        if "DIE" in article.text:
            os._exit(9)
        return super().of(article)


class Counting(Plain):
    """Adds a letter to a file for each article that it reads, and tells with which threads it does arithmetic."""

    def of(self, article: Article) -> Reading:
        with Path(os.environ["COUNTED"]).open("a", encoding="utf-8") as file:
            file.write(f"{os.environ.get('OMP_NUM_THREADS')} {article.file}\n")
        return super().of(article)
