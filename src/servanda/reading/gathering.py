"""What is to be read, one article after the other: files, folders, archives, and JSON lines."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, cast

from servanda.reading.fault import NotAnArticle
from servanda.reading.given import Given
from servanda.reading.intake import MOST_BYTES, too_large
from servanda.reading.letters import whole

TEXTS = (".txt", ".text", ".md", ".html", ".htm", ".xhtml")
"""What the names of articles in a folder or an archive end in. A file that is named itself may have any name."""
ZIPS, TARS, LINES = (".zip",), (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"), (".jsonl",)
STANDARD_INPUT = "-"

MOST_GROWTH, FREE_GROWTH = 100, 200_000_000
"""How many times its own size an archive may hold, and how many bytes it may hold in any case."""

_FIELDS = ("title", "date", "outlet", "link")
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip
"""What the libraries of archives raise of one that is broken, cut short, locked or made otherwise than they can read."""


@dataclass(frozen=True)
class Said:
    """What whoever gives articles says of all of them; blank where nothing is said.

    Attributes:
        published: the day or moment of their publication.
        outlet: who published them.
    """

    published: str = ""
    outlet: str = ""


def gather(paths: Iterable[str], said: Said | None = None) -> Iterator[Given]:
    """Yield what is to be read, in order: of a folder by the names of its files, of an archive as it holds them.

    Nothing is unpacked: a file of an archive is only ever read into memory, one at a time, whatever its name says. Hidden
    files are passed over in folders and archives, and so are those that are no texts by their names. What cannot be
    opened is given with its fault.

    Args:
        paths: files and folders; "-" is standard input.
    """
    words = said or Said()
    for path in paths:
        for given in _at(path):
            yield replace(
                given, published=words.published or given.published, outlet=words.outlet or given.outlet
            )


def file_given(path: Path) -> Given:
    """Return the article that a file is, or the fault that it cannot be opened."""
    try:
        with path.open("rb") as file:
            return _read(file, _shown(path))
    except (OSError, ValueError) as error:
        return Given(_shown(path), fault=_not_opened(error))


def _at(path: str) -> Iterator[Given]:
    try:
        if path == STANDARD_INPUT:
            yield _read(cast(IO[bytes], sys.stdin.buffer), path)
        elif Path(path).is_dir():
            yield from _in_folder(Path(path))
        else:
            yield from _in_file(Path(path))
    except (OSError, ValueError) as error:
        yield Given(_shown(path), fault=_not_opened(error))


def _not_opened(error: Exception) -> NotAnArticle:
    reason = getattr(error, "strerror", None) or str(error)
    return NotAnArticle(
        "not-opened", f"It cannot be opened: {reason}.", "Look at its name and who may read it."
    )


def _shown(path: str | Path) -> str:
    """Return a path as text that can be written."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def _in_folder(folder: Path) -> Iterator[Given]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            if _is_taken(name, (*TEXTS, *ZIPS, *TARS, *LINES)) and path.is_file():
                yield from _at(str(path))


def _is_taken(name: str, endings: tuple[str, ...]) -> bool:
    return name.lower().endswith(endings) and not name.startswith(".")


def _in_file(path: Path) -> Iterator[Given]:
    name, shown = path.name.lower(), _shown(path)
    if name.endswith(LINES):
        with path.open("rb") as file:
            yield from _in_lines(file, shown)
    elif name.endswith(ZIPS):
        yield from _whole_archive(_in_zip(path, shown), shown)
    elif name.endswith(TARS):
        yield from _whole_archive(_in_tar(path, shown), shown)
    else:
        yield file_given(path)


def _read(file: IO[bytes], shown: str) -> Given:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return Given(shown, fault=too_large(MOST_BYTES))
    return Given(shown, data)


def _whole_archive(held: Iterator[Given], shown: str) -> Iterator[Given]:
    """Yield what an archive holds, and in the end a fault where it could not be read to its end."""
    try:
        yield from held
    except NotAnArticle as fault:
        yield Given(shown, fault=fault)
    except _BROKEN as error:
        cause = f"The archive is broken from here on: {error or type(error).__name__}."
        yield Given(
            shown, fault=NotAnArticle("broken-archive", cause, "Make it anew, or give its files as they are.")
        )


