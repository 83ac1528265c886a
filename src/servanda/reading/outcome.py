"""An outcome: what came of one article that was given to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.reading.background import Background
from servanda.reading.endpoint.fault import EndpointFault
from servanda.reading.fault import NotAnArticle
from servanda.reading.given import Given
from servanda.reading.intake import Taken, take_in
from servanda.reading.reading import Reader, Reading

Maker = Callable[[Background], Reader]
"""What makes a reader: a class or a function of a module, so that it can be sent to another process."""


@dataclass(frozen=True)
class Outcome:
    """What came of one article.

    Attributes:
        digest: the digest of what was given.
        result: the reading, or the fault that there is none.
    """

    file: str
    digest: str
    result: Reading | NotAnArticle


def read_given(some: Sequence[Given], reader: Reader, background: Background) -> list[Outcome]:
    """Read some articles together, which is faster than one by one. One that fails takes no other with it."""
    taken = [_taken(given, background) for given in some]
    whole = [one for one in taken if isinstance(one, Taken) and one.is_readable]
    readings = _together(whole, reader)
    return [
        Outcome(given.file, given.digest, one if isinstance(one, NotAnArticle) else _result(one, readings))
        for given, one in zip(some, taken, strict=True)
    ]


def not_read(cause: str) -> NotAnArticle:
    """Return the fault of an article on which the reader failed. It is read again when a run is taken up again."""
    mend = "Read it again; if it fails again, please tell us, with the text if you may."
    return NotAnArticle("not-read", cause, mend)


def _taken(given: Given, background: Background) -> Taken | NotAnArticle:
    try:
        return take_in(given, background)
    except NotAnArticle as fault:
        return fault


def _result(taken: Taken, readings: Iterator[Reading | NotAnArticle]) -> Reading | NotAnArticle:
    """Return the next reading, with the remarks on how its article was taken in before its own."""
    read = next(readings) if taken.is_readable else Reading(taken.article)
    if isinstance(read, NotAnArticle):
        return read
    return replace(read, remarks=tuple(dict.fromkeys((*taken.remarks, *read.remarks))))


def _together(taken: Sequence[Taken], reader: Reader) -> Iterator[Reading | NotAnArticle]:
    """Read articles together. Where that fails at one, it is read alone, and then those after it together."""
    while taken:
        read = 0
        try:
            for reading in reader.read([one.article for one in taken]):
                yield reading
                read += 1
        except Exception:  # a reader may fail on a text in any way, and the others are to be read
            yield _alone(taken[read], reader)
            read += 1
        taken = taken[read:]


def _alone(taken: Taken, reader: Reader) -> Reading | NotAnArticle:
    try:
        (reading,) = reader.read([taken.article])
        return reading
    except EndpointFault as fault:
        return not_read(fault.message)
    except Exception as error:  # as above: whatever it is, it is told of this article
        return not_read(f"The reader failed: {type(error).__name__}: {error}.")
