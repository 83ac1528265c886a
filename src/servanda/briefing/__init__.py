"""The situation report: what changed, where it stands, what is due and disputed, and the sources; as PDF and Word.

`situation_report` writes it as one value in a language; `pdf` and `word` print it.
"""

from servanda.briefing.content import Briefing
from servanda.briefing.language import Language
from servanda.briefing.pdf import pdf
from servanda.briefing.report import situation_report
from servanda.briefing.word import word

__all__ = ["Briefing", "Language", "pdf", "situation_report", "word"]
