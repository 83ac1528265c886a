"""A translation is bound to the clauses of its original, and shows nobody what the original would not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement import (
    Agreement,
    Problem,
    Translation,
    aligned,
    language_of,
    parse,
    read_translation,
)
from servanda.agreement.translation import keys_of

ORIGINAL = """\
Who takes part.

```servanda
agreement #lake "The lake agreement"
  in force 2025-01-19 11:15 Asia/Jerusalem
party North, South
mediator Norway
area Lake
phase one: from entry for 42 days
```

The boats and the nets.

```servanda
clause #boats: North must return 12 boats to South by day 7
clause #nets: South must return nets to North by day 9
  reading "in nine days" held by South: as written
```

In confidence.

```servanda
instrument #letter "A side letter" binds North seen by North
clause #hidden: North must give maps to Norway by day 3
  part of #letter
  reading "soon" held by North: as written
```

In the open, with a word in confidence.

```servanda
clause #fish: each of North and South must not fish in phase one
clause #also: North must count fish by day 9
  part of #letter
```

The end.
"""
AGREEMENT = parse(ORIGINAL)[0]
TRANSLATED = """\
Qui.

```servanda
title "L'accord du lac"
says phase one "la première phase"
name North: "Nord"
name Lake: "le Lac"
```

Pêche.

```servanda
says #fish, #also
```

Bateaux.

```servanda
says #boats "Rendre douze bateaux"
```

Filets.

```servanda
  says #nets
name "in nine days": "sous neuf jours"
name "soon": "bientôt"
```

En confiance.

```servanda
says #hidden "Remettre les cartes", #letter "Lettre" and
```

