"""The rules by which an event stands on a ground."""

from __future__ import annotations

import pytest

from servanda.record import Ground, Report, Share, Weight
from tests.builders import report, taken, weighed


def whole(*reports: Report) -> Weight:
    weight = weighed(*reports).whole
    assert weight is not None
    return weight


def ground(*reports: Report) -> tuple[Ground, float, float | None]:
    weight = whole(*reports)
    return (weight.ground, weight.least, weight.most)


def three(id_: str, speaker: str, quantity: str = "3", **cells: str) -> Report:
    return report(id_, speaker=speaker, quantity=quantity, **cells)


def deed(id_: str, speaker: str, by: str = "North", **cells: str) -> Report:
    return report(id_, "pull back", by, speaker=speaker, **cells)


def attack(id_: str, speaker: str, **cells: str) -> Report:
    return report(id_, "attack", "North", speaker=speaker, **cells)


def test_a_finding_settles_the_figure() -> None:
    """A verifier's certain finding replaces both the least and the most of everybody else."""
    others = [three("r1", "Ann", "5"), three("r2", "Ben", "5"), three("r3", "North office", "9")]
    assert ground(*others, three("r4", "Watch", "3", finding="happened")) == ("verified", 3, 3)


def test_a_verifier_without_a_finding_is_a_voice_like_others() -> None:
    """What a verifier says that is no finding, or is not certain, or is on another question, settles nothing."""
    for cells in ({}, {"finding": "happened", "certainty": "likely"}, {"finding": "who"}):
        assert ground(three("r1", "Watch", **cells))[0] == "unopposed"


def test_a_finding_of_nothing_refutes() -> None:
    """A finding that it did not happen refutes what others tell."""
    found = ground(three("r1", "Ann"), three("r2", "Ben"), three("r3", "Watch", "0", finding="happened"))
    assert found == ("refuted", 0, 0)


def test_a_finding_without_bound_has_no_most() -> None:
    """A finding of at least so many has no most."""
    assert ground(three("r1", "Watch", "3..", finding="happened")) == ("verified", 3, None)


def test_the_latest_finding_settles() -> None:
    """Of two bodies' findings, the one said last settles, whichever body spoke first."""
    text = "clause #free: North must free 10 captives to South by day 20\n  verified by Watch and Ann\n"
    rows = [
        three("r1", "Watch", "1", said="2025-01-02"),
        three("r2", "Ann", "2", said="2025-01-03", finding="happened"),
        three("r3", "Watch", "4", said="2025-01-04", finding="happened"),
    ]
    weight = weighed(*rows, text=text).whole
    assert weight is not None
    assert (weight.ground, weight.least) == ("verified", 4)


def test_the_other_side_acknowledges_a_performance() -> None:
    """What a side says for the other, against its own interest, is acknowledged."""
    assert ground(three("r1", "South office")) == ("acknowledged", 3, 3)


def test_a_side_acknowledges_its_own_incident() -> None:
    """A side that tells its own attack admits it; the other side's telling is a claim."""
    assert ground(attack("r1", "North minister"))[0] == "acknowledged"
    assert ground(attack("r1", "South office"))[0] == "claimed"


def test_a_lean_cannot_admit() -> None:
    """An outlet that only leans to a side speaks against its lean as an unaffiliated voice does."""
    assert ground(attack("r1", "North friend"))[0] == "unopposed"
    assert ground(attack("r1", "North friend"), attack("r2", "Ann"))[0] == "corroborated"
    assert ground(three("r1", "South friend"), three("r2", "Ann"))[0] == "corroborated"


def test_what_suits_its_lean_is_a_claim() -> None:
    """Voices that lean to the bearer, however many, only claim its performance."""
    assert ground(three("r1", "North friend"), three("r2", "North fan")) == ("claimed", 0, 0)
    assert ground(attack("r1", "South friend"), attack("r2", "South office"))[0] == "claimed"


def test_two_unaffiliated_voices_corroborate() -> None:
    """Two voices without a side corroborate the largest figure that both reach."""
    assert ground(three("r1", "Ann", "3"), three("r2", "Ben", "5")) == ("corroborated", 3, 5)


