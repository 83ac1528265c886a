"""The pages in the words of an agreement's translation: its text, its names, its readings, and nothing unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.web import application, library_of_folders

AGREEMENT = """\
# The lake

The parties are North and South.

```servanda
agreement #lake "The lake agreement"
  in force 2025-01-19 11:15 Asia/Jerusalem
party North, South
mediator Norway
phase one: from entry for 42 days
```

The nets go back.

```servanda
clause #nets: South must return 9 nets to North by day 9
  reading "in nine days" held by South: as written
  reading "in four days" held by North: by day 4
```

A word in confidence.

```servanda
instrument #letter "A side letter" binds North seen by North
clause #maps: North must give maps to Norway by day 3
  part of #letter
  reading "at once" held by North: as written
```
"""
ARABIC = """\
# البحيرة

الطرفان هما الشمال والجنوب.

```servanda
title "اتفاق البحيرة"
name North: "الشمال"
name South: "الجنوب"
says phase one "المرحلة الأولى"
```

كلمة سرية.

```servanda
says #letter "رسالة", #maps "على الشمال تسليم الخرائط"
name "at once": "حالًا"
```

تُعاد الشباك.

```servanda
says #nets "على الجنوب إعادة الشباك"
name "in nine days": "خلال تسعة أيام"
name "in four days": "خلال أربعة أيام"
```
"""
SECRET = ("كلمة سرية", "رسالة", "تسليم الخرائط", "حالًا", "#maps", "#letter")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "agreement.md").write_text(AGREEMENT, encoding="utf-8")
    (tmp_path / "agreement.ar.md").write_text(ARABIC, encoding="utf-8")
    return tmp_path


def asked(folder: Path, viewer: str | None = None) -> Iterator[TestClient]:
    application_ = application(library_of_folders([folder], viewer), ["testserver"])
    with TestClient(application_, headers={"accept": "text/html"}) as client:
        yield client


@pytest.fixture
def public(folder: Path) -> Iterator[TestClient]:
    yield from asked(folder)


@pytest.fixture
def north(folder: Path) -> Iterator[TestClient]:
    yield from asked(folder, "North")


def page(client: TestClient, path: str = "", **parameters: str) -> str:
    answer = client.get(f"/lake{path}", params={"at": "2025-01-30", "lang": "ar", **parameters})
    assert answer.status_code == 200
    return answer.text


def test_the_text_is_shown_in_the_language_of_the_reader(public: TestClient) -> None:
    """A reader of Arabic gets the Arabic text with its clauses; beside the original, or the original alone, when asked."""
    arabic = page(public)
    assert "تُعاد الشباك." in arabic
    assert "The nets go back." not in arabic
    assert "على الجنوب إعادة الشباك" in arabic
    beside = page(public, text="beside")
    assert beside.index("تُعاد الشباك.") < beside.index("The nets go back.")
    assert "تُعاد الشباك." not in page(public, text="original")
    assert "تُعاد الشباك." not in page(public, lang="he")


def test_a_clause_is_shown_with_its_translated_passage(public: TestClient) -> None:
    """The page of a clause quotes the text in the reader's language where it is translated, else the original."""
    assert "تُعاد الشباك." in page(public, "/clauses/nets")
    hebrew = page(public, "/clauses/nets", lang="he")
    assert "The nets go back." in hebrew


def test_names_and_readings_are_told_in_the_words_of_the_translation(public: TestClient) -> None:
    """Those who take part, and the readings they hold, are called as the translation calls them."""
    dispute = page(public, "/disputes/nets")
    assert "خلال أربعة أيام" in dispute
    assert "in four days”" not in dispute
    assert "الجنوب" in page(public, "/due")
    assert "المرحلة الأولى" in page(public, "/timeline")
    exchange = page(public, "/exchange")
    assert "الجنوب" in exchange
    assert "South" not in exchange.split("<table")[0].split("<main")[1]


PLACES = [("", "ar"), ("", "beside"), ("", "original")]
PLACES += [
    (path, "ar") for path in ("/clauses/nets", "/due", "/disputes", "/disputes/nets", "/changes", "/taken")
]


@pytest.mark.parametrize(("path", "text"), PLACES)
def test_what_a_viewer_may_not_see_leaves_no_trace_in_translation(
    public: TestClient, path: str, text: str
) -> None:
    """No word of the side letter's translation is on any page for one who may not see the letter."""
    shown = page(public, path, text=text)
    assert [word for word in SECRET if word in shown] == []


def test_one_who_may_see_it_reads_it_in_translation(north: TestClient) -> None:
    """For North the side letter's text, its clause and its readings are there, at the place of the original."""
    shown = page(north)
    assert shown.index("تُعاد الشباك.") < shown.index("كلمة سرية") < shown.index("تسليم الخرائط")
