"""A language of the pages: messages and plurals by gettext catalogues; numbers, days and lists by CLDR.

English messages are the keys. Every other language is one file `languages/<code>.po`; `docs/languages.md` says how one
is added. Days are Gregorian and digits are Latin in every language, so that figures can be compared.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from servanda.briefing.letters import printable
from servanda.clock import moment_of
from servanda.sentences import Joined, Value, said

ENGLISH = "en"
FOLDER = Path(__file__).parent / "languages"
FORMS = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of CLDR, in the order in which a catalogue holds a language's forms."""

_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_ACCEPTED = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9]{1,8})*\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")
_OLD_CODES = {"iw": "he"}

Kind = Literal[
    "state", "role", "norm", "ground", "stance", "certainty", "measure", "finding", "remark", "column", "account",
    "relation", "knowledge",
]  # fmt: skip
"""What a word of the system is: words that are one in English may be several elsewhere."""


@dataclass(frozen=True)
class Language:
    """One language of the pages.

    Attributes:
        code: its code, as in the address and in HTML.
        messages: the forms of each message, by its kind ("" for a sentence) and its English.
        called: what names that stand in messages, sentences and lists are called in it, such as those of an agreement's
            parties; "phase one" is that of a phase, "#talks" what a clause says.
    """

    code: str
    messages: Mapping[tuple[str, str], tuple[str, ...]]
    called: Mapping[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def locale(self) -> Locale:
        """What CLDR says of the language; English is written as in the United Kingdom: day, month, year."""
        return Locale.parse(
            "en_GB" if self.code == ENGLISH else self.code, sep="-" if "-" in self.code else "_"
        )

    @property
    def name(self) -> str:
        """What the language is called in itself."""
        return str(Locale.parse(self.locale.language).get_display_name(self.locale))

    @property
    def direction(self) -> str:
        """Which way it is written: "ltr" or "rtl"."""
        return str(self.locale.text_direction)

    def calling(self, called: Mapping[str, str]) -> Language:
        """Return the same language, in which names are called as an agreement's translation calls them.

        >>> language("ar").calling({"Egypt": "مصر"}).names(["Egypt"])
        'مصر'
        """
        return replace(self, called=called)

    def phase(self, name: str) -> str:
        """Return what a phase is called."""
        return self.called.get(f"phase {name}") or self.text("phase {name}", name=name)

    def account(self, name: str) -> str:
        """Return what an account is called: those of parties and mediators are names, the others are words."""
        return self.called.get(name) or self.word("account", name)

    def said(self, sentence: Value) -> str:
        """Return what the engine says, in this language; what is written the other way in it, set apart."""
        return self.apart(str(said(sentence))) if self.code == ENGLISH else said(sentence, self)

    def own(self, words: str, /) -> str:
        """Return a name, or words of the record or the agreement, as they stand in a sentence."""
        return self.apart(printable(self.called.get(words, words)))

    def form(self, message: str) -> str:
        """Return the template of a message, its fields not yet filled."""
        return self._forms("", message, (message,))[0]

    def plural(self, one: str, many: str, number: float) -> str:
        """Return the template that this language has for a number, its fields not yet filled."""
        forms = self._forms("", one, (one, many))
        return forms[int(number != 1) if forms == (one, many) else self._form_of(number)]

    def has(self, message: str) -> bool:
        """Say whether a message is said in this language."""
        return self.code == ENGLISH or bool(self.messages.get(("", message)))

    def text(self, message: str, **values: object) -> str:
        """Return a message in this language, in English where it has not been translated.

        Where a value is markup the answer is markup, and all else in it is escaped. A value that is written in the
        other direction is set apart, so that it does not disturb the order of the words around it.

        Args:
            message: the English message, with a field such as `{name}` for each value.
            values: what stands in the fields.
        """
        return self._filled(self._forms("", message, (message,))[0], values)

    def count(self, one: str, many: str, number: float, **values: object) -> str:
        """Return a message in the form that this language has for a number.

        Args:
            one: the English message for one.
            many: the English message for any other number; `{number}` stands for the number, written out in figures.
            values: what stands in the other fields.
        """
        return self._filled(self.plural(one, many, number), {"number": self.number(number), **values})

    def word(self, kind: Kind, word: str) -> str:
        """Return a word of the system, such as the ground "verified"; the word itself where it has no translation.

        >>> language("en").word("remark", "no-report")
        'no report'
        """
        spoken = word.replace("-", " ") if kind == "remark" else word
        return self._forms(kind, spoken, (spoken,))[0]

    def state(self, state: str) -> str:
        """Return the word of a state."""
        return self.word("state", state)

    def number(self, value: float) -> str:
        """Return a number for reading, with at most two places.

        >>> language("ar").number(1_234.567)
        '1,234.57'
        """
        return _written(_whole(value), self.locale)

    def numeral(self, number: int) -> str:
        """Return the digits of a whole number."""
        return str(number)

    def day(self, seconds: int, zone: str, *, with_year: bool = True) -> str:
        """Return the day of a moment.

        >>> language("he").day(0, "UTC"), language("en").day(0, "UTC", with_year=False)
        ('1 בינו׳ 1970', '1 Jan')
        """
        return self._told("yMMMd" if with_year else "MMMd", seconds, zone)

    def moment(self, seconds: int, zone: str, *, with_year: bool = True) -> str:
        """Return the day of a moment, with the hour and minute.

        >>> language("en").moment(0, "UTC")
        '1 Jan 1970, 00:00'
        """
        both = str(self.locale.datetime_formats["medium"])
        day = self.day(seconds, zone, with_year=with_year)
        return both.replace("{1}", day).replace("{0}", self._told("Hm", seconds, zone))

    def hour(self, seconds: int, zone: str, *, with_year: bool) -> str:
        """Return the same, as sentences ask for it."""
        return self.moment(seconds, zone, with_year=with_year)

    def names(self, names: Sequence[str], joined: Joined = "and") -> str:
        """Return names as a list for reading; as markup where one of them is.

        >>> language("en").names(["Qatar", "Egypt", "US"]), language("en").names(["Qatar", "Egypt"], "or")
        ('Qatar, Egypt and US', 'Qatar or Egypt')
        """
        match joined:
            case "and" | "series":
                return self._listed(names, "standard")
            case "or":
                return self._listed(names, "or")
            case "semicolons":
                return self.text("; ").join(names)
            case _:
                return self.text(", ").join(names)

    def apart(self, text: str) -> str:
        """Return a text, set apart where it is written in the other direction."""
        return self._apart(text)

    def _listed(self, names: Sequence[str], style: Literal["standard", "or"]) -> str:
        marked = any(hasattr(name, "__html__") for name in names)
        here = [self.called.get(name, name) for name in names]
        parts = [self._apart(str(escape(name) if marked else name)) for name in here]
        whole = str(format_list(parts, style=style, locale=self.locale))
        return Markup(whole) if marked else whole

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The plural categories that the language has, in the order in which its catalogue holds them."""
        return tuple(form for form in FORMS if form in {*self.locale.plural_form.tags, "other"})

    def _told(self, skeleton: str, seconds: int, zone: str) -> str:
        return _told(skeleton, seconds, zone, self.locale)

    def _forms(self, kind: str, message: str, english: tuple[str, ...]) -> tuple[str, ...]:
        found = self.messages.get((kind, message), ())
        return (
            found if all(found) and len(found) == (1 if len(english) == 1 else len(self.forms)) else english
        )

    def _form_of(self, number: float) -> int:
        return self.forms.index(self.locale.plural_form(_whole(number)) if math.isfinite(number) else "other")

    def _filled(self, message: str, values: Mapping[str, object]) -> str:
        apart = {name: self._set_apart(value) for name, value in values.items()}
        if any(hasattr(value, "__html__") for value in values.values()):
            return escape(message).format(**apart)
        return message.format(**apart)

    def _set_apart(self, value: object) -> object:
        if isinstance(value, Markup):
            return Markup(self._apart(str(value)))
        return self._apart(self.called.get(value, value)) if isinstance(value, str) else value

    def _apart(self, text: str) -> str:
        return f"{_ISOLATE}{text}{_END_OF_ISOLATE}" if _turns(text, self.direction) else text


def languages() -> Mapping[str, Language]:
    """Return the languages there are, by their codes: English, and one for each catalogue."""
    return _read(FOLDER)


def language(code: str) -> Language:
    """Return the language of a code, such as "ar".

    Raises:
        KeyError: there is none.
    """
    return languages()[code]


def chosen(asked: str | None, accept_language: str | None) -> Language:
    """Return the language of a request: the one asked for, else the one its reader prefers, else English.

    Args:
        asked: the code in the address, if any.
        accept_language: the header `Accept-Language`, if any.
    """
    there = languages()
    if asked is not None and asked in there:
        return there[asked]
    wanted = [found for part in (accept_language or "").split(",") if (found := _ACCEPTED.fullmatch(part))]
    liked = sorted(wanted, key=lambda found: -float(found[2] or 1))
    codes = [
        _OLD_CODES.get(found[1].lower(), found[1].lower()) for found in liked if float(found[2] or 1) > 0
    ]
    return there[next((code for code in codes if code in there), ENGLISH)]


@cache
def _read(folder: Path) -> Mapping[str, Language]:
    others = {path.stem: Language(path.stem, _catalogue(path)) for path in sorted(folder.glob("*.po"))}
    return {ENGLISH: Language(ENGLISH, {})} | others


def _catalogue(path: Path) -> Mapping[tuple[str, str], tuple[str, ...]]:
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key and message.string and not message.fuzzy:
            forms = message.string
            found[message.context or "", key] = (forms,) if isinstance(forms, str) else tuple(forms)
    return found


@lru_cache(maxsize=4096)
def _written(number: float, locale: Locale) -> str:
    return str(format_decimal(number, "#,##0.##", locale=locale, numbering_system="latn"))


@lru_cache(maxsize=4096)
def _told(skeleton: str, seconds: int, zone: str, locale: Locale) -> str:
    return str(format_skeleton(skeleton, moment_of(seconds, zone).to_stdlib(), locale=locale))


@lru_cache(maxsize=4096)
def _turns(text: str, direction: str) -> bool:
    """Say whether any letter of a text is written in the other direction and not set apart yet."""
    other = ("R", "AL") if direction == "ltr" else ("L",)
    depth = 0
    for letter in text:
        depth += (letter == _ISOLATE) - (letter == _END_OF_ISOLATE)
        if depth <= 0 and unicodedata.bidirectional(letter) in other:
            return True
    return False


def _whole(number: float) -> float:
    return int(number) if math.isfinite(number) and number == int(number) else number
