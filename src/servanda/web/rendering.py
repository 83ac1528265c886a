"""Templates: Jinja2 with everything escaped, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from servanda.clock import parse_moment, seconds_of
from servanda.standing.words import quantity_of
from servanda.tables import SIGNS
from servanda.web.language import Language, languages
from servanda.web.tongue import told

STATIC = files("servanda.web") / "static"


@cache
def environment() -> Environment:
    """Return the environment of the templates."""
    made = Environment(
        loader=PackageLoader("servanda.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {"sign": sign, "css": css, "languages": languages, "static": static, "signs": SIGNS}
    made.globals |= {"grouped": grouped, "seconds_of": seconds_in, "quantity_of": quantity_of}
    return made


def rendered(template: str, language: Language, view: Mapping[str, Any]) -> str:
    """Return a template drawn in a language."""
    naming = Naming(language)
    words = {
        "_": language.text, "ngettext": language.count, "language": language, "told": lambda value: told(value, language),
        "review_word": naming.review, "column_words": lambda columns: [language.word("column", one) for one in columns],
        "value_word": naming.value, "account_word": language.account, "side_word": naming.side, "change_word": naming.change,
        "name_word": naming.name, "account_words": lambda names: [language.account(name) for name in names],
        "name_words": lambda names: [naming.name(name) for name in names],
    }  # fmt: skip
    return environment().get_template(template).render({**view, **words})


@dataclass(frozen=True)
class Naming:
    """What those who take part, accounts and changes are called in the reader's language."""

    language: Language

    def name(self, name: str) -> str:
        """Return the name of one who takes part."""
        return self.language.called.get(name, name)

    def side(self, side: str) -> str:
        """Return whose word something is."""
        return self.language.text("Others") if side == "none" else self.name(side)

    def review(self, what: str) -> str:
        """Return what was done with a draft."""
        words = {
            "filed": self.language.text("filed"), "confirmed": self.language.text("confirmed"),
            "corrected": self.language.text("corrected"), "merged": self.language.text("merged"),
            "refused": self.language.text("turned down"),
        }  # fmt: skip
        return words.get(what, what)

    def value(self, column: str, value: str) -> str:
        """Return the word of a column that has only a few."""
        match column:
            case "stance" | "certainty" | "measure" if value:
                return self.language.word(column, value)
            case _:
                return value

    def change(self, what: str) -> str:
        """Return what it is that changed."""
        language = self.language
        words = {
            "state": language.text("State"), "phase": language.text("State"), "done": language.text("Done"),
            "violations": language.text("Violations"), "overdue": language.text("Overdue"),
            "disputed": language.text("Disputed"),
        }  # fmt: skip
        account = what.removeprefix("on the account of ")
        if account != what:
            return language.text("On the account of {account}", account=self.language.account(account))
        return words.get(what, what)


def grouped(accounts: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Return the states that accounts give, each with those that give it, in the order in which they are named."""
    groups: dict[str, list[str]] = {}
    for account, state in accounts.items():
        groups.setdefault(state, []).append(account)
    return list(groups.items())


def seconds_in(text: str) -> int:
    """Return the seconds of a moment that is written with its offset."""
    return seconds_of(parse_moment(text, "UTC"))


def sign(state: str) -> str:
    """Return the sign of a state, which stands beside its word and its colour."""
    return SIGNS.get(state, "·")


def css(state: str) -> str:
    """Return the class of a state, which gives it its colour."""
    return f"state-{state.replace(' ', '-')}"


@cache
def static(name: str) -> str:
    """Return the address of a static file; another one when its content has changed."""
    digest = sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"
