"""One article read from beginning to end: taken in, read, and remarked on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from servanda.reading.background import Background
from servanda.reading.fault import NotAnArticle
from servanda.reading.gathering import file_given
from servanda.reading.given import Given
from servanda.reading.letters import whole
from servanda.reading.outcome import read_given
from servanda.reading.reading import Reader, Reading


def read_article(
    article: str | bytes | Path,
    reader: Reader,
    background: Background | None = None,
    *,
    published: str = "",
    outlet: str = "",
) -> Reading:
    """Read one article.

    Args:
        article: the path of its file, the bytes of one, or its text.
        background: what is known before it is read, as the reader was given it.
        published: the day or moment of its publication, if it is not to be found in it.
        outlet: who published it, likewise.

    Raises:
        NotAnArticle: there is no text in it, or the reader failed on it.
    """
    given = replace(_given(article), published=published, outlet=outlet)
    (outcome,) = read_given([given], reader, background or Background())
    if isinstance(outcome.result, NotAnArticle):
        raise outcome.result
    return outcome.result


def _given(article: str | bytes | Path) -> Given:
    if isinstance(article, Path):
        return file_given(article)
    return Given("", article if isinstance(article, bytes) else whole(article).encode())
