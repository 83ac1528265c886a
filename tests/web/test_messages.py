"""Every message is in every catalogue, in all its forms and with its fields; no catalogue holds more than is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.plural import to_gettext
from jinja2 import Environment, nodes

from servanda.tables import SIGNS
from servanda.web.language import FOLDER
from servanda.web.messages import CALLS, SOURCE, forms_of, messages, renewed, said_in, vocabulary

SAID = messages()
CODES = ("ar", "he")
FIELD = re.compile(r"\{([^{}]*)\}")
Key = tuple[str, str | tuple[str, ...]]


def key_of(context: str | None, message: str | list[str] | tuple[str, ...]) -> Key:
    return context or "", message if isinstance(message, str) else tuple(message)


def catalogue(code: str) -> Catalog:
    with (FOLDER / f"{code}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def keys(of: Catalog) -> set[Key]:
    return {key_of(one.context, one.id) for one in of if one.id}


def fields(text: str) -> set[str]:
    return set(FIELD.findall(text))


def test_there_is_a_catalogue_for_each_language_that_is_promised() -> None:
    """Arabic and Hebrew are there."""
    assert {path.stem for path in FOLDER.glob("*.po")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_holds_just_what_is_said(code: str) -> None:
    """No message is missing from a catalogue, and none in it is said no longer. Mend: make messages, and translate."""
    assert keys(catalogue(code)) == keys(SAID)


@pytest.mark.parametrize("code", CODES)
def test_every_message_is_translated_in_all_its_forms(code: str) -> None:
    """A catalogue has a translation for each message, and for one that counts as many as CLDR has forms."""
    there, plurals = catalogue(code), 0
    forms = len({*Locale.parse(code).plural_form.tags, "other"})
    for message in SAID:
        if not message.id:
            continue
        found = forms_of(there.get(message.id, message.context))
        assert len(found) == (forms if message.pluralizable else 1), message.id
        assert all(one.strip() for one in found), message.id
        plurals += message.pluralizable
    assert (there.num_plurals, to_gettext(Locale.parse(code).plural_form)) == (forms, there.plural_forms)


@pytest.mark.parametrize("code", CODES)
def test_every_form_has_the_fields_of_its_message(code: str) -> None:
    """A translation shows every value that the English shows; only the number of one, two or none may be a word."""
    for message in catalogue(code):
        if not message.id:
            continue
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set().union(*map(fields, english))
        spelt_out = {"number"} if message.pluralizable else set()
        for form in forms_of(message):
            assert wanted - spelt_out <= fields(form) <= wanted, (message.id, form)


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_is_as_it_is_written_anew(code: str) -> None:
    """`make messages` changes nothing in the catalogues that are there."""
    path = FOLDER / f"{code}.po"
    assert renewed(path, SAID).decode() == path.read_text(encoding="utf-8")


def test_what_is_renewed_keeps_its_translations(tmp_path: Path) -> None:
    """A new catalogue gets every message; a message that is gone leaves it, and what is translated stays."""
    path = tmp_path / "he.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n!=1);\\n"\n\n'
        'msgid "gone"\nmsgstr "x"\n\nmsgid "here"\nmsgstr "כאן"\n\n'
        'msgid "{number} day"\nmsgid_plural "{number} days"\nmsgstr[0] "יום"\nmsgstr[1] "ימים"\n',
        encoding="utf-8",
    )
    said = Catalog()
    said.add("here")
    said.add("new", context="state")
    said.add(("{number} day", "{number} days"))
    path.write_bytes(renewed(path, said))
    with path.open("rb") as file:
        there = read_po(file)
    assert {key_of(one.context, one.id): forms_of(one) for one in there if one.id} == {
        ("", "here"): ("כאן",), ("state", "new"): (), ("", ("{number} day", "{number} days")): ("", "", ""),
    }  # fmt: skip


def test_messages_are_found_in_code_and_templates() -> None:
    """A message is found in the arguments of the calls that take one, wherever they stand."""
    code = 'language.text("a" "b", x=1)\nf(count("one", "many", 2))\nBadQuestion("bad", "mend")\nother("no")\n"a,a".count(",")'
    assert sorted(map(str, said_in(code, is_python=True))) == ["('one', 'many')", "ab", "bad", "mend"]
    page = "<p title=\"{{ _('a') }}\">{% if x %}{{ language.text('b', x=_('c')) }}{% endif %}{{ ngettext('1', '2', n) }}"
    assert sorted(map(str, said_in(page, is_python=False))) == ["('1', '2')", "a", "b", "c"]


def put_together(source: str) -> Iterator[int]:
    """Yield the lines on which a message is made while running, so that nobody could translate it."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.JoinedStr() | ast.BinOp(), *_]
            ):
                if name in CALLS:
                    yield node.lineno
            case _:
                pass


def test_no_message_is_put_together_while_running() -> None:
    """A message stands in the source whole: none is an f-string or a sum."""
    assert list(put_together('text(f"a {b}")\ntext("a")\ncount("a" + b, "c", 1)')) == [1, 3]
    for path in (SOURCE / "web").rglob("*.py"):
        assert list(put_together(path.read_text(encoding="utf-8"))) == [], path


TAG = re.compile(r"<[^<>]*>")
SHOWN = re.compile(r"(?:aria-label|title|alt|placeholder|content)=\"([^\"]*[A-Za-z]{2}[^\"]*)\"")
SAME_EVERYWHERE = {
    "PDF",
    "Word",
    "JSON",
    "CSV",
    "OpenAPI",
    "Servanda",
    "iCalendar",
    "Atom",
    "width=device-width, initial-scale=1",
    "close",
}


def untranslated(template: str) -> set[str]:
    """Return the words that a template shows as they stand in it, in one language for all."""
    written = "\0".join(
        data.data for node in Environment(autoescape=True).parse(template).find_all(nodes.Output)
        for data in node.nodes if isinstance(data, nodes.TemplateData)
    )  # fmt: skip
    words = {
        word.strip(" ·\n,.:") for part in TAG.split(written.replace("\0", " ")) for word in part.split("  ")
    }
    return {
        word for word in words | set(SHOWN.findall(written)) if re.search("[A-Za-z]{2}", word)
    } - SAME_EVERYWHERE


def test_templates_show_no_word_in_one_language_only() -> None:
    """Every word of a template that a reader sees or hears is a message."""
    assert untranslated("<p class=\"big\" title=\"A title\">{{ _('a') }} some words<b>{{ x }}</b></p> JSON") == {
        "A title", "some words",
    }  # fmt: skip
    for path in (SOURCE / "web" / "templates").rglob("*.html"):
        assert untranslated(path.read_text(encoding="utf-8")) == set(), path


def test_the_words_of_the_system_are_all_there() -> None:
    """The vocabulary holds every state that has a sign, and the remarks by the words of their names."""
    words = vocabulary()
    assert set(words["state"]) == set(SIGNS)
    assert {"overdue", "no report", "said withheld", "stand off"} <= set(words["remark"])
    assert "waits for this" in words["relation"]
