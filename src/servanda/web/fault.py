"""What a reader asked for and cannot have: each fault has its status code, says what is wrong, and how to go on."""

from __future__ import annotations


class Fault(Exception):
    """Something that was asked for cannot be given.

    Attributes:
        status: the HTTP status code.
        message: what is wrong, as a message for `Language.text`.
        mend: how to go on, as such a message.
        values: what stands in the fields of both.
    """

    status = 400

    def __init__(self, message: str, mend: str = "", **values: str) -> None:
        super().__init__(message.format(**values))
        self.message, self.mend, self.values = message, mend, values


class BadQuestion(Fault):
    """The address holds a moment, an account or a number that makes no sense."""


class NotHere(Fault):
    """There is no such agreement, clause, report or page."""

    status = 404


class NotAllowed(Fault):
    """A form was sent from another site, or this server takes no acts."""

    status = 403


class DoneAlready(Fault):
    """Somebody has acted before."""

    status = 409
