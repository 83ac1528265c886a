"""The cells of a row into a report or a source, and back."""

from __future__ import annotations

from typing import Any

from servanda.clock import BadTime, Span, moment_of, parse_moment, parse_span, seconds_of, show_moment
from servanda.record.report import CERTAINTIES, COLUMNS, MEASURES, QUESTIONS, STANCES, Range, Report
from servanda.record.source import RELIABILITIES, Source

Row = dict[str, str]
LARGEST = 1e15
"""The largest quantity that is read."""


class BadRow(ValueError):
    """A row that says something no report can say.

    Attributes:
        about: the words at fault, where it is about some.
        column: the column of the cell at fault; blank where it is about the row.
    """

    def __init__(self, name: str, cause: str, mend: str, about: str = "", column: str = "") -> None:
        super().__init__(cause)
        self.name, self.cause, self.mend, self.about, self.column = name, cause, mend, about, column


def report_from(row: Row, zone: str, line: int = 0) -> Report:
    """Make a report of a row's cells.

    Raises:
        BadRow: a cell says something that no report can say.
    """
    if not row["id"]:
        raise BadRow(
            "no-id", "The row has no id.", "Give it one that no other row has, such as r17.", column="id"
        )
    if not row["act"]:
        raise BadRow(
            "no-act",
            "The row does not say what was done.",
            "Write the act, in the words of its clause.",
            column="act",
        )
    published = _span(row, "published", zone)
    said = _span(row, "said", zone) or published
    if published is None or said is None:
        raise BadRow(
            "no-date",
            "The row does not say when it was published.",
            "Write the day, such as 2025-01-22; where it is inferred, say so in the note.",
            column="published",
        )
    if said.first > published.last:
        raise BadRow(
            "said-after-published",
            "It was published before it was said.",
            "Look at the two dates again.",
            row["published"],
            "said",
        )
    return Report(
        id=row["id"], act=" ".join(row["act"].split()), stance=_one(row, "stance", STANCES, ""), said=said,
        published=published, event=row["event"], clauses=tuple(row["clause"].replace(";", " ").replace("#", " ").split()),
        by=_several(row["by"]), to=_several(row["to"]), measure=_one(row, "measure", MEASURES, "-"),
        quantity=_quantity(row["quantity"]), unit=row["unit"], kind=" ".join(row["kind"].split()),
        place=" ".join(row["place"].split()), happened=_span(row, "happened", zone), recorded=_moment(row["recorded"], zone),
        source=row["source"], wire=row["wire"], speaker=row["speaker"], affiliation=row["affiliation"], named=row["named"],
        certainty=_one(row, "certainty", CERTAINTIES, "certain"), finding=_one(row, "finding", QUESTIONS, "-"),
        answers=" ".join(row["answers"].replace("#", " ").split()), replaces=row["replaces"], note=row["note"], link=row["link"], line=line,
    )  # fmt: skip


def told_by(row: Row, zone: str) -> tuple[Report, list[BadRow]]:
    """Return what the sound cells of a row tell, and all that keeps it from being a report: a fault a cell."""
    left, found = dict(row), list[BadRow]()
    while True:
        try:
            return report_from(left, zone), found
        except BadRow as bad:
            found.append(bad)
            left[bad.column] = _SOUND.get(bad.column, "")


_SOUND = {"id": "r1", "act": "act", "stance": "asserts", "published": "2199-12-31"}
"""What stands for a cell at fault while the others are looked at; published so late that all was said before."""


def source_from(row: Row, line: int = 0) -> Source:
    """Make a source of a row's cells.

    Raises:
        BadRow: a cell says something that no source can say.
    """
    if not row["name"]:
        raise BadRow(
            "no-name", "The row has no name.", "Write the speaker, outlet or wire as reports name it."
        )
    if row["reliability"] not in ("", *RELIABILITIES):
        raise BadRow(
            "unknown-reliability",
            f'"{row["reliability"]}" is no reliability.',
            "Write a letter from A to F, or leave it blank.",
            row["reliability"],
        )
    return Source(
        row["name"], row["kind"], _none(row["affiliation"]), _none(row["leans"]), _none(row["speaks_for"]),
        row["own_reporting"] == "yes", row["reliability"], _several(row["seen_by"]), _several(row["aliases"]),
        row["note"], line,
    )  # fmt: skip


