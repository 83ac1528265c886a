"""Reading: a news text in; who said what, with what stance and how surely, and draft reports out."""

from servanda.reading.article import Article
from servanda.reading.articles import read_article
from servanda.reading.attribution import Attribution
from servanda.reading.background import Background
from servanda.reading.fault import NotAnArticle
from servanda.reading.passage import Passage, joined, passage
from servanda.reading.reader import LocalReader
from servanda.reading.reading import Reader, Reading

__all__ = [
    "Article",
    "Attribution",
    "Background",
    "LocalReader",
    "NotAnArticle",
    "Passage",
    "Reader",
    "Reading",
    "joined",
    "passage",
    "read_article",
]
