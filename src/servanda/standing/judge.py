"""The judge: puts together, from one run, where each clause and phase stands on each account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from servanda.agreement import Clause, Phase, terms
from servanda.clock import DayCount
from servanda.record import (
    CAUTIOUS,
    GENEROUS,
    GROUNDS,
    UNDECIDED,
    Hearing,
    Share,
    Taken,
    act_key,
    acts_of,
)
from servanda.sentences import Numeral, day_of, plural, say
from servanda.standing import relations, remark, tellings, totals
from servanda.standing.amending import since_of
from servanda.standing.answer import (
    ClauseStanding,
    Next,
    PhaseStanding,
    Progress,
    Stretch,
    Variant,
    differ,
    merged,
    shown_state,
    told_apart,
    worst,
)
from servanda.standing.arrays import NEVER
from servanda.standing.duty import Bench, Duty, share_of, spread
from servanda.standing.effects import suspensions, takes_hold
from servanda.standing.history import history, stretch, stretches
from servanda.standing.plan import Plan, Row
from servanda.standing.remark import Remark
from servanda.standing.series import LONGEST_SERIES
from servanda.standing.state import State, Use
from servanda.standing.stretches import elapsed
from servanda.standing.unfold import duties
from servanda.standing.vocabulary import word
from servanda.standing.worlds import (
    Choices,
    combinations,
    point_of,
    reading_names,
)


def _outcome(variant: Variant) -> tuple[object, ...]:
    return (
        variant.state,
        variant.most_state,
        variant.progress,
        variant.next,
        variant.duties,
        variant.remarks,
    )


class Judge:
    """Puts together the standing of each clause and phase from one run."""

    def __init__(
        self,
        hearing: Hearing,
        plan: Plan,
        state: State,
        at: int,
        taken: Mapping[str, tuple[Taken, ...]],
        choices: Choices,
    ) -> None:
        self.hearing, self.plan, self.state, self.at, self.taken = hearing, plan, state, at, taken
        self.agreement = hearing.agreement
        self.zone = self.agreement.title.zone
        self.choices = choices
        self.since = since_of(self.agreement, plan.worlds, plan.settled)
        self.benches = {account: Bench(plan, state, hearing, account, at) for account in taken}
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, world in enumerate(plan.worlds):
            self._places[world.account, world.side].append(place)
        self._by_act: dict[str, dict[str, list[Taken]]] = {}

    def clause(self, clause: Clause, account: str) -> ClauseStanding:
        """Say where a clause stands on an account, and what it is on every other."""
        every = {name: self._variants(clause, name) for name in self.taken}
        variants = every[account]
        states = {name: shown_state(own) for name, own in every.items()}
        disputed = differ(self.agreement, states) or self._differ(variants)
        unsettled = not disputed and states[CAUTIOUS] != states[GENEROUS]
        return ClauseStanding(
            clause, self.agreement.bearers(clause), shown_state(variants), variants, every,
            tuple(self._remarks(clause, account, variants)), disputed, unsettled, self._suspended(clause, account),
        )  # fmt: skip

    def _suspended(self, clause: Clause, account: str) -> tuple[Stretch, ...]:
        world = self._first_world(clause, account)
        times = self.benches[account].times
        rows = (row for row in self.plan.by_clause[clause.id] if row.mask[world])
        return stretches((span for row in rows for span in times.suspensions(row)), world)

    def phase(self, phase: Phase, account: str) -> PhaseStanding:
        """Say where a phase stands on an account, under each of its readings."""
        bench = self.benches[account]
        places = [
            (choice, self._world(account, "least", choice))
            for choice in self._choices(f"phase {phase.id}", account)
        ]
        states = {
            self._reading_names(choice): self._phase_state(bench, phase, world) for choice, world in places
        }
        shown = next(iter(states.values())) if len(set(states.values())) == 1 else "in force"
        world = next(
            w
            for choice, w in places
            if states[self._reading_names(choice)] == shown or shown not in states.values()
        )
        lasting = {self._reading_names(choice): stretch(bench, phase.id, w) for choice, w in places}
        return replace(
            self._phase_standing(bench, phase, world, shown, states),
            stretches=lasting if len(set(lasting.values())) > 1 else {},
            suspended=stretches(suspensions(bench.times, "phase", phase.id), world),
        )

    def _phase_standing(
        self, bench: Bench, phase: Phase, world: int, shown: str, states: Mapping[str, str]
    ) -> PhaseStanding:
        start = int(bench.times.phase_start(phase.id)[world])
        end = int(bench.times.phase_end(phase.id)[world])
        planned = int(bench.times.phase_end(phase.id, planned=True)[world])
        end = planned if end >= NEVER else end
        days = DayCount(start, self.zone) if start <= self.at else None
        return PhaseStanding(
            phase, shown, days.day_of(elapsed(bench.times, phase.id, world, self.at)) if days else None, start if start < NEVER else None,
            end if end < NEVER else None, days.day_of(elapsed(bench.times, phase.id, world, end)) if days and end < NEVER else None,
            planned if planned not in (end, NEVER) else None, states if len(set(states.values())) > 1 else {},
        )  # fmt: skip

    def _phase_state(self, bench: Bench, phase: Phase, world: int) -> str:
        if bench.times.phase_start(phase.id)[world] > self.at:
            return "not started"
        if bench.times.phase_end(phase.id)[world] < self.at:
            return "ended"
        spans = suspensions(bench.times, "phase", phase.id)
        is_suspended = any(since[world] <= self.at <= until[world] for since, until in spans)
        return "suspended" if is_suspended else "in force"

    def span(self, account: str) -> tuple[int | None, int | None]:
        """Return when the agreement started and ended on an account, by now: with its last phase, or with another."""
        bench = self.benches[account]
        world = self._places[account, "least"][0]
        start = int(bench.times.opening()[world])
        phases = [int(bench.times.phase_end(phase)[world]) for phase in self.agreement.phases]
        end = min(max(phases, default=int(NEVER)), int(bench.times.closing()[world]))
        return start if start <= self.at else None, end if end <= self.at else None

    def _variants(self, clause: Clause, account: str) -> tuple[Variant, ...]:
        bench = self.benches[account]
        variants = (
            self._variant(bench, clause, choice) for choice in self._choices(point_of(clause), account)
        )
        return merged(variants, _outcome)

    def _variant(self, bench: Bench, clause: Clause, choice: Mapping[str, int]) -> Variant:
        least, most = self._world(bench.account, "least", choice), self._world(bench.account, "most", choice)
        rows = [row for row in self.plan.by_clause[clause.id] if row.mask[least]]
        those = tuple(duty for row in rows for duty in duties(bench, row, least, most))
        ended = self._ended(bench, clause, least)
        not_begun = all(
            bench.times.binding(row)[0][least] > self.at
            or (row.schedule == "forbidden" and row.link is not None)
            for row in rows
        )
        state = self._state(clause, [duty.state for duty in those], ended, not_begun)
        most_state = self._state(clause, [duty.most_state for duty in those], ended, not_begun)
        is_forbidden = clause.norm in ("must not", "should not")
        violations = _summed(duty.done for duty in those) if is_forbidden else Share(0, 0)
        remarks = [*remark.of_duties(those, self.at, self.zone, told=self._is_told(clause))]
        if rows[0].schedule == "rate" and len(those) >= LONGEST_SERIES:
            words = plural(
                "only the latest {number} period is laid out",
                "only the latest {number} periods are laid out",
                LONGEST_SERIES,
            )
            remarks.append(Remark("latest-only", words))
        if ended is not None:
            remarks.insert(0, Remark("ended", say("ended on {day}", day=day_of(ended, self.zone, self.at))))
        return Variant(
            self._names_of(choice), state, most_state if most_state != state else "", self._progress(clause, those, least, most),
            None if ended or is_forbidden or rows[0].schedule == "level" else self._next(those), those, tuple(remarks), violations,
            history(bench, rows, those, least, most),
        )  # fmt: skip

    def _state(self, clause: Clause, states: list[str], ended: int | None, not_begun: bool) -> str:
        if not states and ended is None:
            return "not yet in force" if not_begun else "in force"
        if not states:
            return "terminated"
        shown = worst(states)
        is_rate = any(isinstance(term, terms.Every) for term in clause.terms)
        if ended is not None and shown in ("in force", "fulfilled") and is_rate:
            return "terminated"
        return "in force" if is_rate and shown == "fulfilled" and ended is None else shown

    def _is_told(self, clause: Clause) -> bool:
        """Say whether anybody tells that something was done under a clause by the moment asked."""
        return any(
            report.stance in ("asserts", "declares") and (report.happened or report.said).first <= self.at
            for report in self.hearing.about.get(clause.id, ())
        )

    def _ended(self, bench: Bench, clause: Clause, world: int) -> int | None:
        """Return when a clause without a deadline of its own stopped binding, if it has: once its last period is due."""
        row = next(row for row in self.plan.by_clause[clause.id] if row.mask[world])
        if row.schedule not in ("rate", "linked", "heading"):
            return None
        end = bench.times.binding(row)[1]
        for term in row.terms:
            if isinstance(term, terms.Lag):
                end = bench.times.within(term.length, end)
        return int(end[world]) if end[world] < self.at else None

    def _progress(self, clause: Clause, those: tuple[Duty, ...], least: int, most: int) -> Progress:
        rows = [row for row in self.plan.by_clause[clause.id] if row.mask[least]]
        if rows[0].schedule == "rate" and those:
            last = those[-1]
            return Progress(last.done, last.amount, last.amount)
        if those and (
            rows[0].schedule == "level" or (rows[0].schedule == "allowed" and rows[0].every("period"))
        ):
            return Progress(those[-1].done, None, those[-1].amount)
        low = sum(float(self.state.tallies[row.index].done[least]) for row in rows)
        high = sum(float(self.state.tallies[row.index].done[most]) for row in rows)
        amount = rows[0].amount
        of = amount.number * len(rows) if amount is not None and amount.number is not None else None
        if amount is None and rows[0].schedule == "linked":
            amounts = [duty.amount for duty in those]
            of = None if None in amounts else float(sum(a for a in amounts if a is not None))
        if rows[0].schedule == "stages" and (amount is None or rows[0].base is not None):
            of = self._asked_for(rows, least)
        due = [duty.amount for duty in those if duty.due is not None and duty.due.last <= self.at]
        total = (
            None if None in [duty.amount for duty in those] else float(sum(d for d in due if d is not None))
        )
        return Progress(spread(share_of(low), share_of(high)), total, of, rows[0].in_percent)

    def _asked_for(self, rows: list[Row], world: int) -> float | None:
        bench = next(iter(self.benches.values()))
        whole = float(sum(bench.times.needed(row)[-1][world] for row in rows))
        return whole if np.isfinite(whole) else None

    def _next(self, those: tuple[Duty, ...]) -> Next | None:
        still = [
            duty
            for duty in those
            if duty.state == "in force"
            and duty.due is not None
            and not duty.overdue
            and duty.due.last > self.at
        ]
        if not still:
            return None
        first = min(still, key=lambda duty: duty.due.last if duty.due else 0)
        assert first.due is not None
        quantity = None if first.amount is None else first.amount - first.done.least
        return Next(quantity, first.due.last)

    def _remarks(self, clause: Clause, account: str, variants: tuple[Variant, ...]) -> list[Remark]:
        telling = told_apart(variants)
        several = len(telling) > 1
        found: list[Remark] = []
        for variant in telling:
            for one in variant.remarks:
                is_apart = several and not _in_all(one, telling)
                found.append(_under(variant, one) if is_apart else one)
        found += self._met(clause, account, variants)
        found += self._undecided(clause, account)
        found += self._relations(clause, account, variants)
        whole = self.agreement.clauses.get(clause.part_of or "")
        is_part = whole is not None and act_key(whole.act) == act_key(clause.act)
        if clause.known == "unknown":
            found.append(Remark("unknown-term", say("the text of this term was never published")))
        if several and self.choices.dependences[point_of(clause)].one_at_a_time:
            words = say("its readings are varied one at a time: too many to combine")
            found.append(Remark("one-at-a-time", words))
        if not is_part:
            world = self._first_world(clause, account)
            taken = frozenset(one.weighed.event.id for one in self._taken(clause, account))
            found += tellings.withheld(self.hearing, clause, self.at, self.zone)
            found += totals.totals_beside(self.hearing, self.state, clause, world, self.at, self.zone)
            found += tellings.claims(self.hearing, clause, self.at, taken)
            found += tellings.said(self.hearing, clause, self.at, self.zone)
        return sorted(dict.fromkeys(found), key=lambda one: one.weight)

    def _relations(self, clause: Clause, account: str, variants: tuple[Variant, ...]) -> Iterator[Remark]:
        """Say how the clause hangs together with others, with other agreements, and with what the text defines."""
        taken = self._taken(clause, account)
        duties = tuple(dict.fromkeys(duty for variant in variants for duty in variant.duties))
        world = self._first_world(clause, account)
        in_force = tuple(name for name, since in self.since.items() if since[world] <= self.at)
        yield from relations.in_step(duties, self.at, self.zone)
        yield from relations.replaced_by(self.agreement, clause, shown_state(variants))
        yield from relations.refused(clause, self.hearing, taken, self.at, self.zone)
        is_fulfilled = shown_state(variants) == "fulfilled"
        yield from relations.awaiting(clause, self.hearing, taken, self.at, is_fulfilled=is_fulfilled)
        yield from relations.levels(clause, duties, self.hearing, self.at, self.zone)
        yield from relations.not_followed(clause, duties)
        yield from relations.used(clause, duties, taken, self.at, self.zone)
        yield from relations.set_going(clause, self._uses(clause, account), self.at, self.zone)
        yield from relations.said_undone(clause, duties, self.hearing, self.at, self.zone)
        yield from relations.undefined_status(self.hearing, clause, self.at, self.zone)
        yield from relations.others_acts(clause, duties, taken)
        yield from relations.listed(self.agreement, clause, in_force)
        yield from relations.missing_links(clause, frozenset(self.plan.others))

    def _taken(self, clause: Clause, account: str) -> tuple[Taken, ...]:
        """Return what an account takes of a clause's act, of the refusal of it, and of leave for it."""
        if account not in self._by_act:
            by_act: dict[str, list[Taken]] = defaultdict(list)
            for one in self.taken[account]:
                by_act[act_key(one.weighed.event.act)].append(one)
            self._by_act[account] = by_act
        acts = acts_of(clause)
        return tuple(one for act in acts for one in self._by_act[account].get(act, ()))

    def _uses(self, clause: Clause, account: str) -> Iterator[tuple[str, Use, int]]:
        """Yield the uses of powers in the world shown first: the power, the use, and when its effect takes hold."""
        world = self._first_world(clause, account)
        for use in self.state.uses:
            if use.at[world] < NEVER:
                when = int(takes_hold(self.benches[account].times, use)[world])
                yield self.plan.rows[use.row].clause.id, use, when

    def _undecided(self, clause: Clause, account: str) -> Iterator[Remark]:
        for one in self._taken(clause, account):
            is_open = one.because == UNDECIDED and one.span.first <= self.at
            if is_open and any(self.hearing.matters.concerns(clause, r) for r in one.weighed.event.reports):
                yield Remark("undecided", one.because)

    def _met(self, clause: Clause, account: str, variants: tuple[Variant, ...]) -> Iterator[Remark]:
        """Say when a single duty was met, on which day of the agreement, and on what ground."""
        taken = {one.weighed.event.id: one for one in self._taken(clause, account)}
        duties = dict.fromkeys(duty for variant in variants for duty in variant.duties)
        for duty in duties if len(duties) <= 2 else ():
            events = [taken[event] for event in duty.events if event in taken]
            if duty.met is None or duty.state != "fulfilled" or not events:
                continue
            number = self.agreement.days.day_of(duty.met.last)
            completing = [one for one in events if one.span.last == duty.met.last]
            best = min(completing or events, key=lambda one: GROUNDS.index(one.weighed.ground))
            on = day_of(duty.met.last, self.zone, self.at)
            when = say("met on {day}", day=on)
            if number > 0:
                when = say("met on {day}, day {number}", day=on, number=Numeral(number))
            words = say(
                "{met}; {ground}: {rule}", met=when, ground=word(best.weighed.ground), rule=best.because
            )
            yield Remark("met", words)

    def _differ(self, variants: tuple[Variant, ...]) -> bool:
        return (
            len({(v.state, v.violations, tuple(d.state for d in v.duties[-1:]), v.overdue) for v in variants})
            > 1
        )

    def _choices(self, point: str, account: str) -> list[dict[str, int]]:
        """Return the readings to vary for a point; a party's account keeps those it holds."""
        found = combinations(self.choices.dependences[point], self.choices.counts)
        held = {
            p: number
            for p in self.choices.dependences[point].points
            if (number := self._held(p, account)) is not None
        }
        kept = [choice for choice in found if all(choice[p] == number for p, number in held.items())]
        return kept or found[:1]

    def _held(self, point: str, account: str) -> int | None:
        return next(
            (number for number, names in enumerate(self.choices.holders[point]) if account in names), None
        )

    def _first_world(self, clause: Clause, account: str) -> int:
        """Return the least world of an account under the readings of a clause that are shown first."""
        return self._world(account, "least", self._choices(point_of(clause), account)[0])

    def _world(self, account: str, side: str, choice: Mapping[str, int]) -> int:
        places = self._places[account, side]
        return next(
            place
            for place in places
            if all(self.plan.worlds[place].choice[p] == number for p, number in choice.items())
        )

    def _names_of(self, choice: Mapping[str, int]) -> dict[str, str]:
        return {point: reading_names(self.agreement, point)[number] for point, number in choice.items()}

    def _reading_names(self, choice: Mapping[str, int]) -> str:
        return "; ".join(self._names_of(choice).values())


def _under(variant: Variant, one: Remark) -> Remark:
    """Return a remark that is made on some readings only, with their names."""
    return replace(one, words=say("[{reading}] {remark}", reading=variant.which, remark=one.words))


def _in_all(one: Remark, variants: tuple[Variant, ...]) -> bool:
    return all(one in variant.remarks for variant in variants)


def _summed(shares: Iterable[Share]) -> Share:
    those = list(shares)
    mosts = [share.most for share in those]
    return Share(
        sum(s.least for s in those), None if None in mosts else sum(m for m in mosts if m is not None)
    )
