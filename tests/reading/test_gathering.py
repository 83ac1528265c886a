from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading import gathering
from servanda.reading.gathering import Said, gather
from servanda.reading.given import Given
from servanda.reading.intake import MOST_BYTES


def gathered(*paths: Path) -> list[Given]:
    return list(gather(map(str, paths)))


def names(folder: Path, found: list[Given]) -> list[str]:
    return [one.file.removeprefix(f"{folder}/") for one in found]


def faults(found: list[Given]) -> dict[str, str]:
    return {Path(one.file).name: one.fault.name for one in found if one.fault}


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def make_tar(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def test_a_folder_is_gathered_by_name(tmp_path: Path) -> None:
    """A folder gives its texts, pages, archives and JSON lines in order, those in folders too; nothing hidden, nothing else."""
    for name in ("b.txt", "a.html", ".hidden.txt", "c.pdf", "sub/d.md", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    make_zip(tmp_path / "z.zip", {"in/one.txt": b"1", "two.png": b"2", "__MACOSX/x.txt": b"3"})
    assert names(tmp_path, gathered(tmp_path)) == ["a.html", "b.txt", "z.zip/in/one.txt", "sub/d.md"]


def test_a_named_file_may_have_any_name(tmp_path: Path) -> None:
    """A file that is named itself is taken whatever its name ends in; one that is missing is given with its fault."""
    (tmp_path / "article").write_bytes(b"text")
    found = gathered(tmp_path / "article", tmp_path / "none.txt")
    assert [one.data for one in found] == [b"text", b""]
    assert faults(found) == {"none.txt": "not-opened"}


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar.bz2", "w:bz2"), ("a.tar.xz", "w:xz")],
)
def test_tar_archives_are_read_in_their_order(tmp_path: Path, name: str, mode: str) -> None:
    """Packed and plain tar archives give their texts as they come."""
    found = gathered(make_tar(tmp_path / name, {"b.txt": b"1", "x.bin": b"2", "d/a.txt": b"3"}, mode))
    assert [(one.file.split(f"{name}/")[1], one.data) for one in found] == [
        ("b.txt", b"1"),
        ("d/a.txt", b"3"),
    ]


def test_names_that_lead_elsewhere_lead_nowhere(tmp_path: Path) -> None:
    """A member named with .. or from the root is read into memory like any other; nothing is written, and links are left."""
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in ("../../escape.txt", "/etc/absolute.txt"):
            info = tarfile.TarInfo(name)
            info.size = 4
            archive.addfile(info, io.BytesIO(b"text"))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    zipped = make_zip(tmp_path / "b.zip", {"../../escape.txt": b"text", "C:\\absolute.txt": b"text"})
    before = sorted(tmp_path.rglob("*"))
    assert names(tmp_path, gathered(path, zipped)) == [
        "a.tar.gz/escape.txt", "a.tar.gz/etc/absolute.txt", "b.zip/escape.txt", "b.zip/C:/absolute.txt",
    ]  # fmt: skip
    assert sorted(tmp_path.rglob("*")) == before


def test_bombs_are_refused(tmp_path: Path) -> None:
    """A member that is larger than any article, and an archive that swells beyond measure, are not read."""
    zipped = make_zip(tmp_path / "one.zip", {"a.txt": bytes(MOST_BYTES + 1), "b.txt": b"text"})
    found = gathered(zipped)
    assert faults(found) == {"a.txt": "too-large"}
    assert found[1].data == b"text"
    packed = tmp_path / "two.tar.gz"
    with gzip.open(packed, "wb") as file:
        info = tarfile.TarInfo("a.txt")
        info.size = 2 * gathering.FREE_GROWTH
        file.write(info.tobuf())
        for _ in range(info.size // 10_000_000):
            file.write(bytes(10_000_000))
    assert faults(gathered(packed)) == {"a.txt": "too-large", "two.tar.gz": "swollen-archive"}


def test_many_members_do_not_swell_an_archive_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What all members of an archive hold together is bounded too."""
    monkeypatch.setattr(gathering, "FREE_GROWTH", 5_000)
    zipped = make_zip(tmp_path / "a.zip", {f"{number}.txt": bytes(100_000) for number in range(100)})
    found = gathered(zipped)
    assert faults(found) == {"a.zip": "swollen-archive"}
    assert sum(len(one.data) for one in found) <= gathering.MOST_GROWTH * zipped.stat().st_size


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.bz2", "a.tar.xz"])
def test_broken_archives_are_named(tmp_path: Path, name: str) -> None:
    """What is no archive, and one that is cut short, is named with what could be read before."""
    (tmp_path / name).write_bytes(b"no archive at all")
    assert faults(gathered(tmp_path / name)) == {name: "broken-archive"}
    whole = (
        make_zip(tmp_path / name, {"a.txt": b"text"})
        if name == "a.zip"
        else make_tar(tmp_path / name, {"a.txt": b"text"})
    )
    whole.write_bytes(whole.read_bytes()[:60])
    assert faults(gathered(whole)) == {name: "broken-archive"}


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    """A member under a password is named, and the others are read."""
    path = make_zip(tmp_path / "a.zip", {"a.txt": b"text", "b.txt": b"text"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert faults(gathered(path)) == {"a.txt": "locked"}


def test_json_lines_are_an_article_each(tmp_path: Path) -> None:
    """A line has a text and may have title, date, outlet and link; a line without a text is named, and the rest is read."""
    lines = [
        json.dumps({"text": "One.", "title": "T", "date": "2025-03-03", "outlet": "O", "link": "L", "more": 1}),
        "", "[1]", "{", '{"text": 5}', '{"text": "\\ud800 half", "date": 5}',
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    found = gathered(tmp_path / "a.jsonl")
    assert found[0] == Given(f"{tmp_path}/a.jsonl:1", b"One.", "2025-03-03", "O", "T", "L")
    assert faults(found) == {f"a.jsonl:{line}": "bad-line" for line in (3, 4, 5)}
    assert found[-1].data.decode() == "\ufffd half"
    assert found[-1].published == ""


def test_what_is_said_of_all_counts_for_each(tmp_path: Path) -> None:
    """Day and outlet given for all win over those of a line, and make another digest."""
    (tmp_path / "a.jsonl").write_text('{"text": "One.", "date": "2025-03-03"}\n', encoding="utf-8")
    (plain,) = gather([f"{tmp_path}/a.jsonl"])
    (said,) = gather([f"{tmp_path}/a.jsonl"], Said("2025-04-04", "Post"))
    assert (said.published, said.outlet) == ("2025-04-04", "Post")
    assert said.digest != plain.digest


@given(st.binary(max_size=300), st.sampled_from(["a.zip", "a.tar", "a.tar.gz", "a.tar.xz", "a.jsonl"]))
@settings(max_examples=60)
def test_any_bytes_under_any_name_are_answered(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    """Any bytes as an archive or as JSON lines give articles or faults, never an error."""
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(data)
    assert all(one.file for one in gathered(path))


@given(st.data())
@settings(max_examples=40)
def test_archives_with_bytes_changed_are_answered(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """An archive with some bytes written over gives articles or faults, never an error."""
    folder = tmp_path_factory.mktemp("changed")
    members = {"a.txt": b"one " * 50, "d/b.txt": b"two " * 50}
    path = data.draw(st.sampled_from([make_zip(folder / "a.zip", members), make_tar(folder / "a.tar.gz", members), make_tar(folder / "a.tar", members, "w")]))  # fmt: skip
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(whole)
    assert all(one.file for one in gathered(path))
