"""A ledger: agreements with their records, of which nothing is ever written over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from servanda.agreement import Agreement, Title, parse
from servanda.folder import AGREEMENT, REPORT_PAPERS, REVIEW_PAPERS, Folder, read_papers
from servanda.ledger import schema
from servanda.ledger.backup import back_up
from servanda.ledger.batch import Batch
from servanda.ledger.fault import Damaged, KeyUsed, NoAgreement, ReadOnly, Refused
from servanda.ledger.files import file_of, files_in, papers_in
from servanda.ledger.intake import take_file, take_rows
from servanda.ledger.reading import read_file
from servanda.ledger.sheets import read_sheet, sheets_in, take_sheet
from servanda.ledger.store import Store
from servanda.record import COLUMNS, Report, Row, report_from


@dataclass(frozen=True)
class TakenIn:
    """What a folder brought.

    Attributes:
        new, known: how many of its reports are new, and how many were there before.
        unread: how many of its rows cannot be read as reports; they are kept as they are.
    """

    agreement: str
    new: int
    known: int
    unread: int = 0


@dataclass(frozen=True)
class Appended:
    """What rows brought: their ids in order, and whether anything was written."""

    ids: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True)
class Listed:
    """An agreement of a ledger, with the number of its reports and when something was last taken in."""

    id: str
    name: str
    reports: int
    recorded: int


@dataclass(frozen=True)
class Kept:
    """A report as the ledger keeps it.

    Attributes:
        number: its serial number, which grows with every report of the agreement.
        what: report, correction, retraction or finding.
        recorder: who recorded it.
        recorded: when the ledger took it in.
    """

    number: int
    what: str
    row: Row
    report: Report
    recorder: str
    recorded: int

    @property
    def id(self) -> str:
        """Its id."""
        return self.report.id


class Ledger:
    """Agreements with their records, in a store. It is for one thread at a time; close it, or use it in a `with`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def take_in(self, papers: Mapping[str, bytes], recorder: str, recorded: int) -> TakenIn:
        """Take in an agreement folder, or what is new in one.

        Args:
            papers: the folder's files by their names.
            recorder: who records them.
            recorded: the seconds of the moment at which they are taken in.

        Raises:
            Refused: a row has the id of one in the ledger with other words, a draft was reviewed otherwise there, or
                the zone is another one.
            NoAgreement: there is no agreement.md among the papers, or no agreement in it.
        """
        title = _agreement(papers).title
        for name in papers:
            if not name or name.startswith(".") or not set(name).isdisjoint("/\\\x00"):
                raise Refused(f'"{name}" is no name of a file in a folder. Nothing was taken in.')
        files = [read_file(name, papers[name], title.zone) for name in REPORT_PAPERS if name in papers]
        sheets = [read_sheet(name, papers[name], title.zone) for name in REVIEW_PAPERS if name in papers]
        with self.store.writing():
            batch = self._batch(title.id, recorder, recorded, title)
            for file in sorted(files, key=lambda file: batch.manner(file.manner.file) is not None):
                take_file(batch, file)
            for sheet in sheets:
                take_sheet(batch, sheet)
            there = papers_in(self.store, title.id)
            for name, data in papers.items():
                if name not in (*REPORT_PAPERS, *REVIEW_PAPERS) and there.get(name) != data:
                    batch.add_paper(name, data)
            if not batch.is_empty:
                batch.write()
        unread = sum(entry.why == "unreadable" for file in files for entry in file.entries)
        return TakenIn(title.id, len(batch.reports), batch.known, unread)

    def append(
        self, agreement: str, rows: Sequence[Mapping[str, str]], recorder: str, recorded: int, key: str = ""
    ) -> Appended:
        """Add rows to the record of an agreement, all of them or none.

        A row without an id gets a free one. A row that is there already with the same words counts once.

        Args:
            recorder: who records them.
            recorded: the seconds of the moment at which they are taken in.
            key: names the batch: the same key again with the same rows writes nothing, and gives the first's ids.

        Raises:
            Refused: a row cannot be read, or has the id of another in the ledger with other words.
            KeyUsed: the key came before with other rows.
            NoAgreement: the ledger has no such agreement.
        """
        digest = hashlib.sha256(json.dumps([dict(row) for row in rows], sort_keys=True).encode()).hexdigest()
        with self.store.writing():
            batch = self._batch(agreement, recorder, recorded)
            used = self._used(agreement, key)
            if used is not None:
                if used[0] != digest:
                    raise KeyUsed(
                        f'the key "{key}" came before with other rows; give these a key of their own'
                    )
                return Appended(used[1], is_new=False)
            ids = tuple(take_rows(batch, rows))
            if key or not batch.is_empty:
                batch.write(key or None, digest, ids)
        return Appended(ids, is_new=bool(batch.reports))

    @contextmanager
    def batch(self, agreement: str, recorder: str, recorded: int) -> Iterator[Batch]:
        """Gather what is to be added to an agreement; it is written at the end, all of it or, after an error, nothing.

        Nobody else writes to the agreement meanwhile.

        Raises:
            NoAgreement: the ledger has no such agreement.
            ReadOnly: the ledger is of an earlier version, and may not be written.
        """
        if schema.is_behind(self.store):
            raise ReadOnly(
                f"the ledger {self.store.address} is of an earlier version and may not be written by you;"
                " ask for leave to write it, and open it again"
            )
        with self._understanding(), self.store.writing():
            batch = self._batch(agreement, recorder, recorded)
            yield batch
            if not batch.is_empty:
                batch.write()

    @contextmanager
    def reading(self, agreement: str) -> Iterator[str]:
        """Give the zone of an agreement, and let all queries meanwhile see one moment.

        Raises:
            NoAgreement: the ledger has no such agreement.
        """
        with self._understanding(), self.store.reading():
            yield self._listed(agreement)

    def papers(self, agreement: str, form: str = "") -> dict[str, bytes]:
        """Return the files of an agreement folder, byte for byte as they were taken in, with what was added since.

        Args:
            form: csv, jsonl or parquet: all its reports in one file of that form instead.

        Raises:
            NoAgreement: the ledger has no such agreement.
            Missing: the form is parquet, and pyarrow is not here.
        """
        with self._understanding(), self.store.reading():
            self._listed(agreement)
            reports = files_in(self.store, agreement) if not form else file_of(self.store, agreement, form)
            return papers_in(self.store, agreement) | reports | sheets_in(self.store, agreement)

    def folder(self, agreement: str, *, checked: bool = True) -> Folder:
        """Read an agreement folder. A report whose cell does not say when it was recorded, was when it was taken in.

        Args:
            checked: its text and record are looked through, as `read_papers` does.

        Raises:
            NoAgreement: the ledger has no such agreement.
        """
        with self._understanding(), self.store.reading():
            self._listed(agreement)
            papers = papers_in(self.store, agreement) | files_in(self.store, agreement)
            papers |= sheets_in(self.store, agreement)
            taken = dict(
                self.store.query("SELECT id, recorded_at FROM reports WHERE agreement = ?", (agreement,))
            )
            folder = read_papers(papers, Path(agreement), checked=checked)
        reports = tuple(
            replace(report, recorded=taken.get(report.id)) if report.recorded is None else report
            for report in folder.reports
        )
        return replace(folder, reports=reports)

    def agreements(self) -> list[Listed]:
        """Return the agreements of the ledger, by their ids."""
        return [
            Listed(*row)
            for row in self.store.query("SELECT id, name, reports, recorded FROM agreements ORDER BY id")
        ]

    def last(self, agreement: str) -> int:
        """Return the serial number of what was last written of an agreement.

        Raises:
            NoAgreement: the ledger has no such agreement.
        """
        self._listed(agreement)
        return int(self.store.query("SELECT last FROM agreements WHERE id = ?", (agreement,))[0][0])

    def documents(self, agreement: str) -> dict[str, bytes]:
        """Return the files of an agreement folder that are no reports, by their names."""
        return papers_in(self.store, agreement)

    def reports_since(self, agreement: str, number: int) -> list[Kept]:
        """Return the reports with serial numbers after one, in their order: 0 for all of them.

        Raises:
            NoAgreement: the ledger has no such agreement.
        """
        names = ", ".join(f'r."{column}"' for column in COLUMNS)
        with self._understanding(), self.store.reading():
            zone = self._listed(agreement)
            found = self.store.query(
                f"SELECT r.number, r.what, b.recorder, b.recorded, {names} FROM reports r"
                " JOIN batches b ON b.agreement = r.agreement AND b.number = r.batch"
                " WHERE r.agreement = ? AND r.number > ? ORDER BY r.number",
                (agreement, number),
            )
            return list(_kept(found, zone))

    def backup(self, to: Path) -> None:
        """Write all that the ledger holds at one moment into a new file, while others may go on writing.

        Raises:
            LedgerError: there is a file already, or it cannot be written.
        """
        back_up(self.store, to)

    def check(self) -> None:
        """Look whether all that was taken in is there, and whether the store finds itself whole.

        Raises:
            Damaged: something is missing, or is not as it was written.
        """
        self.store.check()
        every = " UNION ALL ".join(f"SELECT agreement FROM {table}" for table in schema.kept(self.store))
        with self.store.reading():
            found = self.store.query(
                f"SELECT id FROM agreements a WHERE last <> (SELECT count(*) FROM ({every}) k WHERE k.agreement = a.id)"
                " OR reports <> (SELECT count(*) FROM reports r WHERE r.agreement = a.id) ORDER BY id"
            )
        if found:
            raise Damaged(
                f"the ledger {self.store.address} has lost a part of {', '.join(id_ for (id_,) in found)};"
                " restore a backup into a new ledger: servanda restore FILE --db ADDRESS"
            )

    @contextmanager
    def _understanding(self) -> Iterator[None]:
        """Say that the ledger is damaged where what it holds makes no sense."""
        try:
            yield
        except (ValueError, KeyError) as error:
            raise Damaged(
                f"the ledger {self.store.address} is damaged: it holds what nobody wrote ({error});"
                " restore a backup into a new ledger: servanda restore FILE --db ADDRESS"
            ) from error

    def _listed(self, agreement: str) -> str:
        """Return the zone of an agreement."""
        found = self.store.query("SELECT zone FROM agreements WHERE id = ?", (agreement,))
        if not found:
            others = ", ".join(listed.id for listed in self.agreements()[:20]) or "none"
            raise NoAgreement(
                f'the ledger {self.store.address} has no agreement "{agreement}"; it has: {others}'
            )
        return str(found[0][0])

    def _batch(self, agreement: str, recorder: str, recorded: int, title: Title | None = None) -> Batch:
        """Begin a batch, and keep others from writing to the agreement until it is done."""
        if title is not None:
            self.store.run(
                "INSERT INTO agreements (id, name, zone, last, reports, recorded) VALUES (?, ?, ?, 0, 0, ?)"
                " ON CONFLICT (id) DO NOTHING",
                (title.id, title.name, title.zone, recorded),
            )
        self._listed(agreement)
        zone, last, reports = self.store.query(
            f"SELECT zone, last, reports FROM agreements WHERE id = ?{self.store.locking}", (agreement,)
        )[0]
        if title is not None:
            if title.zone != zone and reports:
                raise Refused(
                    f"{agreement} is in the zone {zone} in the ledger, and its reports were read so; in {title.zone}"
                    " their days would be others. Take it into a new ledger, or leave the zone. Nothing was taken in."
                )
            self.store.run(
                "UPDATE agreements SET name = ?, zone = ? WHERE id = ?", (title.name, title.zone, agreement)
            )
            zone = title.zone
        return Batch(self.store, agreement, zone, last + 1, recorder, recorded)

    def _used(self, agreement: str, key: str) -> tuple[str, tuple[str, ...]] | None:
        """Return the digest and the ids of the batch that a key names."""
        found = self.store.query(
            "SELECT digest, ids FROM batches WHERE agreement = ? AND key = ?", (agreement, key)
        )
        return (found[0][0], tuple(json.loads(found[0][1]))) if found else None


def _agreement(papers: Mapping[str, bytes]) -> Agreement:
    if AGREEMENT not in papers:
        raise NoAgreement(f"there is no {AGREEMENT} among the files; it says which agreement they are of")
    agreement, _ = parse(papers[AGREEMENT].decode("utf-8", errors="replace"), AGREEMENT)
    if not any(isinstance(item, Title) for passage in agreement.passages for item in passage.items):
        raise NoAgreement(
            f'{AGREEMENT} does not say which agreement it is; begin its first block with: agreement #id "Its name"'
        )
    return agreement


def _kept(found: Sequence[tuple[object, ...]], zone: str) -> Iterator[Kept]:
    for number, what, recorder, recorded, *cells in found:
        row = {column: str(cell) for column, cell in zip(COLUMNS, cells, strict=True)}
        report = report_from(row, zone)
        assert isinstance(number, int)
        assert isinstance(recorded, int)
        if report.recorded is None:
            report = replace(report, recorded=recorded)
        yield Kept(number, str(what), row, report, str(recorder), recorded)