def row_of(report: Report, zone: str) -> Row:
    """Return the cells of a report, as `report_from` reads them."""
    recorded = "" if report.recorded is None else show_moment(moment_of(report.recorded, zone))
    cells = {
        "id": report.id, "event": report.event, "clause": " ".join(report.clauses), "act": report.act,
        "by": "; ".join(report.by), "to": "; ".join(report.to), "measure": report.measure,
        "quantity": _shown_quantity(report.quantity), "unit": report.unit, "kind": report.kind, "place": report.place,
        "happened": _shown_span(report.happened, zone), "said": _shown_span(report.said, zone),
        "published": _shown_span(report.published, zone), "recorded": recorded, "source": report.source,
        "wire": report.wire, "speaker": report.speaker, "affiliation": report.affiliation, "named": report.named,
        "stance": report.stance, "certainty": report.certainty, "finding": report.finding, "answers": report.answers,
        "replaces": report.replaces, "note": report.note, "link": report.link,
    }  # fmt: skip
    return {column: cells[column] for column in COLUMNS}


def _shown_quantity(quantity: Range | None) -> str:
    if quantity is None:
        return ""
    low = _shown_number(quantity.low)
    if quantity.high is None:
        return f"{low}.."
    return low if quantity.low == quantity.high else f"{low}..{_shown_number(quantity.high)}"


def _shown_number(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


def _shown_span(span: Span | None, zone: str) -> str:
    if span is None:
        return ""
    first, last = moment_of(span.first, zone), moment_of(span.last, zone)
    days = (str(first.date()), str(last.date()))
    if parse_span("..".join(dict.fromkeys(days)), zone) == span:
        return "..".join(dict.fromkeys(days))
    return "..".join(dict.fromkeys((show_moment(first), show_moment(last))))


def _one(row: Row, column: str, allowed: tuple[Any, ...], default: str) -> Any:
    value = row[column]
    if not value and default:
        return "" if default == "-" else default
    if value not in allowed:
        word = f'"{value}" is no {column}.' if value else f"The row has no {column}."
        raise BadRow(f"unknown-{column}", word, f"Write one of: {', '.join(allowed)}.", value, column)
    return value


def _quantity(text: str) -> Range | None:
    if not text:
        return None
    low, dots, high = text.replace(",", "").partition("..")
    try:
        first = float(low) if low.strip() else 0.0
        last = float(high) if high.strip() else None
    except ValueError:
        first, last = -1.0, None
    if not dots:
        last = first
    if (
        not 0 <= first <= LARGEST
        or (last is not None and not first <= last <= LARGEST)
        or text.strip() == ".."
    ):
        raise BadRow(
            "bad-quantity",
            f'"{text}" is no quantity.',
            "Write 33, 596..602, 4200.. for at least, or ..50 for at most.",
            text,
            "quantity",
        )
    return Range(first, last)


def _span(row: Row, column: str, zone: str) -> Span | None:
    if not row[column]:
        return None
    try:
        return parse_span(row[column], zone)
    except BadTime as error:
        raise BadRow(
            "bad-time",
            f"{column}: {error}.",
            "Where only a month is known, write its first and last day as A..B.",
            row[column],
            column,
        ) from error


def _moment(text: str, zone: str) -> int | None:
    if not text:
        return None
    try:
        return seconds_of(parse_moment(text, zone))
    except BadTime as error:
        raise BadRow(
            "bad-time",
            f"recorded: {error}.",
            "Write a moment such as 2025-01-22T11:15+02:00.",
            text,
            "recorded",
        ) from error


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(piece.split()) for piece in text.split(";") if piece.strip()))


def _none(text: str) -> str:
    return "" if text in ("none", "monitor") else text
