"""Reading: a news text in; who said what, with what stance and how surely, and draft reports out."""

from servanda.reading.article import Article
from servanda.reading.attribution import Attribution
from servanda.reading.passage import Passage, joined, passage

__all__ = ["Article", "Attribution", "Passage", "joined", "passage"]
