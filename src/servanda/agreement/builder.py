"""From Lark's trees to the terms and items of the model, one line at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lark import Token, Transformer

from servanda.agreement import model, terms
from servanda.clock import Length

LONGEST = {"minute": 100_000, "hour": 100_000, "day": 100_000, "week": 14_000, "month": 3_200, "year": 270}
"""The most of each unit that a length may have, so that no moment lies out of reach."""


@dataclass(frozen=True)
class Refused(Exception):
    """A line that reads well and still means nothing; it becomes a problem."""

    name: str
    cause: str
    mend: str


@dataclass(frozen=True)
class Act:
    """The words of an act and its amount, before they are parted into a clause."""

    words: str
    amount: terms.Amount | None


@dataclass(frozen=True)
class Bearers:
    """Who bears a clause, and whether it is one act of all of them."""

    names: tuple[str, ...]
    jointly: bool = False


@dataclass(frozen=True)
class EntryLine:
    """The moment and zone of entry, as written."""

    moment: str
    zone: str


@dataclass(frozen=True)
class Setting:
    """One setting of the agreement's head, by the name of its field."""

    field: str
    value: bool


@dataclass(frozen=True)
class Opens:
    """The condition on which a phase opens."""

    condition: terms.Condition


@dataclass(frozen=True)
class PartOf:
    """The heading or instrument that a clause belongs to."""

    id: str


@dataclass(frozen=True)
class KnownAs:
    """How a term of the text is known."""

    known: model.Knowledge


def plain(value: object) -> str:
    """Return a token's words: without quotes or sigil, with single spaces."""
    text = str(value)
    if text.startswith('"'):
        return " ".join(text.strip('"').split())
    return " ".join(text.removeprefix("#").split())


def number(token: object) -> float:
    """Return a number as written, thousands commas allowed."""
    digits = str(token).replace(",", "")
    if len(digits) > 15:
        raise Refused(
            "number-too-large", f"{token} is too large to count with.", "Write a number of at most 15 digits."
        )
    return float(digits)


def whole(token: object) -> int:
    """Return a whole number.

    Raises:
        Refused: it has a fraction, or is too large for a length or a day.
    """
    value = number(token)
    if value != int(value) or value > 100_000:
        raise Refused(
            "not-a-whole-number", f"{token} must be a whole number here.", "Write one up to 100000."
        )
    return int(value)


def hundredth(token: object) -> float:
    """Return a number of hundredths.

    Raises:
        Refused: it is more than the whole.
    """
    value = number(token)
    if value > 100:
        raise Refused("over-a-hundred", f"{token} % is more than the whole.", "Write up to 100 %.")
    return value


