"""How a reading looks in a terminal: the article, who says what in it, and the drafts that come of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from servanda.clock import moment_of, show_day
from servanda.reading.fault import NotAnArticle
from servanda.reading.outcome import Outcome
from servanda.reading.reading import DraftReport, Reading, Statement

_COLOURS = {
    "denies": "red", "partly denies": "red", "threatens": "red", "demands": "yellow", "promises": "blue",
    "predicts": "blue", "declares": "green", "asserts": "green",
}  # fmt: skip
_NAMED = {"yes": "named", "role": "by office", "no": "not named"}
_FAINT = "bright_black"
_LONGEST = 220


def show_outcome(out: Console, outcome: Outcome, zone: str) -> None:
    """Print what came of an article."""
    if isinstance(outcome.result, NotAnArticle):
        out.print(_plain(outcome.file, "bold"))
        _put(out, f"not read: {outcome.result.cause} {outcome.result.mend}", 2, "yellow")
    else:
        _show(out, outcome.result, outcome.file, zone)
    out.print()


def _show(out: Console, reading: Reading, file: str, zone: str) -> None:
    article = reading.article
    out.print(_plain(article.headline or file, "bold"))
    day = show_day(moment_of(article.published.last, zone)) if article.published else "no date"
    wire = f"wire {article.wire}" if article.wire and article.wire != article.outlet else ""
    found = f"{len(reading.statements)} statements, {len(reading.drafts)} drafts"
    about = [day, article.outlet or "no outlet", wire, file if article.headline else "", found]
    out.print(_plain(" · ".join(word for word in about if word), _FAINT))
    for remark in reading.remarks:
        out.print(_plain(remark, "yellow"))
    drafts: dict[int | None, list[DraftReport]] = {}
    for draft in reading.drafts:
        drafts.setdefault(draft.statement, []).append(draft)
    for at, statement in enumerate(reading.statements):
        out.print()
        depth = 2 + 2 * _depth(at, reading.statements)
        _show_statement(out, statement, article.text, depth)
        _show_drafts(out, drafts.get(at, []), depth + 2)
    if None in drafts:
        out.print()
        _put(out, _plain("in the article's own words", "bold"), 2)
        _show_drafts(out, drafts[None], 4)


def _depth(at: int, statements: tuple[Statement, ...]) -> int:
    """Return in how many other statements one is told, which no chain of a few makes longer."""
    depth, within = 0, statements[at].within
    while within is not None and depth < 3:
        depth, within = depth + 1, statements[within].within
    return depth


def _show_statement(out: Console, statement: Statement, text: str, depth: int) -> None:
    speaker, attitude = statement.speaker, statement.attitude
    name = speaker.name or speaker.role or "nobody named"
    line = _plain(name, "bold")
    told = f"told by {speaker.outlet}" if speaker.outlet else ""
    about = (speaker.role, speaker.affiliation, _NAMED.get(speaker.named, ""), told)
    beside = [word for word in about if word and word not in (name, f"told by {name}")]
    if beside:
        line.append(_one_line(f"  {', '.join(dict.fromkeys(beside))}"), _FAINT)
    line.append(f"  {attitude.stance}", _COLOURS[attitude.stance])
    line.append("" if attitude.certainty == "certain" else f", {attitude.certainty}")
    _put(out, line, depth)
    _put(out, f"“{_short(statement.attribution.content.of(text))}”", depth + 2)
    for word, passage in (("hangs on", attitude.condition), ("less than certain", attitude.hedge)):
        if passage is not None:
            _put(out, f"{word}: “{_short(passage.of(text))}”", depth + 2, _FAINT)


def _show_drafts(out: Console, drafts: list[DraftReport], depth: int) -> None:
    for draft in drafts:
        line = Text("→ ", "cyan") + Text(_one_line(", ".join(_told(draft.row))))
        for clause, score in sorted(draft.scores.items(), key=lambda one: -one[1])[:3]:
            line.append(f"  #{clause} {score:.2f}", "cyan")
        if draft.repeats:
            line.append(f"  may repeat {', '.join(draft.repeats[:3])}", _FAINT)
        _put(out, line, depth)
        if draft.row.get("unread"):
            _put(out, f"no report yet: {draft.row['unread']}", depth + 2, "yellow")


def _told(row: Mapping[str, str]) -> Iterator[str]:
    """Yield what a row tells: the act, whose it is, how much of it, when and where."""
    yield " ".join(word for word in (row["act"] or "no act", row["kind"] and f"({row['kind']})") if word)
    for word, column in (("by", "by"), ("to", "to")):
        if row[column]:
            yield f"{word} {row[column]}"
    if row["quantity"]:
        yield " ".join(word for word in (row["measure"], row["quantity"], row["unit"]) if word)
    for word, column in (("in", "place"), ("happened", "happened")):
        if row[column]:
            yield f"{word} {row[column]}"


def _put(out: Console, words: str | Text, indent: int, style: str = "") -> None:
    text = words if isinstance(words, Text) else _plain(words, style)
    out.print(Padding(text, (0, 0, 0, indent), expand=False))


def _plain(words: str, style: str) -> Text:
    return Text(_one_line(words), style)


def _one_line(words: str) -> str:
    """Return words of a text without what a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in words)


def _short(words: str) -> str:
    """Return words on one line, the middle of long ones left out."""
    words = " ".join(words.split())
    if len(words) <= _LONGEST:
        return words
    return f"{words[: _LONGEST * 2 // 3].rsplit(' ', 1)[0]} … {words[-_LONGEST // 3 :].split(' ', 1)[-1]}"