def test_corroboration_stands_over_a_denial_and_shows_it() -> None:
    """A denial by the other side leaves a corroborated event standing, and contested."""
    weight = whole(
        three("r1", "Ann"), three("r2", "Ben"), report("r3", speaker="South office", stance="denies")
    )
    assert (weight.ground, weight.least, weight.contested) == ("corroborated", 3, True)


def test_one_free_voice_is_unopposed_until_it_is_denied() -> None:
    """A single unaffiliated telling is taken while nobody denies it, and is a claim once somebody does."""
    assert ground(three("r1", "Ann")) == ("unopposed", 3, 3)
    assert ground(three("r1", "Ann"), report("r2", speaker="Ben", stance="denies"))[:2] == ("claimed", 0)


def test_a_party_s_later_denial_leaves_the_most() -> None:
    """A denial by a party to the act takes it out of the least and leaves it in the most."""
    rows = (
        three("r1", "Ann"),
        report("r2", speaker="South office", to="South", stance="denies", said="2025-01-03"),
    )
    assert ground(*rows) == ("claimed", 0, 3)
    assert taken(*rows) == Share(0, 3)


def test_only_those_it_favours_is_a_claim() -> None:
    """The bearer's own telling of its performance is a claim."""
    assert ground(three("r1", "North office")) == ("claimed", 0, 0)


def test_the_actor_s_own_no_refutes() -> None:
    """The actor's word that it did not do it refutes everybody's telling."""
    weight = whole(deed("r1", "Ann"), deed("r2", "Ben"), deed("r3", "North office", stance="denies"))
    assert (weight.ground, weight.rule) == ("refuted", "the actor's own word that it did not")


def test_a_speaker_who_takes_it_back_refutes_its_own_claim() -> None:
    """A claim whose only speaker later says nought is refuted."""
    weight = whole(three("r1", "Ann"), three("r2", "Ann", "0", said="2025-01-03"))
    assert (weight.ground, weight.rule) == ("refuted", "its own speaker has taken it back")


def test_the_actor_caps_everybody_until_its_later_word() -> None:
    """An actor who says that it did less caps all figures; its later higher word lifts the cap."""
    told = [three("r1", "Ann", "5"), three("r2", "Ben", "5")]
    assert ground(*told, three("r3", "North office", "2")) == ("corroborated", 2, 2)
    lifted = three("r4", "North office", "5", said="2025-01-04")
    assert ground(*told, three("r3", "North office", "2"), lifted) == ("corroborated", 5, 5)


def test_a_figure_without_bound_is_capped_too() -> None:
    """Where nobody sets a bound the most has none, unless the actor caps it."""
    assert ground(three("r1", "Ann", "4..")) == ("unopposed", 4, None)
    assert ground(three("r1", "Ann", "4.."), three("r2", "North office", "2"))[2] == 2
    assert ground(three("r1", "Ann", "4.."), three("r2", "Ben", "3"))[2] == 4


def test_a_joint_act_stays_claimed_while_an_actor_says_no() -> None:
    """However many tell of a joint act, it is a claim while an actor's latest word is no."""
    rows = [
        report(f"r{n}", "begin talks", "North; South", speaker=who)
        for n, who in enumerate(("Ann", "Ben", "Cas"))
    ]
    assert ground(*rows)[0] == "corroborated"
    no = report(
        "r8", "begin talks", "North; South", speaker="North office", stance="denies", said="2025-01-03"
    )
    assert ground(*rows, no)[:2] == ("claimed", 0)
    yes = report("r9", "begin talks", "North; South", speaker="North office", said="2025-01-04")
    assert ground(*rows, no, yes)[0] == "corroborated"


def test_a_joint_act_is_its_bearers_even_where_few_are_named() -> None:
    """A report of a joint act that names one actor is about all of them."""
    assert weighed(report("r1", "begin talks", "North")).event.actors == ("North", "South")


