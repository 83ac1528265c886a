from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from servanda.reading.background import Background
from servanda.reading.batch import Over, Tally, read_all, read_into
from servanda.reading.fault import NotAnArticle
from servanda.reading.gathering import gather
from servanda.reading.given import Given
from servanda.reading.kept import CannotKeep, Kept
from servanda.reading.outcome import Maker, Outcome
from servanda.reading.reading import Reading
from tests.reading.readers import Counting, Failing, Plain

ROOT = Path(__file__).parents[2]
ABOUT = {"agreement": "ferry", "reader": "plain"}


def given(many: int, **words: str) -> list[Given]:
    return [
        Given(f"{at}.txt", f"Ann said it was {words.get(f'w{at}', at)}. That was the end of it.".encode())
        for at in range(many)
    ]


def run(some: list[Given], make: Maker = Plain, workers: int = 1, over: Over = "processes") -> list[Outcome]:
    return list(read_all(some, make, Background(), workers, over))


def contents(outcomes: list[Outcome]) -> list[str]:
    """Return what is said in each article, or the name of its fault."""
    return [
        one.result.statements[0].attribution.content.of(one.result.article.text)
        if isinstance(one.result, Reading)
        else one.result.name
        for one in outcomes
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_all_are_read_in_their_order(workers: int) -> None:
    """However many read side by side, what comes of each article comes in the order in which it was given."""
    assert contents(run(given(60), Plain, workers)) == [f"it was {at}" for at in range(60)]


@pytest.mark.parametrize("workers", [1, 2])
def test_one_that_fails_takes_no_other_with_it(workers: int) -> None:
    """An article on which the reader fails, or that is none, gives a fault; all others are read."""
    some = [
        *given(20, w7="FAIL", w8="FAIL", w19="FAIL"),
        Given("empty.txt"),
        Given("gone.txt", fault=NotAnArticle("not-opened", "a", "b")),
    ]
    expected = [f"it was {at}" for at in range(20)] + ["empty", "not-opened"]
    expected[7] = expected[8] = expected[19] = "not-read"
    assert contents(run(some, Failing, workers)) == expected


def test_one_that_kills_takes_no_other_with_it() -> None:
    """An article that the process dies of gives a fault; all others are read."""
    expected = [f"it was {at}" for at in range(30)]
    expected[11] = "not-read"
    assert contents(run(given(30, w11="DIE"), Failing, 2)) == expected


def test_ray_reads_the_same() -> None:
    """Over Ray the outcomes are those of processes, with one that kills among them."""
    pytest.importorskip("ray", reason="Ray is not installed")
    some = given(12, w3="DIE", w5="FAIL")
    assert contents(run(some, Failing, 2, "ray")) == contents(run(some, Failing, 2))


def test_each_process_does_arithmetic_on_one_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started with one thread for arithmetic, and this one keeps what it had."""
    monkeypatch.setenv("COUNTED", str(tmp_path / "counted"))
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    run(given(8), Counting, 2)
    assert {line.split()[0] for line in (tmp_path / "counted").read_text(encoding="utf-8").splitlines()} == {
        "1"
    }
    assert os.environ["OMP_NUM_THREADS"] == "7"


def test_only_a_few_are_in_memory() -> None:
    """Articles are asked for as they are read, so that an endless row of them can be."""
    asked = 0

    def endless() -> object:
        nonlocal asked
        while True:
            asked += 1
            yield Given(f"{asked}.txt", b"Ann said it was so.")

    outcomes = read_all(endless(), Plain, Background(), 1)  # type: ignore[arg-type]
    for _ in range(100):
        next(outcomes)
    assert asked < 200


def keep(
    path: Path, some: list[Given], make: Maker = Plain, about: dict[str, str | None] | None = None
) -> Tally:
    with Kept(path, "UTC", ABOUT if about is None else about) as kept:
        return read_into(kept, some, make, Background(), 1)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_is_kept_and_passed_over_the_next_time(tmp_path: Path) -> None:
    """Each article is a line; a second run reads only what is new, or changed, and tells how much was there."""
    out, some = tmp_path / "out.jsonl", given(5)
    assert keep(out, some) == Tally(read=5, statements=5, drafts=5)
    assert keep(out, some) == Tally(before=5)
    changed = [
        *some[:4],
        Given("4.txt", b"Ann said it was otherwise."),
        Given("5.txt", b"Ann said it was new."),
    ]
    assert keep(out, changed) == Tally(read=2, before=4, statements=2, drafts=2)
    assert [line["file"] for line in lines(out)] == [f"{at}.txt" for at in (0, 1, 2, 3, 4, 4, 5)]
    assert all(line["agreement"] == "ferry" for line in lines(out))


def test_a_line_that_was_cut_short_is_read_again(tmp_path: Path) -> None:
    """Wherever the last line was cut, it is taken out and its article read again; the file is then as of one run."""
    whole = tmp_path / "whole.jsonl"
    keep(whole, given(3))
    data = whole.read_bytes()
    last = data[: data.rindex(b"\n", 0, -1) + 1]
    for cut in range(len(last), len(data)):
        out = tmp_path / "cut.jsonl"
        out.write_bytes(data[:cut])
        keep(out, given(3))
        assert out.read_bytes() == data


def test_faults_that_may_pass_are_tried_again(tmp_path: Path) -> None:
    """An article that the reader failed on is read again the next time; one that is none is not."""
    out, some = tmp_path / "out.jsonl", [*given(2, w1="FAIL"), Given("empty.txt")]
    assert keep(out, some, Failing).failed == 2
    assert keep(out, some, Plain) == Tally(read=1, before=2, statements=1, drafts=1)
    assert [(line["file"], "fault" in line) for line in lines(out)] == [
        ("0.txt", False), ("1.txt", True), ("empty.txt", True), ("1.txt", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"no reading", b"no reading\n", b"[]\n", b'{"file": 5}\n', b'{"file": "a"}\nrest']
)
def test_another_file_is_left_alone(tmp_path: Path, data: bytes) -> None:
    """A file that holds something else is refused and stays as it is."""
    out = tmp_path / "out.jsonl"
    out.write_bytes(data)
    with pytest.raises(CannotKeep, match="is no reading; name another file"):
        keep(out, given(1))
    assert out.read_bytes() == data


def test_readings_for_another_agreement_are_left_alone(tmp_path: Path) -> None:
    """A file of readings for one agreement takes none for another."""
    out = tmp_path / "out.jsonl"
    keep(out, given(1))
    with pytest.raises(CannotKeep, match="agreement ferry"):
        keep(out, given(1), about={"agreement": None, "reader": "plain"})


def test_two_do_not_write_one_file(tmp_path: Path) -> None:
    """While one run keeps its readings in a file, another is refused."""
    with Kept(tmp_path / "out.jsonl", "UTC", ABOUT), pytest.raises(CannotKeep, match="another program"):
        Kept(tmp_path / "out.jsonl", "UTC", ABOUT)


RUN = """
import sys
from servanda.reading.background import Background
from servanda.reading.batch import read_into
from servanda.reading.gathering import gather
from servanda.reading.kept import Kept
from tests.reading.readers import Counting

if __name__ == "__main__":
    with Kept(sys.argv[2], "UTC", {"agreement": None, "reader": "plain"}) as kept:
        read_into(kept, gather([sys.argv[1]]), Counting, Background(), int(sys.argv[3]))
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_killed_is_taken_up(tmp_path: Path, workers: int) -> None:
    """Killed in mid-run and started again, a run ends with what one run gives; its processes end with it."""
    many, out, counted = 3000, tmp_path / "out.jsonl", tmp_path / "counted"
    (tmp_path / "all.jsonl").write_text(
        "".join(f'{{"text": "Ann said it was {at}."}}\n' for at in range(many)), encoding="utf-8"
    )
    script = tmp_path / "run.py"
    script.write_text(textwrap.dedent(RUN), encoding="utf-8")
    words = [sys.executable, str(script), str(tmp_path / "all.jsonl"), str(out), str(workers)]
    environment = {
        **os.environ,
        "COUNTED": str(counted),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    process = subprocess.Popen(words, env=environment)
    while not (out.exists() and out.stat().st_size > 20_000):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = out.read_bytes().count(b"\n")
    assert 0 < kept < many
    time.sleep(0.5)
    read = len(counted.read_text(encoding="utf-8").splitlines())
    time.sleep(0.5)
    assert len(counted.read_text(encoding="utf-8").splitlines()) == read
    subprocess.run(words, env=environment, check=True)
    assert len(counted.read_text(encoding="utf-8").splitlines()) - read == many - kept
    found = [(line["file"], line["drafts"][0]["act"]) for line in lines(out)]  # type: ignore[index]
    assert found == [(f"{tmp_path}/all.jsonl:{at + 1}", f"it was {at}") for at in range(many)]


def test_a_folder_is_read_from_beginning_to_end(tmp_path: Path) -> None:
    """Files of a folder are gathered, read and kept under their names, with their digests."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Ann said it was so.", encoding="utf-8")
    (tmp_path / "c.html").write_bytes(b"")
    out = tmp_path / "out" / "out.jsonl"
    out.parent.mkdir()
    keep(out, list(gather([str(tmp_path / name) for name in ("a.txt", "b.txt", "c.html")])))
    assert [(str(line["file"])[-6:], line.get("fault", {}).get("name")) for line in lines(out)] == [  # type: ignore[attr-defined]
        ("/a.txt", None), ("/b.txt", None), ("c.html", "page-without-text"),
    ]  # fmt: skip
    assert all(len(str(line["digest"])) == 20 for line in lines(out))
