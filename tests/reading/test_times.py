from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.agreement import Agreement
from servanda.agreement import parse as parse_agreement
from servanda.clock import Span, moment_of, parse_span, show_moment
from servanda.reading import Article, passage
from servanda.reading.background import Background
from servanda.reading.events.times import Time, time_of, times
from servanda.reading.parsing import parse

ZONE = "Asia/Jerusalem"
WEDNESDAY = "2025-01-22"

TEXT = """# The river agreement

```servanda
agreement #river "The river agreement"
  in force 2025-01-19 11:15 Asia/Jerusalem
  day 1 is the day of entry
party North, South
phase one: from entry for 42 days
phase two: from day 43 for 42 days
phase three: from end of phase two for 6 weeks
  opens when phase two is over
```
"""


def agreed(text: str = TEXT) -> Agreement:
    agreement, problems = parse_agreement(text, "agreement.md")
    assert not [problem for problem in problems if problem.name.startswith("cannot")]
    return agreement


RIVER = agreed()


def found(
    text: str, published: str | None = WEDNESDAY, agreement: Agreement | None = RIVER, zone: str = ZONE
) -> tuple[Time, ...]:
    article = Article(text, published=None if published is None else parse_span(published, zone))
    return times(parse(text), article, Background(agreement=agreement, zone=zone))


def shown(span: Span | None, zone: str = ZONE) -> str | None:
    """Write a span as a record does: a day, two days, or a moment."""
    if span is None:
        return None
    first, last = moment_of(span.first, zone), moment_of(span.last, zone)
    days = list(dict.fromkeys((str(first.date()), str(last.date()))))
    if parse_span("..".join(days), zone) == span:
        return "..".join(days)
    return "..".join(dict.fromkeys((show_moment(first)[:16], show_moment(last)[:16])))