Fin.
"""


def read(text: str, agreement: Agreement = AGREEMENT) -> tuple[Translation, list[Problem]]:
    return read_translation(text, "agreement.fr.md", "fr", agreement)


def said(text: str) -> list[tuple[str, int, str]]:
    return [(one.name, one.line, one.cause) for one in read(text)[1]]


def prose(translation: Translation) -> list[str]:
    return [one.prose.strip() for one in translation.passages]


def block(*lines: str) -> str:
    return "\n".join(["```servanda", *lines, "```"])


def test_a_translation_is_read_whole() -> None:
    """Its passages, the name of the agreement and the names of those who take part are read, free of problems."""
    translation, problems = read(TRANSLATED)
    assert problems == []
    assert (translation.language, translation.title) == ("fr", "L'accord du lac")
    assert translation.names == {
        "North": "Nord", "Lake": "le Lac", "in nine days": "sous neuf jours", "soon": "bientôt",
    }  # fmt: skip
    assert translation.words == {
        "phase one": "la première phase", "#boats": "Rendre douze bateaux",
        "#hidden": "Remettre les cartes", "#letter": "Lettre",
    }  # fmt: skip
    assert [one.says for one in translation.passages] == [
        ("title", "phase one"), ("#fish", "#also"), ("#boats",), ("#nets",), ("#hidden", "#letter"), (),
    ]  # fmt: skip
    assert translation.passages[1].clauses == ("fish", "also")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("agreement.ar.md", "ar"), ("agreement.pt-BR.md", "pt-BR"), ("agreement.md", None), ("agreement.notes.md", None),
        ("Agreement.ar.md", None), ("agreement.ar.md.md", None), ("agreement..md", None),
    ],
)  # fmt: skip
def test_a_file_is_a_translation_by_its_name(name: str, language: str | None) -> None:
    """Only the agreement's own name with a language's code in it is that of a translation."""
    assert language_of(name) == language


def test_every_problem_names_its_line_and_the_clause() -> None:
    """What is unknown, said twice, not understood or left out is told, all at once."""
    text = "\n".join(
        [
            block("says #boats, #nowhere", "says #boats, phase two"),
            block("says #nets boats", "clause #x: North must act", 'name West: "Ouest"'),
            block('name North: "Nord"', 'name North: "Norden"', "says #hidden"),
        ]
    )
    assert said(text) == [
        ("unknown-clause", 2, "The agreement has no #nowhere."),
        ("bound-twice", 3, "Line 2 already says #boats."),
        ("unknown-clause", 3, "The agreement has no phase two."),
        ("not-understood", 6, '"boats" cannot stand here.'),
        ("not-understood", 7, "This line does not follow the form of a translation."),
        ("undeclared-name", 8, "Nobody, no place and no reading in the agreement is called West."),
        ("said-twice", 12, "A line above already gives a name for North."),
        ("not-translated", 0, "No passage says #fish, #also."),
    ]


def test_a_block_that_is_not_closed_is_told() -> None:
    """A missing fence is a problem, and what stands before it is read."""
    translation, problems = read("```servanda\nsays #boats\n")
    assert [one.name for one in problems] == ["block-not-closed", "not-translated"]
    assert translation.passages[0].says == ("#boats",)


def test_a_line_too_long_is_refused_unread() -> None:
    """A line of a million blanks is told as too long, at once."""
    assert said(block(f'title "{" " * 1_000_000}x', "says #boats"))[0][:2] == ("line-too-long", 2)


def test_who_may_see_all_sees_the_whole_translation() -> None:
    """Nothing is left out for one to whom the side letter is visible."""
    translation = read(TRANSLATED)[0]
    assert translation.seen_by(AGREEMENT.seen_by("North")) == translation


def test_what_is_not_for_all_to_see_is_not_shown_in_translation() -> None:
    """The passage of the side letter is gone, and its clause is gone from a passage that says more."""
    seen = read(TRANSLATED)[0].seen_by(AGREEMENT.seen_by("South"))
    assert prose(seen) == ["Qui.", "Pêche.", "Bateaux.", "Filets.", "Fin."]
    assert seen.passages[1].says == ("#fish",)
    assert "soon" not in seen.names
    assert seen.words == {"phase one": "la première phase", "#boats": "Rendre douze bateaux"}


def test_a_passage_that_joins_the_secret_with_the_open_is_not_shown() -> None:
    """Where the original tells a clause apart in confidence, a passage that mixes it with open ones stays hidden."""
    text = f"Tout.\n{block('says #boats, #hidden')}\n"
    assert prose(read(text)[0].seen_by(AGREEMENT.seen_by(None))) == []
    assert prose(read(text)[0].seen_by(AGREEMENT.seen_by("North"))) == ["Tout."]


@pytest.mark.parametrize("line", ["says #hiden", "sais #hidden", "says hidden"])
def test_a_slip_in_a_block_shows_nothing_to_those_who_may_not_see(line: str) -> None:
    """A passage whose block cannot be understood is shown to nobody."""
    text = f"En confiance.\n{block(line)}\n"
    assert prose(read(text)[0].seen_by(AGREEMENT.seen_by("South"))) == []


def test_names_of_those_a_viewer_does_not_see_are_left_out() -> None:
    """A name of somebody who is not in the agreement as it is seen is not told."""
    translation = read(TRANSLATED)[0]
    assert translation.seen_by(parse(f"{block('party North')}")[0]).names == {"North": "Nord"}


def test_passages_stand_beside_those_they_translate() -> None:
    """Each passage of the original has its translation, in the order of the original, whatever theirs is."""
    pairs = aligned(AGREEMENT, read(TRANSLATED)[0])
    assert [(one.prose.strip(), other and other.prose.strip()) for one, other in pairs] == [
        ("Who takes part.", "Qui."),
        ("The boats and the nets.", "Bateaux.\n\nFilets."),
        ("In confidence.", "En confiance."),
        ("In the open, with a word in confidence.", "Pêche."),
        ("The end.", "Fin."),
    ]


def test_passages_stand_beside_each_other_as_a_viewer_sees_them() -> None:
    """For one who may not see the side letter neither the passage nor its translation is there."""
    seen = AGREEMENT.seen_by("South")
    pairs = aligned(seen, read(TRANSLATED)[0].seen_by(seen))
    assert [other and other.prose.strip() for _, other in pairs][2:] == [None, "Pêche.", "Fin."]


def test_a_passage_that_is_not_translated_stands_alone() -> None:
    """Where a translation has nothing, nothing is put beside the original; a preface stands with what follows it."""
    text = f"Préface.\n{block()}\n\nPêche.\n{block('says #fish')}\n"
    assert [other and other.prose.split() for _, other in aligned(AGREEMENT, read(text)[0])] == [
        None, None, None, ["Préface.", "Pêche."], None,
    ]  # fmt: skip
    assert aligned(Agreement(()), read(TRANSLATED)[0]) == []


KEYS = sorted({key for passage in AGREEMENT.passages for item in passage.items for key in keys_of(item)})


def written(says: list[list[str]]) -> str:
    """Return a translation of passages p0, p1 and so on, each with what it says."""
    lines = [[f"says {', '.join(keys)}"] if keys else [] for keys in says]
    return "\n".join(f"p{number}.\n{block(*line)}" for number, line in enumerate(lines))


@given(st.lists(st.lists(st.sampled_from(KEYS), max_size=3), max_size=8))
def test_no_prose_is_lost_and_none_is_shown_twice(says: list[list[str]]) -> None:
    """Laid beside the original, every passage of a translation is shown once, however it is bound."""
    shown = [other.prose.split() for _, other in aligned(AGREEMENT, read(written(says))[0]) if other]
    assert sorted(word for words in shown for word in words) == sorted(f"p{n}." for n in range(len(says)))


@given(st.lists(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3), max_size=8))
def test_a_viewer_never_sees_a_passage_of_the_side_letter(says: list[list[str]]) -> None:
    """However a translation is bound, what says a clause that is told apart in confidence stays hidden."""
    seen = read(written(says))[0].seen_by(AGREEMENT.seen_by("South"))
    shown = {word for one in seen.passages for word in one.prose.split()}
    assert shown.isdisjoint(f"p{n}." for n, keys in enumerate(says) if "#hidden" in keys)


@given(st.text(alphabet='says #boats,and phase one title"name:\n`vr', max_size=200))
def test_any_text_is_read(text: str) -> None:
    """Whatever stands in a translation, it is read, with its problems, and laid beside the original."""
    translation, _ = read(f"```servanda\n{text}\n```\n")
    assert len(aligned(AGREEMENT, translation)) == len(AGREEMENT.passages)
