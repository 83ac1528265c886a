"""The numbered sources of a briefing: each report is numbered where it is first told of."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from servanda.briefing.content import Paragraph, Piece, Section, Table
from servanda.briefing.language import Language
from servanda.briefing.letters import printable
from servanda.briefing.wording import RECORD, filled, line, names, piece, separated, when
from servanda.record import Report

LONGEST = 56
"""Letters of an address that are printed; the link holds all of it."""


class Citations:
    """Reports in the order in which a briefing told of them."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._numbers: dict[str, int] = {}
        self._reports: list[Report] = []

    def marks(self, reports: Iterable[Report], most: int | None = None) -> tuple[Piece, ...]:
        """Return the marks of reports, in the order of their numbers; of more than `most`, of the first of them."""
        chosen = list(dict.fromkeys(reports))[:most]
        numbers = sorted(self._number(report) for report in chosen)
        return tuple(
            one
            for number in numbers
            for one in (Piece(" "), Piece(f"[{number}]", "mark", f"#source-{number}"))
        )

    def section(self, zone: str) -> Section:
        """Return the list of sources."""
        language = self.language
        rows = tuple(
            (
                (Paragraph((Piece(str(number), "strong"),), anchor=f"source-{number}"),),
                (self._what(report), self._where(report)),
                (line(when(language, report.said.last, zone)),),
            )
            for number, report in enumerate(self._reports, 1)
        )
        heads = (language.text("No."), language.text("Who says what, and where"), language.text("Said"))
        blocks = (Table(heads, rows, (6, 79, 15), compact=True),) if rows else ()
        return Section(language.text("Sources"), blocks or (line(language.text("No report is told of.")),))

    def _number(self, report: Report) -> int:
        if report.id not in self._numbers:
            self._reports.append(report)
            self._numbers[report.id] = len(self._reports)
        return self._numbers[report.id]

    def _what(self, report: Report) -> Paragraph:
        note = (
            (Piece(". "), piece(self.language, report.note, "quiet", written_in=RECORD))
            if report.note
            else ()
        )
        return Paragraph((*statement(self.language, report), *note))

    def _where(self, report: Report) -> Paragraph:
        language = self.language
        carrier = report.source or report.wire or language.text("an unnamed outlet")
        name = piece(language, carrier, link=address(report.link))
        through = bool(report.wire and report.wire != carrier)
        wire = piece(language, report.wire, "quiet")
        first = filled(language, "{outlet}, after {wire}", outlet=name, wire=wire) if through else (name,)
        shown = [first, filled(language, "report {id}", id=piece(language, report.id))]
        if name.link:
            shown.append((piece(language, _short(name.link), "quiet", name.link),))
        return Paragraph(separated(language, shown))


def statement(language: Language, report: Report) -> tuple[Piece, ...]:
    """Return who says what: the speaker, the stance, and the act in the words of the record."""
    speaker = report.speaker or report.wire or report.source or language.text("an unnamed outlet")
    said = {
        "speaker": piece(language, speaker, "strong"),
        "stance": Piece(language.word("stance", report.stance)),
        "act": piece(language, _act(report), written_in=RECORD),
    }
    if not report.by:
        return filled(language, "{speaker} {stance}: {act}", **said)
    return filled(
        language, "{speaker} {stance}: {act}, by {actors}", **said, actors=Piece(names(language, report.by))
    )


def _short(link: str) -> str:
    return link if len(link) <= LONGEST else f"{link[:LONGEST]}…"


def _act(report: Report) -> str:
    """Return what a report is about, in its own words: the act, with the number and kind that it tells."""
    number = "" if report.quantity is None else str(report.quantity)
    kind = ", ".join(text for text in (f"{number} {report.unit}".strip(), report.kind) if text)
    return f"{report.act} ({kind})" if kind else report.act


def address(link: str) -> str:
    """Return an address that can be led to: one of the web, without anything that is no part of one; else blank."""
    shown = printable(link).strip()
    try:
        parts = urlsplit(shown)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    return shown if is_web and shown.isascii() and not set(shown) & set(' "<>\\^`{|}') else ""