TOLD = [
    # The days around the publication, by the tense of the verb.
    ("The group freed three men on Sunday.", "Sunday", "2025-01-19", "at"),
    ("The group freed three men Sunday.", "Sunday", "2025-01-19", "at"),
    ("The group freed three men on Wednesday.", "Wednesday", "2025-01-22", "at"),
    ("The group freed three men on Thursday.", "Thursday", "2025-01-16", "at"),
    ("The group has freed three men since Sunday.", "Sunday", "2025-01-19", "since"),
    ("The group will free three men on Sunday.", "Sunday", "2025-01-26", "at"),
    ("The group will free three men on Wednesday.", "Wednesday", "2025-01-22", "at"),
    ("The group would free three men on Thursday.", "Thursday", "2025-01-23", "at"),
    ("The group is due to free three men on Saturday.", "Saturday", "2025-01-25", "at"),
    ("The group was due to free three men on Saturday.", "Saturday", "2025-01-25", "at"),
    ("The group plans to free three men on Saturday.", "Saturday", "2025-01-25", "at"),
    ("The envoys are meeting on Saturday.", "Saturday", "2025-01-25", "at"),
    ("The talks begin on Monday.", "Monday", "2025-01-27", "at"),
    ("The men must be freed by Saturday.", "Saturday", "2025-01-25", "by"),
    ("The men were freed last Friday.", "last Friday", "2025-01-17", "at"),
    ("The men will be freed next Friday.", "next Friday", "2025-01-24", "at"),
    ("The men will be freed this coming Friday.", "this coming Friday", "2025-01-24", "at"),
    ("The men were freed this past Friday.", "this past Friday", "2025-01-17", "at"),
    ("The men were freed on Sunday morning.", "Sunday morning", "2025-01-19", "at"),
    ("The fire lasted until Sunday.", "Sunday", "2025-01-19", "until"),
    ("He was seen at Monday's ceremony.", "Monday", "2025-01-20", "at"),
    ("He came today.", "today", "2025-01-22", "at"),
    ("He came yesterday.", "yesterday", "2025-01-21", "at"),
    ("He will come tomorrow.", "tomorrow", "2025-01-23", "at"),
    ("He will come the day after tomorrow.", "the day after tomorrow", "2025-01-24", "at"),
    ("He came the day before yesterday.", "the day before yesterday", "2025-01-20", "at"),
    ("He will speak tonight.", "tonight", "2025-01-22", "at"),
    ("He spoke last night.", "last night", "2025-01-21..2025-01-22", "at"),
    ("Shells fell overnight.", "overnight", "2025-01-21..2025-01-22", "at"),
    ("He spoke this morning.", "this morning", "2025-01-22", "at"),
    ("They met this week.", "this week", "2025-01-19..2025-01-22", "at"),
    ("They met earlier this week.", "earlier this week", "2025-01-19..2025-01-22", "at"),
    ("They will meet this week.", "this week", "2025-01-22..2025-01-26", "at"),
    ("They met last week.", "last week", "2025-01-12..2025-01-19", "at"),
    ("They will meet next week.", "next week", "2025-01-26..2025-02-02", "at"),
    ("They met on Tuesday last week.", "Tuesday last week", "2025-01-14", "at"),
    ("They met over the weekend.", "the weekend", "2025-01-17..2025-01-19", "at"),
    ("They will meet over the weekend.", "the weekend", "2025-01-24..2025-01-26", "at"),
    ("They met earlier this month.", "earlier this month", "2025-01-01..2025-01-22", "at"),
    ("They will meet later this month.", "later this month", "2025-01-22..2025-01-31", "at"),
    ("They met last month.", "last month", "2024-12-01..2024-12-31", "at"),
    ("They met last year.", "last year", "2024-01-01..2024-12-31", "at"),
    ("They will meet next year.", "next year", "2026-01-01..2026-12-31", "at"),
    # Lengths from the publication.
    ("They met three days ago.", "three days ago", "2025-01-19", "at"),
    ("They met two weeks ago.", "two weeks ago", "2025-01-05..2025-01-11", "at"),
    ("They met a month ago.", "a month ago", "2024-12-07..2025-01-06", "at"),
    ("They will meet in three days.", "in three days", "2025-01-25", "at"),
    ("They will meet six weeks from now.", "six weeks from now", "2025-03-02..2025-03-08", "at"),
    ("They dug the trench in three days.", "in three days", None, "for"),
    ("The pause lasted for 42 days.", "for 42 days", None, "for"),
    ("They must name them within 24 hours.", "within 24 hours", None, "by"),
    ("In the past two weeks they met.", "the past two weeks", "2025-01-08..2025-01-22", "at"),
    ("They have met in recent weeks.", "recent weeks", None, "at"),
    ("They left two days later.", "two days later", None, "at"),
    ("They left the next day.", "the next day", None, "at"),
    # Dates.
    ("It was signed on 17 January 2025.", "17 January 2025", "2025-01-17", "at"),
    ("It was signed on January 17, 2025.", "January 17, 2025", "2025-01-17", "at"),
    ("It was shown on May 31, 2024.", "May 31, 2024", "2024-05-31", "at"),
    ("It was signed on January 17.", "January 17", "2025-01-17", "at"),
    ("It was signed on Jan. 17.", "Jan. 17", "2025-01-17", "at"),
    ("It was signed on the 17th of January.", "the 17th of January", "2025-01-17", "at"),
    ("It was signed on Friday, January 17.", "Friday, January 17", "2025-01-17", "at"),
    ("It was signed on Dec. 15.", "Dec. 15", "2024-12-15", "at"),
    ("It will be signed on Feb. 1.", "Feb. 1", "2025-02-01", "at"),
    ("It was begun on October 7.", "October 7", None, "at"),
    ("It was signed on February 30.", "February 30", None, "at"),
    ("They talked from January 14 to January 17.", "January 14 to January 17", "2025-01-14..2025-01-17", "at"),
    ("They talked on January 14-17.", "January 14-17", "2025-01-14..2025-01-17", "at"),
    ("They talked between Jan. 14 and Jan. 17.", "Jan. 14 and Jan. 17", "2025-01-14..2025-01-17", "at"),
    ("They talked from Sunday to Tuesday.", "Sunday to Tuesday", "2025-01-19..2025-01-21", "at"),
    ("It began in May 2024.", "May 2024", "2024-05-01..2024-05-31", "at"),
    ("It was shown in May.", "May", "2024-05-01..2024-05-31", "at"),
    ("It will be shown in May.", "May", "2025-05-01..2025-05-31", "at"),
    ("It began last November.", "last November", "2024-11-01..2024-11-30", "at"),
    ("He has been held since 2014.", "2014", "2014-01-01..2014-12-31", "since"),
    ("He was seized before the 2014 war.", "2014", "2014-01-01..2014-12-31", "before"),
    ("It was built in the 1990s.", "the 1990s", "1990-01-01..1999-12-31", "at"),
    ("It was signed on 2025-01-17.", "2025-01-17", "2025-01-17", "at"),
    ("It was signed on 17/01/2025.", "17/01/2025", "2025-01-17", "at"),
    ("It was signed on 3/4/2025.", "3/4/2025", None, "at"),
    # Hours.
    ("The fire stopped on Sunday at 11:15 a.m.", "Sunday at 11:15 a.m.", "2025-01-19T11:15", "at"),
    ("At 8:30 a.m. on January 19 the fire stopped.", "8:30 a.m. on January 19", "2025-01-19T08:30", "at"),
    ("The fire stopped on Sunday at noon.", "Sunday at noon", "2025-01-19T12:00", "at"),
    ("The fire stopped on Sunday at 4 p.m. local time.", "Sunday at 4 p.m. local time", "2025-01-19T16:00", "at"),
    ("The fire stopped on Sunday at 09:15 GMT.", "Sunday at 09:15 GMT", "2025-01-19T11:15", "at"),
    ("The fire stopped on Sunday at 4 p.m. EST.", "Sunday at 4 p.m. EST", "2025-01-19", "at"),
    ("The fire stopped at midnight on Sunday.", "midnight on Sunday", "2025-01-19", "at"),
    ("The fire stopped at 11:15.", "11:15", None, "at"),
    # The agreement's clock.
    ("The talks begin on day 16.", "day 16", "2025-02-03", "at"),
    ("The talks begin before day 16.", "day 16", "2025-02-03", "before"),
    ("The talks begin by day sixteen.", "day sixteen", "2025-02-03", "by"),
    ("The talks begin on the 16th day.", "the 16th day", "2025-02-03", "at"),
    ("The talks begin on the sixteenth day of the truce.", "the sixteenth day of the truce", "2025-02-03", "at"),
    ("The talks begin on day 16 of the first phase.", "day 16 of the first phase", "2025-02-03", "at"),
    ("The talks begin on day 3 of phase two.", "day 3 of phase two", "2025-03-04", "at"),
    ("It was day 470 of the war.", "day 470 of the war", None, "at"),
    ("In the second stage, the rest go home.", "the second stage", "2025-03-02..2025-04-12", "at"),
    ("During phase 3 the wall is rebuilt.", "phase 3", "2025-04-13..2025-05-24", "at"),
    ("During phase II the rest go home.", "phase II", "2025-03-02..2025-04-12", "at"),
    ("The war resumed after the first phase.", "the first phase", "2025-01-19T11:15..2025-03-01T23:59", "after"),
    ("They leave by the end of phase one.", "the end of phase one", "2025-03-01", "by"),
    ("They leave at the start of the second phase.", "the start of the second phase", "2025-03-02", "at"),
    ("The war may resume after the first phase ends.", "the first phase ends", "2025-03-01", "after"),
    ("The war may resume once the first stage is over.", "the first stage is over", "2025-03-01", "after"),
    ("They leave in phase nine.", "phase nine", None, "at"),
    ("They leave two weeks after day 42.", "two weeks after day 42", "2025-03-15", "at"),
    ("The names are due 24 hours before Saturday.", "24 hours before Saturday", "2025-01-24", "at"),
    ("They are at work two weeks ahead of schedule.", "two weeks ahead of schedule", None, "before"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "span", "relation"), TOLD)
