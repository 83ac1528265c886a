"""Asking: a text put to a model piece by piece, and what is kept of its answers."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.reading.endpoint.answer import Answer, NoAnswer, borne_out, parsed
from servanda.reading.endpoint.client import Client
from servanda.reading.endpoint.fault import EndpointFault
from servanda.reading.endpoint.prompt import OVERLAP, pieces, task
from servanda.reading.endpoint.quoting import Span

LEAST = 1_200
"""Characters of a piece that is not put again in two halves where the answer to it was cut short or broken."""

MOST = 300_000
"""The most characters of a text that is put to a model."""


def check_length(text: str) -> None:
    """Look whether a text is short enough: a file that is no article costs nobody a thousand questions.

    Raises:
        EndpointFault: it is too long.
    """
    if len(text) > MOST:
        raise EndpointFault(
            f"the text has {len(text):,} characters, and no more than {MOST:,} are put to a model; read it without one"
        )


def asked(client: Client, text: str, sides: Sequence[str]) -> Answer:
    """Return what a model says of a text that the text bears out.

    Args:
        sides: the affiliations to choose from.

    Raises:
        EndpointFault: the endpoint cannot be asked, or nothing that it answers is of the form that was asked for.
    """
    whole = Answer()
    wanted = task(sides)
    every = list(pieces(text))
    for piece in every:
        whole.add(_of_piece(client, wanted, text, piece, sides, may_halve=True))
    if every and whole.read == 0:
        raise EndpointFault(
            f'the model "{client.model}" answers with no JSON of the form that is asked for; name another model'
        )
    whole.said.sort(key=lambda one: one.attribution.content.first)
    whole.acts.sort()
    return whole


def _of_piece(
    client: Client, wanted: str, text: str, piece: Span, sides: Sequence[str], *, may_halve: bool
) -> Answer:
    """Put a piece to the model, and in halves where its answer is broken, and again where it is cut short."""
    first, end = piece
    reply = client.ask(wanted, text[first:end])
    try:
        return borne_out(parsed(reply.words), text, piece, sides)
    except NoAnswer:
        if end - first <= LEAST or not (may_halve or reply.is_cut):
            return Answer(unread=[piece])
    halves = Answer()
    for start, stop in pieces(text[first:end], (end - first) // 2 + 1, OVERLAP // 2):
        half = first + start, first + stop
        halves.add(_of_piece(client, wanted, text, half, sides, may_halve=reply.is_cut))
    return halves
