"""An agreement back into text: what is printed parses to the same agreement."""

from __future__ import annotations

import re
from decimal import Decimal

from servanda.agreement import model, terms
from servanda.clock import Length, moment_of

_KEYWORDS = """
    to from at by in for within until every all each together must may should party mediator guarantor monitor
    non-signatory area place term means list instrument amendment link phase clause heading agreement and or not is
    binds seen unknown under entry day earlier later of start end actual planned deadline rest per counting except
    hours verified fulfilled base fixed listed step leave with clocks stop restart while suspended resumed longer if
    unless opens when part text then reading number becomes as written extends ends suspends resumes leaves keeping
    even finds decides happens force announced held before after answers name least most
"""
_RESERVED = frozenset(_KEYWORDS.split())
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_UNITS = re.compile(r"(minute|hour|day|week|month|year)s?")
_INLINE = ("to", "at", "period", "lag", "phase", "from", "deadline", "end")


def show(agreement: model.Agreement) -> str:
    """Return the Markdown file of an agreement, its blocks in one layout."""
    pieces: list[str] = []
    for number, passage in enumerate(agreement.passages, start=1):
        pieces.append(passage.prose)
        if passage.items or number < len(agreement.passages):
            pieces.append("\n".join(["```servanda", *(show_item(item) for item in passage.items), "```"]))
    return "\n".join(pieces)


def show_item(item: model.Item) -> str:
    """Return an item as the lines of a block."""
    head, *details = _lines(item)
    return "\n".join([head, *(f"  {line}" for line in details)])


def _lines(item: model.Item) -> list[str]:
    match item:
        case model.Title():
            return _title(item)
        case model.Part():
            return [f"{item.role} {_names(item.names)}"]
        case model.Area():
            return [f"area {_names(item.names)}"]
        case model.Place():
            return [f"place {_names(item.names)} in {_name(item.inside)}"]
        case model.Definition():
            return [f'term "{item.word}" means {_content(item.meaning)}']
        case model.Listing():
            change = " may change" if item.may_change else ""
            return [f"list #{item.id} is {_content(item.content, item.number)}{change}"]
        case model.Instrument():
            name = f' "{item.name}"' if item.name else ""
            since = f" in force {time(item.since)}" if item.since else ""
            seen = f" seen by {_names(item.seen_by)}" if item.seen_by else ""
            return [f"instrument #{item.id}{name}{since} binds {_names(item.binds)}{seen}"]
        case model.Amendment():
            by = f" announced by {_names(item.announced_by)}" if item.announced_by else ""
            held = f" held by {_names(item.held_by)}" if item.held_by else ""
            return [
                f"amendment #{item.id} in force {time(item.since)}{by}{held}",
                *map(_change, item.changes),
            ]
        case model.Link():
            return [f'link #{item.id} "{item.name}": {item.relation}']
        case model.Phase():
            slots = " ".join(term_text(term) for term in item.terms if term.slot in _INLINE)
            opens = [f"opens when {condition(item.opens_when)}"] if item.opens_when else []
            rest = [term_text(term) for term in item.terms if term.slot not in _INLINE]
            return [f"phase {item.id}: {slots}", *opens, *rest, *map(_reading, item.readings)]
        case model.Clause():
            return _clause(item)


def _title(item: model.Title) -> list[str]:
    lines = [f'agreement #{item.id} "{item.name}"']
    if item.entry is not None:
        entry = moment_of(item.entry, item.zone)
        lines.append(f"in force {entry.date()} {entry.hour:02}:{entry.minute:02} {item.zone}")
    if not item.first_day_is_entry:
        lines.append("day 1 is the day after entry")
    if not item.inclusive:
        lines.append("within is exclusive")
    return lines


def _clause(item: model.Clause) -> list[str]:
    amount = next((t for t in item.terms if isinstance(t, terms.Amount)), None)
    inline = [term_text(t) for slot in _INLINE for t in item.terms if t.slot == slot]
    details = [term_text(t) for t in item.terms if t.slot not in (*_INLINE, "amount")]
    if amount is not None and amount.form == "unknown":
        details.insert(0, "number unknown")
        amount = None
    words = item.act.split()
    if amount is not None and not _ends_with(words, amount.unit.split()):
        every = next(t for t in item.terms if isinstance(t, terms.Every))
        inline.remove(term_text(every))
        details.insert(0, _rate(amount, every))
        amount = None
    if amount is None:
        act = _act(words)
    else:
        unit = amount.unit.split()
        cut = len(words) - len(unit)
        act = " ".join(x for x in (_act(words[:cut]), _amount(amount), _act(unit)) if x)
    form = "heading" if item.heading else "clause"
    lines = [" ".join([f"{form} #{item.id}:", _bearers(item), item.norm, act, *inline])]
    if item.part_of:
        lines.append(f"part of #{item.part_of}")
    if item.known != "seen":
        lines.append(f"text {item.known}")
    return [*lines, *details, *map(_reading, item.readings)]