def test_when(text: str, words: str, span: str | None, relation: str) -> None:
    """A time is read with its words, resolved where it can be, and with how what happens lies to it."""
    (time,) = found(text)
    assert (time.passage.of(text), shown(time.span), time.relation) == (words, span, relation)


@pytest.mark.parametrize(
    "text",
    [
        "Talks on the second phase are near.",
        "The first phase was hard.",
        "He may come.",
        "The men march north.",
        "They freed three men.",
        "The Sunday Times told it.",
        "The day three men left was cold.",
        "They sent 2024 boats.",
        "They are 300 miles from home.",
        "April Jones left.",
    ],
)
def test_what_tells_no_time(text: str) -> None:
    """A phase that is talked about, a verb that looks like a month, a name and a number are no times."""
    assert found(text) == ()


@pytest.mark.parametrize(
    "text", ["He came on Sunday.", "He came yesterday.", "He came two weeks ago.", "He came on January 17."]
)
def test_without_a_date_of_publication_nothing_is_counted_from_it(text: str) -> None:
    """Of an article without a date, the time is found and stays unresolved."""
    (time,) = found(text, published=None)
    assert time.span is None


def test_without_a_date_of_publication_full_dates_and_days_of_the_agreement_are_resolved() -> None:
    """A date with its year and a day of the agreement need no date of publication."""
    one, other = found("It was signed on January 17, 2025, and talks begin on day 16.", published=None)
    assert (shown(one.span), shown(other.span)) == ("2025-01-17", "2025-02-03")


