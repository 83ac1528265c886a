"""DuckDB: the clause as SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.peers.peer import Answer, Peer
from bench.workloads.requests import Ids, Requests

_QUERY = """
with those as {kept} (select event, is_answer, moment from events),
asked as (select event, {due} as due from those where not is_answer),
answered as (select event, min(moment) as answered from those where is_answer group by event)
select event from asked left join answered using (event)
where due < {horizon} and (answered is null or answered > due) order by event
"""
_VIEW = """
create view events as
select event, act = 'reply' as is_answer, epoch(happened)::bigint as moment
from read_csv('{path}', header = true, columns = {{'event': 'BIGINT', 'act': 'VARCHAR', 'happened': 'TIMESTAMPTZ'}})
"""


def _prepare(requests: Requests) -> Answer:
    import pyarrow as pa

    connection = _connection(requests.zone)
    columns = {"event": requests.ids, "is_answer": requests.is_answer, "moment": requests.moments}
    connection.register("events", pa.table(columns))
    return lambda: _violations(connection, requests.horizon, requests.zone, kept="not materialized")


def _prepare_file(path: Path, horizon: int, zone: str) -> Answer:
    connection = _connection(zone)
    connection.execute(_VIEW.format(path=path))
    return lambda: _violations(connection, horizon, zone, kept="materialized")


def _violations(connection: Any, horizon: int, zone: str, *, kept: str) -> Ids:
    by_calendar = "epoch(to_timestamp(moment) + interval 7 days)::bigint"
    due = "moment + 604800" if zone == "UTC" else by_calendar
    query = _QUERY.format(due=due, horizon=horizon, kept=kept)
    ids: Ids = connection.execute(query).fetchnumpy()["event"]
    return ids


def _connection(zone: str) -> Any:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.execute(f"SET TimeZone = '{zone}'")
    return connection


PEER = Peer(
    "duckdb",
    _prepare,
    "one clause as one query over all events at once; every event is believed: no reports, no accounts, no reasons",
    needs=("duckdb", "pyarrow"),
    by_calendar=True,
    prepare_file=_prepare_file,
)
