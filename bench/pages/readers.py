"""Readers that ask a server for pages over connections that stay open; a program of its own, so that it shares no lock.

It reads what to ask from its standard input, as JSON, and writes how long each answer took to its standard output.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

PATIENCE = 60.0
"""Seconds after which an answer is given up."""


@dataclass(frozen=True)
class Asked:
    """What readers ask.

    Attributes:
        readers: how many ask at once, each one page after another over a connection of its own.
        seconds: how long they go on; nought lets each ask every address that is its own once.
        addresses: what they ask in turn; reader n begins n-th, and takes each readers-th.
    """

    host: str
    port: int
    addresses: list[str]
    readers: int = 1
    seconds: float = 0.0


@dataclass(frozen=True)
class Heard:
    """What came of it.

    Attributes:
        taken: seconds that each good answer took, from the first byte sent to the last one read.
        weights: bytes of each, as sent.
        errors: what went wrong: any status but 200, any broken connection, any answer given up.
        seconds: from the first question to the last answer.
    """

    taken: list[float]
    weights: list[int]
    errors: list[str]
    seconds: float


class Broken(ConnectionError):
    """The connection ended inside an answer, or the answer is none."""


async def answered(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, address: str
) -> tuple[int, bytes]:
    """Ask for one page; return its status and its body as it was sent.

    Raises:
        Broken: the answer ended early, or is none.
    """
    writer.write(
        f"GET {address} HTTP/1.1\r\nhost: {host}\r\naccept: text/html\r\naccept-encoding: gzip\r\n\r\n".encode()
    )
    await writer.drain()
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
        }
        status = int(head[0].split(" ")[1])
        if "content-length" in fields:
            return status, await reader.readexactly(int(fields["content-length"]))
        pieces = []
        while size := int(await reader.readuntil(b"\r\n"), 16):
            pieces.append((await reader.readexactly(size + 2))[:-2])
        await reader.readexactly(2)
        return status, b"".join(pieces)
    except (asyncio.IncompleteReadError, ValueError, IndexError) as error:
        raise Broken(f"{type(error).__name__}: {error}") from error


async def read(asked: Asked) -> Heard:
    """Let all readers ask at once."""
    heard = Heard([], [], [], 0.0)
    begun = time.perf_counter()
    await asyncio.gather(*(_reader(asked, number, heard, begun) for number in range(asked.readers)))
    return Heard(heard.taken, heard.weights, heard.errors, time.perf_counter() - begun)


async def _reader(asked: Asked, number: int, heard: Heard, begun: float) -> None:
    own = asked.addresses[number :: asked.readers]
    place = 0
    while place < len(own) or (asked.seconds and own):
        try:
            reader, writer = await asyncio.open_connection(asked.host, asked.port)
        except OSError as error:
            heard.errors.append(f"cannot connect: {error}")
            return
        try:
            while place < len(own) or asked.seconds:
                if asked.seconds and time.perf_counter() - begun >= asked.seconds:
                    return
                address = own[place % len(own)]
                place += 1
                start = time.perf_counter()
                status, body = await asyncio.wait_for(answered(reader, writer, asked.host, address), PATIENCE)
                if status == 200:
                    heard.taken.append(time.perf_counter() - start)
                    heard.weights.append(len(body))
                else:
                    heard.errors.append(f"{status} at {address}")
        except OSError as error:
            heard.errors.append(f"{type(error).__name__} at {address}: {error}")
        finally:
            writer.close()


def main() -> None:
    """Do as standard input asks."""
    asked: dict[str, Any] = json.load(sys.stdin)
    json.dump(asdict(asyncio.run(read(Asked(**asked)))), sys.stdout)


if __name__ == "__main__":
    main()