def test_without_an_agreement_its_days_are_unresolved() -> None:
    """Where no agreement is given, or its entry into force is not written, its days and phases stay unresolved."""
    text = "Talks begin on day 16, and the rest go home in phase two."
    unwritten = agreed(TEXT.replace("  in force 2025-01-19 11:15 Asia/Jerusalem\n", ""))
    for agreement in (None, unwritten):
        assert [time.span for time in found(text, agreement=agreement)] == [None, None]


def test_the_year_that_the_text_tells_elsewhere_is_taken() -> None:
    """A date without its year is of the year that the same date has elsewhere in the text."""
    text = "The war began on October 7, 2023. Many were seized on October 7."
    assert [shown(time.span) for time in found(text)] == ["2023-10-07", "2023-10-07"]


@pytest.mark.parametrize(
    ("text", "published", "span"),
    [
        ("It was signed on Dec. 30.", "2025-01-02", "2024-12-30"),
        ("It will be signed on Jan. 3.", "2024-12-30", "2025-01-03"),
        ("It was signed on Tuesday.", "2025-01-01", "2024-12-31"),
        ("They met this week.", "2025-01-02", "2024-12-29..2025-01-02"),
        ("They met last week.", "2025-01-02", "2024-12-22..2024-12-29"),
        ("They will meet next month.", "2024-12-30", "2025-01-01..2025-01-31"),
        ("He leaves office on Jan. 20.", "2024-10-12", "2025-01-20"),
        ("They met last week.", "2025-01-19", "2025-01-06..2025-01-18"),
    ],
)
def test_over_the_turn_of_the_year_and_the_week(text: str, published: str, span: str) -> None:
    """Days, weeks and months are those nearest the publication, on whichever side of New Year; weeks begin on either day."""
    (time,) = found(text, published=published)
    assert shown(time.span) == span


def test_a_day_on_which_clocks_change_is_a_whole_day() -> None:
    """The day on which summer time begins has 23 hours, and the day on which it ends 25."""
    for published, hours in (("2025-03-28", 23), ("2025-10-26", 25)):
        (time,) = found("He came today.", published=published)
        assert time.span is not None
        assert time.span.last - time.span.first + 1 == hours * 3600


def test_a_publication_of_several_days_makes_times_as_wide() -> None:
    """Where it is only known between which days an article was published, what hangs on it may be any of them."""
    (time,) = found("He came yesterday.", published="2025-01-20..2025-01-22")
    assert shown(time.span) == "2025-01-19..2025-01-21"


