"""The problems of a translation that is being written, against the agreement that lies beside it on disk."""

from __future__ import annotations

from pathlib import Path

from servanda.agreement import Problem, language_of, parse, read_translation
from servanda.folder import AGREEMENT


def problems_beside(path: Path, text: str) -> tuple[Problem, ...] | None:
    """Return what is wrong with a translation; nothing where no agreement can be read beside it.

    None where the document is no translation by its name.
    """
    language = language_of(path.name)
    if language is None:
        return None
    try:
        original = (path.parent / AGREEMENT).read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return ()
    _, problems = read_translation(text, str(path), language, parse(original)[0])
    return tuple(sorted(problems))
