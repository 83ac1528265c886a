"""Readings as data: one JSON object an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servanda.clock import Span, moment_of, parse_span, show_moment
from servanda.reading.outcome import Outcome
from servanda.reading.passage import Passage
from servanda.reading.reading import DraftReport, Reading, Statement


def outcome_data(outcome: Outcome, zone: str) -> dict[str, Any]:
    """Return what came of an article: its reading, or the fault that there is none.

    Args:
        zone: the zone of the days that it names.
    """
    result = outcome.result
    if isinstance(result, Reading):
        return reading_data(result, zone)
    fault = {"name": result.name, "cause": result.cause, "mend": result.mend}
    return {"file": outcome.file, "fault": fault, "attributions": [], "drafts": []}


def reading_data(reading: Reading, zone: str) -> dict[str, Any]:
    """Return a reading. What is not known is null or blank.

    Args:
        zone: the zone of the days that it names.
    """
    article = reading.article
    return {
        "file": article.file,
        "title": article.headline,
        "published": span_words(article.published, zone) or None,
        "outlet": article.outlet,
        "wire": article.wire,
        "link": article.link,
        "fields": fields_data({"title": article.title, "published": article.dated}),
        "remarks": list(reading.remarks),
        "attributions": [statement_data(statement) for statement in reading.statements],
        "drafts": [draft_data(draft) for draft in reading.drafts],
        "text": article.text if article.is_page else None,
    }


def statement_data(statement: Statement) -> dict[str, Any]:
    """Return a statement: its passages, its speaker, and how that speaker stands to it."""
    attribution, speaker, attitude = statement.attribution, statement.speaker, statement.attitude
    return {
        "source": passage_data(attribution.source),
        "cue": passage_data(attribution.cue),
        "content": passage_data(attribution.content),
        "speaker": speaker.name,
        "role": speaker.role,
        "named": speaker.named,
        "affiliation": speaker.affiliation,
        "recorded": speaker.recorded,
        "outlet": speaker.outlet,
        "naming": passage_data(speaker.passage),
        "stance": attitude.stance,
        "certainty": attitude.certainty,
        "condition": passage_data(attitude.condition),
        "negation": passage_data(attitude.negation),
        "hedge": passage_data(attitude.hedge),
        "within": statement.within,
        "score": round(attribution.score, 4),
    }


def draft_data(draft: DraftReport) -> dict[str, Any]:
    """Return a draft: the cells of its row by column, and what it was read from."""
    return {
        **draft.row,
        "attribution": draft.statement,
        "clauses": {clause: round(score, 4) for clause, score in draft.scores.items()},
        "fields": fields_data(draft.fields),
        "repeats": list(draft.repeats),
    }


def passage_data(words: Passage | None) -> dict[str, list[list[int]]] | None:
    """Return the characters of a passage; null where there is none."""
    return None if words is None else {"spans": [list(span) for span in words.spans]}


def fields_data(fields: Mapping[str, Passage | None]) -> dict[str, Any]:
    """Return, for each field that the text tells, the characters that tell it."""
    return {name: passage_data(words) for name, words in fields.items() if words is not None}


def span_words(span: Span | None, zone: str) -> str:
    """Return a day, a moment, or two of them as a record writes them; blank where there is none."""
    if span is None:
        return ""
    first, last = moment_of(span.first, zone), moment_of(span.last, zone)
    days = "..".join(dict.fromkeys((str(first.date()), str(last.date()))))
    return (
        days
        if parse_span(days, zone) == span
        else "..".join(dict.fromkeys((show_moment(first), show_moment(last))))
    )
