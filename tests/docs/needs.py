"""What real agreements need of a language: each need, the construct that serves it, and an agreement that uses it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from servanda.agreement import blocks

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "needs.md"
CASES = "tests/cases/good/invented"

HEAD = """\
# What real agreements need

Nine real agreements, from 1998 to 2025, need thirty-four things of a language. This table gives for each the construct
that serves it and a line that uses it, out of the [examples](../examples) or, where none of the nine shows it, out of an
invented agreement in a case file. [The language](language.md) explains every construct.

This page is made by the tests from `tests/docs/needs.py`: every line in it stands in the agreement that it names. `make
cases` writes it anew.

"""


@dataclass(frozen=True)
class Use:
    """A line of an agreement that serves a need: the agreement, the item it stands under, and how the line begins."""

    agreement: str
    item: str
    line: str

    @property
    def path(self) -> str:
        """The file, from the root of the project."""
        if self.agreement.startswith("invented/"):
            return f"{CASES}/{self.agreement.removeprefix('invented/')}.md"
        return f"examples/{self.agreement}/agreement.md"

    def found(self) -> str | None:
        """Return the whole line as the agreement has it; None where it is not there."""
        text = (ROOT / self.path).read_text(encoding="utf-8")
        for block in blocks.split(text):
            for lines in blocks.items(block):
                is_there = self.item in lines[0].text.replace(":", " ").split()
                for one in lines if is_there else ():
                    if self.line in one.text:
                        return one.text.strip()
        return None


@dataclass(frozen=True)
class Need:
    """One need, the construct that serves it, and where it is used."""

    words: str
    construct: str
    section: str
    uses: tuple[Use, ...]


def page() -> str:
    """Return the page of the needs."""
    rows = ["| | need | construct | used in |", "| --- | --- | --- | --- |"]
    for number, need in enumerate(NEEDS, start=1):
        uses = "<br>".join(
            f"[{use.agreement}](../{use.path}): `{(use.found() or '').replace('|', ' ')}`"
            for use in need.uses
        )
        anchor = need.section.lower().replace(",", "").replace(" ", "-")
        rows.append(f"| {number} | {need.words} | [{need.construct}](language.md#{anchor}) | {uses} |")
    return HEAD + "\n".join(rows) + "\n"


MOMENTS, EACH, STEP = "Moments and windows", "Each-links", "In step, and in place of another"
INSTRUMENTS, AREA = "Instruments and amendments", "The area and the lists"

NEEDS = (
    Need("clocks on a named event that may never happen", "moments of acts", MOMENTS, (
        Use("bangsamoro-2014", "two", '"the organic law is ratified"'), Use("good-friday-1998", "#prisoners", "within 2 years of #scheme"))),
    Need("chained clocks, on the actual or the planned end of another window", "`#x`, `deadline of #x`, `planned end of phase`", MOMENTS, (
        Use("pretoria-2022", "#disengage", "deadline of #orient"), Use("south-sudan-2018", "transition", "36 months after #government"))),
    Need("hours and minutes, and a declared zone", "`in force`, clock times", "The head", (
        Use("lebanon-2024", "#lebanon-2024", "4:00 Asia/Beirut"), Use("south-sudan-2018", "#disengage", "within 72 hours"))),
    Need("a declared rule of counting days", "`day 1 is …`, `within is …`", "The head", (
        Use("colombia-2016", "#colombia-2016", "day 1 is the day after entry"), Use("gaza-2025", "#gaza-2025", "within is inclusive"))),
    Need("the earlier of, the later of, several triggers", "`earlier of`, `later of`", MOMENTS, (
        Use("bangsamoro-2014", "one", "later of #men-one and #weapons-one"),)),
    Need("percentages of a base that is fixed later", "`%`, `base fixed by`", "Amounts", (
        Use("colombia-2016", "#arms", "30 % by day 90"), Use("bangsamoro-2014", "#men", "base fixed by #register-fighters"))),
    Need("duties at a rate per period", "`every`, `within … after each period`", "Schedules", (
        Use("gaza-2025", "#aid", "every"), Use("new-start-2010", "#updates", "within 30 days after each period"))),
    Need("quotas of rights: unused is no breach, refusal is", "`may … at most … every`, reports of `refuse to …`", "Schedules", (
        Use("new-start-2010", "#inspections", "at most 18 inspections every year"),)),
    Need("caps and invariants at every moment, each with its own end", "`at most` or `at least` with `all the time`", "Amounts", (
        Use("new-start-2010", "#warheads", "keep at most 1,550"),)),
    Need("counting rules, like for like, base lines of each party", "`counting …`, bases by bearer", "Amounts", (
        Use("new-start-2010", "#warheads", "counting bomber as 1"), Use("colombia-2016", "#arms", "not counting"))),
    Need("exchange at ratios, by kind, in batches, with credit carried over", "`for each`, `per`", EACH, (
        Use("gaza-2025", "#C1", "30 per civilian"), Use("bangsamoro-2014", "#cash", "100,000 per head"))),
    Need("a complete set without a number, whose extent may be re-defined", "`all`, `base fixed by`, `as listed in`", AREA, (
        Use("colombia-2016", "#caches", "clear all caches"), Use("colombia-2016", "#housing", "as listed in #zones"))),
    Need("a third party's finding as the condition of fulfilment", "`fulfilled when … finds it`", "Norms", (
        Use("good-friday-1998", "#arms-IRA", "fulfilled when IICD finds it"),)),
    Need("reported, verified, access refused, reversed again", "`verified by`, findings in the record", "Norms", (
        Use("gaza-2025", "#hostages", "verified by"), Use("pretoria-2022", "#heavy", "verified by"))),
    Need("mutual gating: in step with, neither first", "`in step with`", STEP, (
        Use("lebanon-2024", "#withdraw", "in step with #deploy"), Use("bangsamoro-2014", "#men", "in step with #tracks"))),
    Need("two or more readings of one text, with where they agree", "`reading … held by`", "Readings", (
        Use("good-friday-1998", "#executive", 'reading "no ministers before arms"'), Use("gaza-2025", "#calm", "reading"))),
    Need("extension by consent, told by a third party, after the hour", "`then extends … even after its end`", "Effects", (
        Use("lebanon-2024", "#longer", "even after its end"), Use("new-start-2010", "#extend", "then extends"))),
    Need("extension earned by conduct, with a cap", "`longer by … per … under … at most`", "Phases", (
        Use("invented/earned-time", "pause", "longer by"),)),
    Need("restoration by default, and a right to ask for it that expires", "`then … after … unless`, `until`", "Effects", (
        Use("invented/restoration-by-default", "#complain", "then resumes #embargo after 30 days unless"),)),
    Need("suspension, resumption, and what clocks do meanwhile", "`then suspends`, `then resumes`, `clocks …`", "Effects", (
        Use("good-friday-1998", "#suspend", "then suspends"), Use("good-friday-1998", "#six-weeks", "clocks restart when resumed"))),
    Need("performance withheld in answer to a breach", "the record's column `answers`; `unless`, `in step with`", STEP, (
        Use("bangsamoro-2014", "#weapons", "in step with #tracks"),)),
    Need("conditional permissions, who gives leave, windows of the day, by zone", "`if`, `with leave of`, `hours`, `at`", "Norms", (
        Use("lebanon-2024", "#act-elsewhere", "if"), Use("gaza-2025", "#flights", "hours"), Use("lebanon-2024", "#official-arms", "at "))),
    Need("a second instrument that binds, or is visible to, only some", "`instrument … binds … seen by`", INSTRUMENTS, (
        Use("lebanon-2024", "#letter", "seen by Israel, US"), Use("pretoria-2022", "#together", "held by TPLF"))),
    Need("standing prohibitions without a deadline", "`must not`", "Norms", (
        Use("colombia-2016", "#ceasefire", "must not attack"),)),
    Need("amendments in force from a date, with the original kept", "`amendment … in force`", INSTRUMENTS, (
        Use("colombia-2016", "#road-map", "day 150 becomes 2017-06-20"), Use("south-sudan-2018", "#six-months", "in phase pre"))),
    Need("annexes, maps and lists by reference, changing, or not published", "`list … may change`, `unknown`", AREA, (
        Use("colombia-2016", "#zones", "may change"), Use("lebanon-2024", "#deployment-plan", "is unknown"))),
    Need("best-efforts and recommend-only duties", "`should`", "Norms", (
        Use("good-friday-1998", "#influence", "should use influence"),)),
    Need("duties about the acts of non-signatories", "`answers for`", "Norms", (
        Use("lebanon-2024", "#groups", "answers for Hezbollah"),)),
    Need("a participant leaves, and who may still invoke what", "`then leaves keeping`", "Effects", (
        Use("invented/leaving", "#leave", "then leaves"),)),
    Need("fallback ladders, each rung with its clock", "`in place of`, `is overdue`", STEP, (
        Use("south-sudan-2018", "#states-vote", "in place of #states-report"), Use("south-sudan-2018", "#states-referendum", "in place of #states-vote"))),
    Need("done by another in its place, the remainder transferred", "`in place of` with `from`", STEP, (
        Use("colombia-2016", "#caches-left", "in place of #caches"),)),
    Need("conditions that continue on what was delivered", "`must not` with `for each`", EACH, (
        Use("shalit-2011", "#exile", "for each prisoner under #men-abroad"),)),
    Need("links to other agreements: this one starts, waits or ends when that one does", "`link`, `agreement #x is over`", INSTRUMENTS, (
        Use("gaza-2025", "#abraham-accords", "waits for this"), Use("bangsamoro-2014", "#comprehensive", "carried out by this"))),
    Need("a duty about each event, matched by its identity", "`for each`, `answers … by name`", EACH, (
        Use("new-start-2010", "#notices", "for each change under #changes within 5 days"),)),
)  # fmt: skip