class Builder(Transformer[Token, Any]):
    """Each method is named after the rule whose tree it turns into a value."""

    def name(self, c: list[Token]) -> str:
        return plain(c[0])

    word = name

    def names(self, c: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c))

    names_many = names

    def ids(self, c: list[Token]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(plain(t) for t in c))

    # Bearers, norms, acts

    def alone(self, c: list[str]) -> Bearers:
        return Bearers((c[0],))

    def bare(self, c: list[tuple[str, ...]]) -> Bearers:
        both = " and ".join(c[0])
        raise Refused(
            "bare-and",
            f'"{both}" does not say whether it is one act of all of them or one of each.',
            f'Write "each of {both}", or "together {both}".',
        )

    def each_of(self, c: list[tuple[str, ...]]) -> Bearers:
        return Bearers(c[0])

    def each_party(self, _: list[Any]) -> Bearers:
        return Bearers(("each party",))

    def together(self, c: list[tuple[str, ...]]) -> Bearers:
        return Bearers(c[0], jointly=True)

    def must(self, _: list[Any]) -> model.Norm:
        return "must"

    def must_not(self, _: list[Any]) -> model.Norm:
        return "must not"

    def may(self, _: list[Any]) -> model.Norm:
        return "may"

    def should(self, _: list[Any]) -> model.Norm:
        return "should"

    def should_not(self, _: list[Any]) -> model.Norm:
        return "should not"

    def act(self, c: list[Any]) -> Act:
        amounts = [piece for piece in c if isinstance(piece, terms.Amount)]
        if len(amounts) > 1:
            raise Refused(
                "two-numbers",
                "An act can count one thing only.",
                "Make a clause of each, or quote a number that counts nothing.",
            )
        words = [piece for piece in c if isinstance(piece, str)]
        if not words:
            raise Refused(
                "no-act",
                "The clause says how many, and not of what.",
                "Write the act, such as release 33 hostages.",
            )
        if not amounts:
            return Act(" ".join(words), None)
        at = c.index(amounts[0])
        unit = " ".join(piece for piece in c[at + 1 :] if isinstance(piece, str))
        amount = amounts[0]
        return Act(" ".join(words), terms.Amount(amount.number, unit, amount.form, amount.percent))

    def exactly(self, c: list[Token]) -> terms.Amount:
        return terms.Amount(number(c[0]))

    def at_least(self, c: list[Token]) -> terms.Amount:
        return terms.Amount(number(c[1]), form="at least")

    def at_most(self, c: list[Token]) -> terms.Amount:
        return terms.Amount(number(c[1]), form="at most")

    def percent(self, c: list[Token]) -> terms.Amount:
        return terms.Amount(hundredth(c[0]), percent=True)

    def at_least_percent(self, c: list[Token]) -> terms.Amount:
        return terms.Amount(hundredth(c[1]), form="at least", percent=True)

    def all(self, _: list[Any]) -> terms.Amount:
        return terms.Amount(None, form="all")

    # Times and lengths

    def length(self, c: list[Token]) -> Length:
        count, unit = whole(c[0]), str(c[1]).rstrip("s")
        if count > LONGEST[unit]:
            raise Refused(
                "length-too-long",
                f"{count} {unit}s is too long to count with.",
                f"Write one up to {LONGEST[unit]} {unit}s.",
            )
        return Length(count, unit)

    def one(self, c: list[Token]) -> Length:
        return Length(1, str(c[0]).rstrip("s"))

    def every(self, c: list[Length]) -> Length:
        if c[0].count < 1:
            raise Refused("empty-length", "A period cannot be of no length.", "Write one of at least 1.")
        return c[0]

    def day(self, c: list[Token | None]) -> terms.Day:
        return terms.Day(whole(c[0]), None if c[1] is None else str(c[1]))

    def date(self, c: list[Token | None]) -> terms.Date:
        text = str(c[0]) if c[1] is None else f"{c[0]} {str(c[1]).zfill(5)}"
        return terms.Date(text, "" if c[2] is None else str(c[2]))

    def happened(self, c: list[Token]) -> terms.Happened:
        return terms.Happened(plain(c[0]))

    def at_entry(self, _: list[Any]) -> terms.Entry:
        return terms.Entry()

    def unknown_time(self, _: list[Any]) -> terms.UnknownTime:
        return terms.UnknownTime()

    def phase_start(self, c: list[Token]) -> terms.PhaseStart:
        return terms.PhaseStart(str(c[0]))

    def phase_end(self, c: list[Token | None]) -> terms.PhaseEnd:
        return terms.PhaseEnd(str(c[-1]), planned=c[0] is not None and len(c) == 2)

    def clause_met(self, c: list[Token]) -> terms.Met:
        return terms.Met(plain(c[0]))

    def clause_begun(self, c: list[Token]) -> terms.Begun:
        return terms.Begun(plain(c[0]))

    def clause_due(self, c: list[Token]) -> terms.Deadline:
        return terms.Deadline(plain(c[0]))

    def after(self, c: list[Any]) -> terms.Shifted:
        return terms.Shifted(c[0], c[1])

    def before(self, c: list[Any]) -> terms.Shifted:
        return terms.Shifted(c[0], c[1], back=True)

    def earlier(self, c: list[Any]) -> terms.Extreme:
        return terms.Extreme(c[0], c[1], later=False)

    def later(self, c: list[Any]) -> terms.Extreme:
        return terms.Extreme(c[0], c[1], later=True)

    # Conditions and effects

    def any(self, c: list[terms.Condition]) -> terms.Condition:
        return c[0] if len(c) == 1 else terms.AnyOf(tuple(c))

    def every_of(self, c: list[terms.Condition]) -> terms.Condition:
        return c[0] if len(c) == 1 else terms.All(tuple(c))

    def negated(self, c: list[terms.Condition]) -> terms.Condition:
        return terms.Not(c[0])

    def state_is(self, c: list[Token]) -> terms.Condition:
        return terms.StateIs(plain(c[0]), str(c[1]))  # type: ignore[arg-type]

    def phase_is(self, c: list[Token]) -> terms.Condition:
        return terms.PhaseIs(str(c[0]), over=c[1] == "over")

    def agreement_is(self, c: list[Token]) -> terms.Condition:
        return terms.AgreementIs(plain(c[0]), over=c[1] == "over")

    def decision(self, c: list[Any]) -> terms.Condition:
        return terms.Decides(c[0], plain(c[1]))

    def finding(self, c: list[Any]) -> terms.Condition:
        return terms.Finds(c[0], plain(c[1]))

    def happens(self, c: list[Token]) -> terms.Condition:
        return terms.Happens(plain(c[0]))

    def negation(self, c: list[Any]) -> terms.Condition:
        return c[0]  # type: ignore[no-any-return]

    def target_phase(self, c: list[Token]) -> dict[str, Any]:
        return {"phase": str(c[0])}

    def extends(self, c: list[Any]) -> terms.Effect:
        return terms.Extends(str(c[0]), c[1], even_after=c[2] is not None)

    def ends(self, c: list[Any]) -> terms.Effect:
        return terms.Ends(**_target(c[0]))

    def suspends(self, c: list[Any]) -> terms.Effect:
        return terms.Suspends(**_target(c[0]), length=c[1])

    def resumes(self, c: list[Any]) -> terms.Effect:
        return terms.Resumes(**_target(c[0]))

    def leaves(self, c: list[Any]) -> terms.Effect:
        return terms.Leaves(c[0] or ())

    def effect(self, c: list[Any]) -> terms.Effect:
        return c[0]  # type: ignore[no-any-return]

    # Slots and other terms

    def slot(self, c: list[Any]) -> terms.Term:
        return c[0]  # type: ignore[no-any-return]

    def to(self, c: list[Any]) -> terms.Term:
        return terms.To(c[0])

    def at(self, c: list[Any]) -> terms.Term:
        return terms.At(c[0])

    def in_phase(self, c: list[Token]) -> terms.Term:
        return terms.InPhase(str(c[0]))

    def by(self, c: list[Any]) -> terms.Term:
        return terms.By(c[0])

    def within(self, c: list[Any]) -> terms.Term:
        return terms.Within(c[0], c[1])

    def from_time(self, c: list[Any]) -> terms.Term:
        return terms.From(c[0])

    def until(self, c: list[Any]) -> terms.Term:
        return terms.Until(c[0])

    def lasting(self, c: list[Any]) -> terms.Term:
        return terms.Lasting(c[0])

    def each_period(self, c: list[Any]) -> terms.Term:
        return terms.Every(c[0])

    def lag(self, c: list[Any]) -> terms.Term:
        return terms.Lag(c[0])

    def stage(self, c: list[Any]) -> terms.Term:
        return terms.Stage(number(c[0]), c[-1])

    def stage_of_base(self, c: list[Any]) -> terms.Term:
        return terms.Stage(hundredth(c[0]), c[-1], percent=True)

    def rest(self, c: list[Any]) -> terms.Term:
        return terms.Stage(None, c[0])

    def rate(self, c: list[Any]) -> tuple[terms.Term, ...]:
        lengths = [x for x in c if isinstance(x, Length)]
        unit = " ".join(x for x in c[1 : c.index(lengths[0])])
        after = [x for x in c[c.index(lengths[0]) + 1 :] if x is not None]
        if after:
            return (terms.Stages(number(c[0]), lengths[0], after[0], after[1]),)
        return (terms.Amount(number(c[0]), unit), terms.Every(lengths[0]))

    def ratio(self, c: list[Any]) -> terms.Term:
        return terms.Ratio(number(c[0]), c[1])

    def for_each(self, c: list[Any]) -> terms.Term:
        return terms.EachLink(" ".join(c[:-3]), plain(c[-3]), c[-2], lasting=c[-1])

    def before_each(self, c: list[Any]) -> terms.Term:
        return terms.EachLink(" ".join(c[:-2]), plain(c[-2]), c[-1], before=True)

    def answers(self, c: list[Any]) -> terms.Term:
        return terms.Answers(plain(c[0]), c[1])

    def base(self, c: list[Token]) -> terms.Term:
        return terms.Base(plain(c[0]))

    def listed(self, c: list[Token]) -> terms.Term:
        return terms.Listed(plain(c[0]))

    def in_step(self, c: list[Token]) -> terms.Term:
        return terms.InStep(plain(c[0]))

    def in_place_of(self, c: list[Token]) -> terms.Term:
        return terms.InPlaceOf(plain(c[0]))

    def answers_for(self, c: list[Any]) -> terms.Term:
        return terms.AnswersFor(c[0])

    def leave(self, c: list[Any]) -> terms.Term:
        return terms.Leave(c[0])

    def counting_as(self, c: list[Any]) -> terms.Term:
        return terms.CountingAs(c[0], number(c[1]))

    def counting_only(self, c: list[Any]) -> terms.Term:
        return terms.CountingOnly(c[0])

    def counting_apart(self, c: list[Any]) -> terms.Term:
        return terms.CountingApart(c[0])

    def not_counting(self, c: list[Any]) -> terms.Term:
        return terms.NotCounting(c[0])

    def number(self, c: list[Token]) -> terms.Term:
        return terms.Amount(number(c[0]))

    def number_unknown(self, _: list[Any]) -> terms.Term:
        return terms.Amount(None, form="unknown")

    def throughout(self, _: list[Any]) -> terms.Term:
        return terms.Throughout()

    def hours(self, c: list[Token]) -> terms.Term:
        if len(c) == 1:
            return terms.Hours(None, None)
        return terms.Hours(str(c[0]).zfill(5), str(c[1]).zfill(5))

    def verified(self, c: list[Any]) -> terms.Term:
        return terms.VerifiedBy(c[0])

    def fulfilled_when(self, c: list[Any]) -> terms.Term:
        return terms.FulfilledWhen(c[0])

    def clocks_stop(self, _: list[Any]) -> terms.Term:
        return terms.Clocks()

    def clocks_restart(self, _: list[Any]) -> terms.Term:
        return terms.Clocks(restart=True)

    def earned(self, c: list[Any]) -> terms.Term:
        length, per, *words, clause, _, most = c
        if number(per) <= 0:
            raise Refused("empty-length", "Nothing is earned by nothing.", "Write a number above 0.")
        return terms.Earned(length, number(per), " ".join(words), plain(clause), most)

    def only_if(self, c: list[Any]) -> terms.Term:
        return terms.If(c[0])

    def excepting(self, c: list[Any]) -> terms.Term:
        return terms.Except(c[0])

    def unless(self, c: list[Any]) -> terms.Term:
        return terms.If(c[0], unless=True)

    def opens(self, c: list[Any]) -> Opens:
        return Opens(c[0])

    def part(self, c: list[Token]) -> PartOf:
        return PartOf(plain(c[0]))

    def known(self, c: list[Token]) -> KnownAs:
        return KnownAs(str(c[0]))  # type: ignore[arg-type]

    def then(self, c: list[Any]) -> terms.Term:
        return terms.Then(c[0], c[1], c[2])

    def varied(self, c: list[Any]) -> tuple[terms.Term, ...]:
        return tuple(term for piece in c for term in (piece if isinstance(piece, tuple) else (piece,)))

    def as_written(self, _: list[Any]) -> tuple[terms.Term, ...]:
        return ()

    def reading(self, c: list[Any]) -> model.Reading:
        return model.Reading(plain(c[0]), c[1] or (), terms.in_order(_once(c[2], "reading")))

    def becomes(self, c: list[Any]) -> model.Replaced:
        return model.Replaced(c[0], c[1])

    def number_becomes(self, c: list[Token]) -> model.Replaced:
        return model.Replaced(number(c[0]), number(c[1]))

    def relisted(self, c: list[Any]) -> model.Relisted:
        return model.Relisted(_content(c[0]), c[1] and number(c[1]))

    def restated(self, c: list[Any]) -> model.Restated:
        return model.Restated(terms.in_order(_once(self.varied(c), "change")))

    def change_in(self, c: list[Any]) -> model.Change:
        return model.Change(plain(c[0]), c[1])

    def change_in_phase(self, c: list[Any]) -> model.Change:
        return model.Change(str(c[0]), c[1], of_phase=True)

    # The agreement's own details

    def entry(self, c: list[Token]) -> EntryLine:
        return EntryLine(f"{c[0]} {str(c[1]).zfill(5)}", str(c[2]))

    def first_day(self, c: list[Token]) -> Setting:
        return Setting("first_day_is_entry", c[0] == "of")

    def inclusion(self, c: list[Token]) -> Setting:
        return Setting("inclusive", c[0] == "inclusive")

    # Items

    def agreement(self, c: list[Token]) -> model.Title:
        return model.Title(plain(c[0]), plain(c[1]))

    def role(self, c: list[Any]) -> model.Part:
        return model.Part(str(c[0]), c[1])  # type: ignore[arg-type]

    def area(self, c: list[Any]) -> model.Area:
        return model.Area(c[0])

    def listing(self, c: list[Any]) -> model.Listing:
        return model.Listing(plain(c[0]), _content(c[1]), c[3] is not None, c[2] and number(c[2]))

    def place(self, c: list[Any]) -> model.Place:
        return model.Place(c[0], c[1])

    def definition(self, c: list[Token]) -> model.Definition:
        return model.Definition(plain(c[0]), _content(c[1]))

    def instrument(self, c: list[Any]) -> model.Instrument:
        return model.Instrument(plain(c[0]), plain(c[1]) if c[1] else "", c[3], c[4] or (), c[2])

    def amendment(self, c: list[Any]) -> model.Amendment:
        return model.Amendment(plain(c[0]), c[1], c[2] or (), c[3] or ())

    def link(self, c: list[Token]) -> model.Link:
        return model.Link(plain(c[0]), plain(c[1]), plain(c[2]))

    def phase(self, c: list[Any]) -> model.Phase:
        return model.Phase(str(c[0]), tuple(c[1:]))

    def clause(self, c: list[Any]) -> model.Clause:
        form, id_, bearers, norm, act, *slots = c
        amount = () if act.amount is None else (act.amount,)
        return model.Clause(
            plain(id_), bearers.names, norm, act.words, (*amount, *slots),
            jointly=bearers.jointly, heading=form == "heading",
        )  # fmt: skip


def _content(token: Token) -> str | None:
    return None if token.type == "UNKNOWN" else plain(token)


def _target(target: Any) -> dict[str, Any]:
    return target if isinstance(target, dict) else {"clauses": target}


def _once(those: tuple[terms.Term, ...], noun: str) -> tuple[terms.Term, ...]:
    slots = [term.slot for term in those]
    twice = next((slot for slot in slots if slot not in terms.MANY and slots.count(slot) > 1), None)
    if twice:
        raise Refused("said-twice", f"The {noun} says its {twice} twice.", "Keep one of the two.")
    return those