def test_partly_denying_a_number_admits_it() -> None:
    """ "Partly denies 2" admits two, and caps where it is the actor's word."""
    rows = (three("r1", "Ann", "5"), three("r2", "North office", "2", stance="partly denies"))
    assert ground(*rows) == ("unopposed", 2, 2)
    assert ground(three("r1", "South office", "2", stance="partly denies"))[:2] == ("acknowledged", 2)


def test_a_partial_denial_without_a_figure_only_contests() -> None:
    """A partial denial without a number admits nothing and opposes what one voice tells."""
    weight = whole(three("r1", "Ann"), report("r2", speaker="Ben", stance="partly denies"))
    assert (weight.ground, weight.least, weight.contested) == ("claimed", 0, True)
    assert ground(report("r2", speaker="Ben", stance="partly denies"))[0] == "refuted"


def test_a_lower_figure_contests_only_the_excess() -> None:
    """Where one voice says five and the other side three, three stand unopposed."""
    weight = whole(three("r1", "Ann", "5"), three("r2", "South friend", "3..3"))
    assert weight.least == 3
    assert weight.most == 5


def test_a_possible_word_supports_nothing() -> None:
    """What its speaker only thinks possible raises the most and no ground."""
    assert ground(three("r1", "Ann", certainty="possible")) == ("claimed", 0, 0)
    assert ground(three("r1", "Ann", "3"), three("r2", "Ben", "7", certainty="possible")) == (
        "unopposed",
        3,
        7,
    )


def test_a_denial_before_the_event_denies_something_else() -> None:
    """What was denied before an event is said to have happened does not deny it."""
    rows = (
        report("r1", speaker="Ben", stance="denies", said="2025-01-02"),
        three("r2", "Ann", happened="2025-01-05", said="2025-01-06"),
    )
    assert ground(*rows) == ("unopposed", 3, 3)


def test_the_latest_word_of_a_voice_counts_alone() -> None:
    """One voice has one figure, its latest; of words said at one time, the higher."""
    assert ground(three("r1", "Ann", "3"), three("r2", "Ann", "4", said="2025-01-03")) == ("unopposed", 4, 4)
    assert ground(three("r1", "Ann", "4"), three("r2", "Ann", "3")) == ("unopposed", 4, 4)


def carried(id_: str, source: str, wire: str = "", **cells: str) -> Report:
    return report(id_, speaker="", source=source, wire=wire, quantity="3", **cells)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([carried("r1", "Gazette", "Wire"), carried("r2", "Herald", "Wire")], "unopposed"),
        ([carried("r1", "Gazette"), carried("r2", "Herald")], "unopposed"),
        ([carried("r1", "Gazette"), carried("r2", "Radio")], "corroborated"),
        ([carried("r1", "Gazette", "Wire"), carried("r2", "Radio")], "corroborated"),
        ([carried("r1", "North paper"), carried("r2", "Gazette", "North wire")], "claimed"),
        ([carried("r1", "North paper"), carried("r2", "Gazette")], "unopposed"),
        ([carried("r1", "Nobody knows"), carried("r2", "Gazette")], "unopposed"),
    ],
)
def test_carriers_count_as_the_voices_they_are(rows: list[Report], expected: Ground) -> None:
    """All pages of one wire are one voice, all other outlets are one, and one that reports for itself is its own."""
    assert ground(*rows)[0] == expected


def test_a_speaker_outside_the_table_belongs_to_its_affiliation() -> None:
    """The row's own affiliation stands in for the table; none and monitor are no side."""
    assert ground(three("r1", "A mayor", affiliation="South"))[0] == "acknowledged"
    assert ground(three("r1", "A mayor", affiliation="North"))[0] == "claimed"
    assert ground(three("r1", "A mayor", affiliation="monitor"))[0] == "unopposed"


def test_an_alias_is_the_same_voice() -> None:
    """A speaker under an alias is the voice of its name, and verifies under it."""
    assert ground(three("r1", "The Watch", finding="happened"))[0] == "verified"


def test_tolls_of_an_incident_are_no_figures_of_it() -> None:
    """How many an attack hit does not count attacks."""
    assert ground(attack("r1", "North office", quantity="12")) == ("acknowledged", 1, 1)
