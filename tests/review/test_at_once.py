"""Two who act on one draft at the same moment: exactly one of them does."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from servanda.review import AlreadyReviewed
from servanda.sheet import CannotAdd, locked
from tests.case_files import ROOT
from tests.ledger.papers import NOON
from tests.review.places import papers, place_at, row

DRAFTS = 12

PROGRAM = f"""
import sys
from pathlib import Path
from servanda.review import AlreadyReviewed
from tests.review.places import place_at
where, name = sys.argv[1], sys.argv[2]
with place_at(where if "://" in where else Path(where)) as place:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(1, {DRAFTS} + 1):
        try:
            act = place.port.confirm(f"d{{number}}", name, {NOON})
            print(f"{{act.draft}} {{act.report}}", flush=True)
        except AlreadyReviewed:
            pass
"""


def test_of_two_processes_exactly_one_acts(where: str | Path) -> None:
    """Each draft is confirmed by one of two processes, and the record has one report for each."""
    with place_at(where, papers()) as place:
        place.file(*[row(note=f"note {number}") for number in range(DRAFTS)])
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(where), name], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for name in ("Ann", "Ben")
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    told = [line for writer in writers for line in writer.communicate()[0].splitlines()]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert Counter(line.split()[0] for line in told) == {f"d{number}": 1 for number in range(1, DRAFTS + 1)}
    with place_at(where) as place:
        assert sorted(line.split()[1] for line in told) == sorted(set(place.reports) - {"r1", "r2", "r3"})
        assert len(place.reports) == 3 + DRAFTS
        assert place.read().problems == ()


def test_of_many_threads_exactly_one_acts(where: str | Path) -> None:
    """Of several who do different things with one draft at once, one does and the others are told so."""
    with place_at(where, papers()) as place:
        place.file(row())
    done: list[str] = []
    start = threading.Barrier(4)

    def act(what: str, *more: str) -> None:
        with place_at(where) as place:
            start.wait()
            try:
                getattr(place.port, what)("d1", *more, "Ben", NOON)
                done.append("did")
            except AlreadyReviewed as error:
                done.append(str(error))

    threads = [
        threading.Thread(target=act, args=words)
        for words in (("confirm",), ("confirm",), ("refuse", "no"), ("merge", "r1"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done.count("did") == 1
    assert sum("that stands" in word for word in done) == 3
    with place_at(where) as place:
        (one,) = place.port.drafts().acts
        assert len(place.reports) == (3 if one.what == "refused" else 4)


def test_whoever_keeps_a_folder_too_long_is_told_of(tmp_path: Path) -> None:
    """Who waits for a folder in vain is told to try again."""
    with locked(tmp_path), pytest.raises(CannotAdd, match="try again"), locked(tmp_path, wait=0.05):
        pass