class _Room:
    """How many bytes may still come out of an archive."""

    def __init__(self, path: Path) -> None:
        self.left = max(FREE_GROWTH, MOST_GROWTH * path.stat().st_size)

    def take(self, size: int) -> None:
        """Take some of it.

        Raises:
            NotAnArticle: so much is not left.
        """
        self.left -= size
        if self.left < 0:
            cause = (
                f"The archive holds more than {MOST_GROWTH} times its own size, so it was not read further."
            )
            raise NotAnArticle(
                "swollen-archive", cause, "Give its files as they are, if they are meant to be so large."
            )


def _in_zip(path: Path, shown: str) -> Iterator[Given]:
    room = _Room(path)
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.is_dir() and _is_member(member.filename):
                room.take(min(member.file_size, MOST_BYTES))
                yield _of_zip(archive, member, f"{shown}/{_shown_member(member.filename)}")


def _of_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str) -> Given:
    if member.flag_bits & 1:
        return Given(shown, fault=NotAnArticle("locked", "It is locked with a password.", "Unpack it first."))
    if member.file_size > MOST_BYTES:
        return Given(shown, fault=too_large(member.file_size))
    try:
        with archive.open(member) as file:
            return _read(file, shown)
    except _BROKEN as error:
        cause = f"It is broken in the archive: {error or type(error).__name__}."
        return Given(shown, fault=NotAnArticle("broken-archive", cause, "Make the archive anew."))


class _Counted:
    """The bytes of a packed file as they come out of it, as long as there is room for them."""

    def __init__(self, file: IO[bytes], room: _Room) -> None:
        self._file, self._room = file, room

    def read(self, size: int) -> bytes:
        """Return the next bytes.

        Raises:
            NotAnArticle: there is no room for them.
        """
        data = self._file.read(size)
        self._room.take(len(data))
        return data


def _in_tar(path: Path, shown: str) -> Iterator[Given]:
    with _unpacking(path) as file:
        counted = cast(IO[bytes], _Counted(file, _Room(path)))
        with tarfile.open(fileobj=counted, mode="r|") as archive:
            for member in archive:
                name = f"{shown}/{_shown_member(member.name)}"
                if not member.isreg() or not _is_member(member.name):
                    continue
                if member.size > MOST_BYTES:
                    yield Given(name, fault=too_large(member.size))
                    continue
                held = archive.extractfile(member)
                if held is not None:
                    yield _read(held, name)


def _unpacking(path: Path) -> IO[bytes]:
    """Open a packed file for its bytes as they were."""
    name = path.name.lower()
    if name.endswith((".gz", ".tgz")):
        return cast(IO[bytes], gzip.open(path))
    if name.endswith(".bz2"):
        return cast(IO[bytes], bz2.open(path))
    return cast(IO[bytes], lzma.open(path)) if name.endswith(".xz") else path.open("rb")


def _is_member(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return _is_taken(parts[-1], TEXTS) and not any(
        part.startswith(("__MACOSX", ".")) for part in parts if part != ".."
    )


def _shown_member(name: str) -> str:
    """Return the name of a file in an archive as one that leads nowhere else."""
    parts = [part for part in whole(name).replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts)


def _in_lines(file: IO[bytes], shown: str) -> Iterator[Given]:
    number = 0
    while line := file.readline(MOST_BYTES + 1):
        number += 1
        if len(line) > MOST_BYTES:
            yield Given(f"{shown}:{number}", fault=too_large(len(line)))
            return
        if line.strip():
            yield _of_line(line, f"{shown}:{number}")


def _of_line(line: bytes, shown: str) -> Given:
    try:
        cells: Any = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        cells = None
    if not isinstance(cells, dict) or not isinstance(cells.get("text"), str):
        cause, mend = (
            "The line is no JSON object with a text.",
            'Write one article a line: {"text": "…", "title": "…"}.',
        )
        return Given(shown, fault=NotAnArticle("bad-line", cause, mend))
    said = {
        name: " ".join(whole(cell).split()) for name in _FIELDS if isinstance(cell := cells.get(name), str)
    }
    return Given(
        shown, whole(cells["text"]).encode(), said.get("date", ""), said.get("outlet", ""), said.get("title", ""),
        said.get("link", ""),
    )  # fmt: skip
