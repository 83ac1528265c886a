"""The tables of a ledger, as numbered migrations that both stores run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.ledger.fault import NewerLedger
from servanda.ledger.store import Store
from servanda.record import ACT_COLUMNS, COLUMNS, DRAFT_COLUMNS

TIMES = ("happened", "said", "published")
"""The columns of the record that are spans; `recorded` is a moment."""

AGREEMENTS = ("id", "name", "zone", "last", "reports", "recorded")
BATCHES = ("agreement", "number", "key", "digest", "ids", "recorder", "recorded")
PAPERS = ("agreement", "number", "batch", "name", "bytes")
MANNERS = ("agreement", "number", "batch", "file", "columns", "quoting", "ending")
LINES = ("agreement", "number", "batch", "manner", "why", "bytes")
REPORTS = (
    "agreement", "number", "batch", "manner", "what", *COLUMNS,
    *(f"{time}_{end}" for time in TIMES for end in ("first", "last")), "recorded_at", "spelling",
)  # fmt: skip
DRAFTS = ("agreement", "number", "batch", "why", *DRAFT_COLUMNS, "filed_at", "spelling")
REVIEWS = ("agreement", "number", "batch", "why", *ACT_COLUMNS, "acted_at", "spelling")

TABLES: dict[str, tuple[str, ...]] = {
    "agreements": AGREEMENTS,
    "batches": BATCHES,
    "papers": PAPERS,
    "manners": MANNERS,
    "lines": LINES,
    "reports": REPORTS,
    "drafts": DRAFTS,
    "reviews": REVIEWS,
}
"""The columns of each table, in the order in which a copy is filled."""

KEPT_SINCE: tuple[tuple[str, ...], ...] = (
    ("batches", "papers", "manners", "lines", "reports"), ("drafts", "reviews"), (),
)  # fmt: skip
"""The tables whose rows are only ever added, by the version that made them."""

COME_SINCE: tuple[Mapping[str, tuple[str, ...]], ...] = ({}, {}, {"drafts": ("words",)})
"""The columns that came to a table after it was made, by version. In rows that are older, they hold NULL."""

_NUMBERED = "agreement {text} NOT NULL, number {integer} NOT NULL, batch {integer} NOT NULL"
_ENDS = """PRIMARY KEY (agreement, number),
  FOREIGN KEY (agreement, batch) REFERENCES batches (agreement, number)){strict}"""
_FIRST = (
    """CREATE TABLE agreements (
  id {text} PRIMARY KEY, name {text} NOT NULL, zone {text} NOT NULL, last {integer} NOT NULL,
  reports {integer} NOT NULL, recorded {integer} NOT NULL){strict}""",
    """CREATE TABLE batches (
  agreement {text} NOT NULL REFERENCES agreements (id), number {integer} NOT NULL, key {text}, digest {text} NOT NULL,
  ids {text} NOT NULL, recorder {text} NOT NULL, recorded {integer} NOT NULL, PRIMARY KEY (agreement, number),
  UNIQUE (agreement, key)){strict}""",
    f"CREATE TABLE papers ({_NUMBERED}, name {{text}} NOT NULL, bytes {{bytes}} NOT NULL, {_ENDS}",
    f"""CREATE TABLE manners ({_NUMBERED}, file {{text}} NOT NULL, columns {{text}} NOT NULL, quoting {{text}} NOT NULL,
  ending {{text}} NOT NULL, {_ENDS}""",
    f"""CREATE TABLE lines ({_NUMBERED}, manner {{integer}} NOT NULL, why {{text}} NOT NULL, bytes {{bytes}} NOT NULL,
  {_ENDS}""",
    f"""CREATE TABLE reports ({_NUMBERED}, manner {{integer}} NOT NULL, what {{text}} NOT NULL,
  {", ".join(f'"{column}" {{text}} NOT NULL' for column in COLUMNS)},
  happened_first {{integer}}, happened_last {{integer}}, said_first {{integer}} NOT NULL, said_last {{integer}} NOT NULL,
  published_first {{integer}} NOT NULL, published_last {{integer}} NOT NULL, recorded_at {{integer}} NOT NULL,
  spelling {{bytes}}, UNIQUE (agreement, id), {_ENDS}""",
    "CREATE TABLE seals (name {text} PRIMARY KEY, rows {integer} NOT NULL, digest {text} NOT NULL){strict}",
)

_OTHERS = {
    table: ", ".join(f'"{column}" {{text}}{"" if column == "draft" else " NOT NULL"}' for column in columns)
    for table, columns in (
        ("drafts", tuple(column for column in DRAFT_COLUMNS if column != "words")),
        ("reviews", ACT_COLUMNS),
    )
}
_SECOND = (
    f"""CREATE TABLE drafts ({_NUMBERED}, why {{text}} NOT NULL, {_OTHERS["drafts"]}, filed_at {{integer}},
  spelling {{bytes}}, UNIQUE (agreement, draft), {_ENDS}""",
    f"""CREATE TABLE reviews ({_NUMBERED}, why {{text}} NOT NULL, {_OTHERS["reviews"]}, acted_at {{integer}},
  spelling {{bytes}}, UNIQUE (agreement, draft), {_ENDS}""",
)

_THIRD = ("ALTER TABLE drafts ADD COLUMN words {text}",)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD)
"""What makes each version of the tables of the one before. A statement once published is never changed."""


def migrate(store: Store) -> None:
    """Bring a ledger's tables to the version of this program.

    Raises:
        NewerLedger: they are of a later version.
    """
    if store.has_tables() and version(store) == len(MIGRATIONS):
        return
    with store.migrating():
        if not store.has_tables():
            store.claim()
            store.run(_said(store, "CREATE TABLE migrations (number {integer} PRIMARY KEY){strict}"))
    for number, statements in enumerate(MIGRATIONS, start=1):
        with store.migrating():
            if version(store) < number:
                for statement in statements:
                    store.run(_said(store, statement))
                store.protect(_kept_since(number))
                store.run("INSERT INTO migrations (number) VALUES (?)", (number,))
    version(store)


def is_behind(store: Store) -> bool:
    """Say whether a ledger's tables are of an earlier version than this program's.

    Raises:
        NewerLedger: they are of a later version.
    """
    return version(store) < len(MIGRATIONS)


def version(store: Store) -> int:
    """Return the version of a ledger's tables.

    Raises:
        NewerLedger: this program does not know it.
    """
    found = int(store.query("SELECT coalesce(max(number), 0) FROM migrations")[0][0])
    if found > len(MIGRATIONS):
        raise NewerLedger(
            f"the ledger {store.address} is of version {found}, and this program knows {len(MIGRATIONS)};"
            " install the latest Servanda"
        )
    return found


def kept(store: Store) -> tuple[str, ...]:
    """Return the tables of a ledger whose rows are only ever added."""
    return tuple(table for tables in KEPT_SINCE[: version(store)] for table in tables)


def is_there(store: Store, table: str) -> bool:
    """Say whether a ledger has a table; one of an earlier version has not all of them."""
    return table not in {late for tables in KEPT_SINCE[version(store) :] for late in tables}


def names_in(store: Store, table: str, columns: Sequence[str]) -> str:
    """Return columns as a query names them; one that a ledger of an earlier version has not is NULL there."""
    late = {column for tables in COME_SINCE[version(store) :] for column in tables.get(table, ())}
    return ", ".join("NULL" if column in late else f'"{column}"' for column in columns)


def _kept_since(number: int) -> tuple[str, ...]:
    return KEPT_SINCE[number - 1] if number <= len(KEPT_SINCE) else ()


def _said(store: Store, statement: str) -> str:
    return statement.format_map(store.words)
