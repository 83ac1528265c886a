"""The letters of a text: its bytes decoded, character for character, with no line break and no mark changed."""

from __future__ import annotations

import codecs
import re

from servanda.reading.fault import NotAnArticle

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a Word document or an archive"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SEVERAL_BYTES = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LONE_HALF = re.compile("[\ud800-\udfff]")
_FOREIGN_SHARE, _CONTROL_SHARE = 0.1, 0.005
_AS_TEXT = "Save it as plain text in UTF-8, or as an HTML page."


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode the bytes of a text, with a remark where some of them had to be guessed or could not be read.

    UTF-8, with or without a mark at its beginning, which stays; UTF-16 and UTF-32 with a mark; else windows-1252, where
    what comes out looks like a text in Latin letters.

    Raises:
        NotAnArticle: the bytes are no text, in no encoding that is known.
    """
    check_kind(data)
    if marked_encoding(data) is None and data.count(0) > _CONTROL_SHARE * len(data):
        raise NotAnArticle("not-text", "It holds bytes that no text has.", _AS_TEXT)
    text, remarks = _decoded(data)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise NotAnArticle("not-text", "It holds characters that no text has.", _AS_TEXT)
    return text, remarks


def whole(text: str) -> str:
    """Return a text without halves of characters, each of which is shown as �."""
    return _LONE_HALF.sub("�", text)


def check_kind(data: bytes) -> None:
    """Look whether a file begins as one does that is no text.

    Raises:
        NotAnArticle: it does.
    """
    for first, kind in _KINDS:
        if data.startswith(first):
            raise NotAnArticle("not-text", f"It is {kind}.", _AS_TEXT)


def marked_encoding(data: bytes) -> str | None:
    """Return the encoding that a mark at the beginning names; None where there is no mark but that of UTF-8."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    encoding = marked_encoding(data)
    if encoding is not None:
        return _with_gaps(data, encoding)
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        pass
    rest = _SEVERAL_BYTES.sub(b"", data)
    if (len(data) - len(rest)) // 2 > sum(byte > 127 for byte in rest):
        return _with_gaps(data, "utf-8")
    return _western(data), ("It is not in UTF-8; it was read as windows-1252.",)


def _with_gaps(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, errors="replace")
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return text, ("Some bytes are no characters; each is shown as �.",)
    return text, ()


def _western(data: bytes) -> str:
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        text = ""
    foreign = sum(character > "\x7f" and character.isalpha() for character in text)
    if not text or foreign > _FOREIGN_SHARE * len(text):
        raise NotAnArticle("unknown-encoding", "Its bytes are neither UTF-8 nor windows-1252.", _AS_TEXT)
    return text
