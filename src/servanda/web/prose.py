"""The agreement's own words: Markdown into HTML, with nothing in it that fetches or runs anything."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_WEB = ("http://", "https://", "mailto:")


@lru_cache(maxsize=4096)
def prose_html(text: str, *, without_title: bool = False) -> Markup:
    """Return a passage as HTML; a link that leads to a file beside the agreement is only its words.

    Args:
        without_title: leave a heading of the first level out, since it stands above all.
    """
    tokens = _MARKDOWN.parse(text)
    if without_title:
        tokens = _without_title(tokens)
    for token in tokens:
        token.children = _linked(token.children or []) if token.children is not None else None
    return Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


@lru_cache(maxsize=4096)
def headings(text: str) -> tuple[tuple[int, str], ...]:
    """Return the headings of a passage, each with its level."""
    tokens = _MARKDOWN.parse(text)
    return tuple(
        (int(token.tag[1:]), following.content)
        for token, following in pairwise(tokens)
        if token.type == "heading_open"
    )


def _without_title(tokens: Sequence[Token]) -> list[Token]:
    left: list[Token] = []
    is_title = False
    for token in tokens:
        is_title = is_title or (token.type == "heading_open" and token.tag == "h1")
        if not is_title:
            left.append(token)
        if token.type == "heading_close":
            is_title = False
    return left


def _linked(tokens: Sequence[Token]) -> list[Token]:
    left: list[Token] = []
    is_open = False
    for token in tokens:
        if token.type == "link_open":
            is_open = str(token.attrGet("href") or "").lower().startswith(_WEB)
            if is_open:
                token.attrSet("rel", "noopener noreferrer external")
        if token.type not in ("link_open", "link_close") or is_open:
            left.append(token)
    return left