def test_the_present_of_a_headline_tells_of_what_was() -> None:
    """In a headline the present stands for the past."""
    text = "Group frees three men on Sunday\n\nThe group frees three more on Sunday."
    article = Article(text, title=passage(0, 31), published=parse_span(WEDNESDAY, ZONE))
    spans = [shown(time.span) for time in times(parse(text), article, Background(zone=ZONE))]
    assert spans == ["2025-01-19", "2025-01-26"]


def test_the_line_that_dates_the_article_is_no_time_of_an_event() -> None:
    """Where the text holds the date of its own publication, that is left out."""
    text = "22 January 2025\n\nThe men were freed on Sunday."
    article = Article(text, dated=passage(0, 15), published=parse_span(WEDNESDAY, ZONE))
    (time,) = times(parse(text), article, Background(zone=ZONE))
    assert time.passage.of(text) == "Sunday"


@pytest.mark.parametrize(
    ("text", "verb", "words"),
    [
        ("The envoy said on Monday that three men were freed on Sunday.", "said", "Monday"),
        ("The envoy said on Monday that three men were freed on Sunday.", "freed", "Sunday"),
        ("The envoy said that three men were freed on Sunday.", "said", None),
        ("The men seized on October 7, 2023, were freed on Sunday.", "freed", "Sunday"),
        ("The men seized on October 7, 2023, were freed on Sunday.", "seized", "October 7, 2023"),
        ("On Sunday, the group freed three men.", "freed", "Sunday"),
        ("The group freed three men and left on Sunday.", "freed", None),
        ("The release of three men on Sunday went well.", "release", "Sunday"),
    ],
)
def test_an_act_has_the_time_of_its_own_clause(text: str, verb: str, words: str | None) -> None:
    """A verb or noun has the time that hangs on it, and none out of a clause inside it."""
    doc = parse(text)
    told = times(doc, Article(text, published=parse_span(WEDNESDAY, ZONE)), Background(zone=ZONE))
    time = time_of(next(token for token in doc if token.text == verb), told)
    assert (None if time is None else time.passage.of(text)) == words


def test_an_hour_takes_the_day_of_its_verb() -> None:
    """An hour that stands alone is of the day that the same verb has."""
    text = "At 11:15 the guns fell silent along the river on Sunday."
    assert [shown(time.span) for time in found(text)] == ["2025-01-19T11:15", "2025-01-19"]


PIECES = st.sampled_from(
    [
        "on",
        "by",
        "since",
        "until",
        "from",
        "to",
        "between",
        "and",
        "before",
        "after",
        "the",
        "this",
        "last",
        "next",
        "first",
        "second",
        "phase",
        "stage",
        "day",
        "days",
        "week",
        "weeks",
        "16",
        "2",
        "30",
        "2024",
        "1999",
        "January",
        "May",
        "Feb.",
        "Sunday",
        "Wednesday",
        "noon",
        "11:15",
        "a.m.",
        "13:99",
        "ago",
        "later",
        "earlier",
        "of",
        "end",
        "in",
        "for",
        "within",
        "two",
        "a",
        "a",
        "couple",
        "of",
        "ahead",
        "schedule",
        "past",
        "yesterday",
        "tonight",
        ",",
        ".",
        "-",
        "–",
        "\n",
        "truce",
        "will",
        "was",
        "freed",
        "31",
        "99th",
        "10000000",
        "years",
        "0",
        "-1",
        "early",
        "3/4/2025",
        "2025-02-31",
        "2025-01-01",
        "weekend",
        "recent",
        "twenty-last",
        "now",
    ]
)


@settings(max_examples=80)
@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)),
    st.sampled_from([None, "2025-01-22", "2024-12-31", "2025-01-01..2025-01-31", "1900-01-01", "2199-12-31", "2024-02-29"]),
)  # fmt: skip
def test_any_text_is_read(text: str, published: str | None) -> None:
    """Whatever the text and its date, every passage lies in it, and no span ends before it begins."""
    for time in found(text, published=published):
        assert 0 <= time.passage.first < time.passage.end <= len(text)
        assert time.span is None or time.span.first <= time.span.last