def _ends_with(words: list[str], unit: list[str]) -> bool:
    return words[len(words) - len(unit) :] == unit


def _rate(amount: terms.Amount, every: terms.Every) -> str:
    number = _number(amount.number or 0)
    return " ".join(x for x in (number, _act(amount.unit.split()), f"every {_every(every.length)}") if x)


def _bearers(item: model.Clause) -> str:
    if item.bearers == ("each party",) and not item.jointly:
        return "each party"
    if item.jointly:
        return f"together {_together(item.bearers)}"
    return _name(item.bearers[0]) if len(item.bearers) == 1 else f"each of {_together(item.bearers)}"


def _together(names: tuple[str, ...]) -> str:
    return " and ".join(x for x in (_names(names[:-1]), _name(names[-1])) if x)


def _amount(amount: terms.Amount) -> str:
    if amount.form == "all":
        return "all"
    number = _number(amount.number or 0) + (" % of" if amount.percent else "")
    return number if amount.form == "exactly" else f"{amount.form} {number}"


def _content(content: str | None, number: float | None = None) -> str:
    words = "unknown" if content is None else f'"{content}"'
    return words if number is None else f"{words} of {_number(number)}"


def _reading(reading: model.Reading) -> str:
    held = f" held by {_names(reading.holders)}" if reading.holders else ""
    return f'reading "{reading.name}"{held}: {_body(reading.terms) or "as written"}'


def _body(those: tuple[terms.Term, ...]) -> str:
    return " ".join(x for x in (_varied(term, those) for term in those) if x)


def _varied(term: terms.Term, all_terms: tuple[terms.Term, ...]) -> str:
    every = next((t for t in all_terms if isinstance(t, terms.Every)), None)
    if isinstance(term, terms.Amount):
        return f"number {_number(term.number or 0)}" if every is None else _rate(term, every)
    if isinstance(term, terms.Every) and any(isinstance(t, terms.Amount) for t in all_terms):
        return ""
    return term_text(term)


def _change(change: model.Change) -> str:
    target = f"in phase {change.target}" if change.of_phase else f"in #{change.target}"
    match change.what:
        case model.Replaced(float() as old, float() as new):
            return f"{target}: number {_number(old)} becomes {_number(new)}"
        case model.Replaced(old, new):
            return f"{target}: {_time_or_length(old)} becomes {_time_or_length(new)}"
        case model.Relisted(content, number):
            return f"{target}: is {_content(content, number)}"
        case model.Restated(those):
            return f"{target}: {_body(those)}"


def _time_or_length(what: terms.Time | Length | float) -> str:
    assert not isinstance(what, float)
    return str(what) if isinstance(what, Length) else time(what)


def term_text(term: terms.Term) -> str:
    """Return a term as it is written in a block."""
    match term:
        case terms.Amount():
            return _amount(term)
        case terms.To(names):
            return f"to {_names(names)}"
        case terms.At(place):
            return f"at {_name(place)}"
        case terms.InPhase(phase):
            return f"in phase {phase}"
        case terms.By(when):
            return f"by {time(when)}"
        case terms.Within(length, anchor):
            return f"within {length} of {time(anchor)}"
        case terms.From(when):
            return f"from {time(when)}"
        case terms.Until(when):
            return f"until {time(when)}"
        case terms.Lasting(length):
            return f"for {length}"
        case terms.Every(length):
            return f"every {_every(length)}"
        case terms.Lag(length):
            return f"within {length} after each period"
        case terms.Stage(number, by, percent):
            share = " %" if percent else ""
            return f"{'rest' if number is None else _number(number) + share} by {time(by)}"
        case terms.Stages(number, step, first, last):
            return f"{_number(number)} every {_every(step)} from {time(first)} until {time(last)}"
        case terms.Ratio(number, kind):
            return f"{_number(number)} per {_name(kind)}"
        case terms.EachLink():
            return _each(term)
        case terms.Answers(clause, within):
            return f"answers #{clause} by name" + (f" within {within}" if within else "")
        case terms.Base(what):
            return f"base fixed by #{what}"
        case terms.Listed(what):
            return f"as listed in #{what}"
        case terms.InStep(clause):
            return f"in step with #{clause}"
        case terms.InPlaceOf(clause):
            return f"in place of #{clause}"
        case terms.AnswersFor(names):
            return f"answers for {_names(names)}"
        case terms.Leave(names):
            return f"with leave of {_names(names)}"
        case terms.CountingAs(kind, number):
            return f"counting {_name(kind)} as {_number(number)}"
        case terms.CountingOnly(kinds):
            return f"counting only {_names(kinds)}"
        case terms.CountingApart(kinds):
            return f"counting apart {_names(kinds)}"
        case terms.NotCounting(kinds):
            return f"not counting {_names(kinds)}"
        case terms.Except(kinds):
            return f"except {_names(kinds)}"
        case terms.Throughout():
            return "all the time"
        case terms.Hours(first, last):
            return "hours unknown" if first is None else f"hours {first} to {last}"
        case terms.VerifiedBy(names):
            return f"verified by {_names(names)}"
        case terms.FulfilledWhen(names):
            return f"fulfilled when {_names(names)} finds it"
        case terms.Clocks(restart):
            return "clocks restart when resumed" if restart else "clocks stop while suspended"
        case terms.Earned(length, per, noun, clause, most):
            what = " ".join(x for x in (_number(per), _act(noun.split())) if x)
            top = f" at most {most}" if most else ""
            return f"longer by {length} per {what} under #{clause}{top}"
        case terms.If(inner, unless):
            return f"{'unless' if unless else 'if'} {condition(inner)}"
        case terms.Then(effect, delay, failing):
            after = f" after {delay}" if delay else ""
            return f"then {_effect(effect)}{after}" + (f" unless {condition(failing)}" if failing else "")


def _each(term: terms.EachLink) -> str:
    word, joint = ("before", "by") if term.before else ("for", "within")
    length = f" {joint} {term.length}" if term.length else ""
    lasting = f" for {term.lasting}" if term.lasting else ""
    return f"{word} each {_act(term.noun.split())} under #{term.clause}{length}{lasting}"


def time(when: terms.Time) -> str:
    """Return a time as it is written in a block."""
    match when:
        case terms.Day(number, phase):
            return f"day {number}" + (f" of phase {phase}" if phase else "")
        case terms.Date(text, zone):
            return f"{text} {zone}" if zone else text
        case terms.Entry():
            return "entry"
        case terms.UnknownTime():
            return "unknown"
        case terms.PhaseStart(phase):
            return f"start of phase {phase}"
        case terms.PhaseEnd(phase, planned):
            return f"{'planned ' if planned else ''}end of phase {phase}"
        case terms.Met(clause):
            return f"#{clause}"
        case terms.Begun(clause):
            return f"start of #{clause}"
        case terms.Deadline(clause):
            return f"deadline of #{clause}"
        case terms.Happened(act):
            return f'"{act}"'
        case terms.Shifted(length, anchor, back):
            return f"{length} {'before' if back else 'after'} {time(anchor)}"
        case terms.Extreme(one, other, later):
            return f"{'later' if later else 'earlier'} of {time(one)} and {time(other)}"


def condition(what: terms.Condition) -> str:
    """Return a condition as it is written in a block."""
    match what:
        case terms.StateIs(clause, state):
            return f"#{clause} is {state}"
        case terms.PhaseIs(phase, over):
            return f"phase {phase} is {'over' if over else 'open'}"
        case terms.AgreementIs(agreement, over):
            return f"agreement #{agreement} is {'over' if over else 'open'}"
        case terms.Finds(body, act):
            return f'{_name(body)} finds "{act}"'
        case terms.Decides(body, act):
            return f'{_name(body)} decides "{act}"'
        case terms.Happens(act):
            return f'"{act}" happens'
        case terms.Not(inner):
            return f"not {_grouped(inner)}"
        case terms.All(several):
            return " and ".join(_grouped(inner) for inner in several)
        case terms.AnyOf(several):
            return " or ".join(_grouped(inner) for inner in several)


def _grouped(inner: terms.Condition) -> str:
    text = condition(inner)
    return f"({text})" if isinstance(inner, terms.All | terms.AnyOf) else text


def _effect(effect: terms.Effect) -> str:
    match effect:
        case terms.Extends(phase, by, even_after):
            how = f"for {by}" if isinstance(by, Length) else f"until {time(by)}"
            return f"extends phase {phase} {how}{' even after its end' if even_after else ''}"
        case terms.Ends(clauses, phase):
            return f"ends {_target(clauses, phase)}"
        case terms.Suspends(clauses, phase, length):
            return f"suspends {_target(clauses, phase)}" + (f" for {length}" if length else "")
        case terms.Resumes(clauses, phase):
            return f"resumes {_target(clauses, phase)}"
        case terms.Leaves(keeping):
            return f"leaves keeping {_ids(keeping)}" if keeping else "leaves"


def _target(clauses: tuple[str, ...], phase: str | None) -> str:
    return f"phase {phase}" if phase else _ids(clauses)


def _every(length: Length) -> str:
    return length.unit if length.count == 1 else str(length)


def _number(number: float) -> str:
    return f"{Decimal(repr(number)).normalize():,f}"


def _ids(ids: tuple[str, ...]) -> str:
    return ", ".join(f"#{i}" for i in ids)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(_name, names))


def _name(name: str) -> str:
    is_plain = _WORD.fullmatch(name) and name not in _RESERVED and not _UNITS.fullmatch(name)
    return name if is_plain else f'"{name}"'


def _act(words: list[str]) -> str:
    return " ".join(
        word if _WORD.fullmatch(word) and word not in _RESERVED else f'"{word}"' for word in words
    )
