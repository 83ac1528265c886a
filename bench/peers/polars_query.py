"""Polars: the clause as a lazy query."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.peers.peer import Answer, Peer
from bench.workloads.requests import Ids, Requests
from bench.workloads.zones import WEEK


def _prepare(requests: Requests) -> Answer:
    import polars as pl

    frame = pl.DataFrame({"event": requests.ids, "is_answer": requests.is_answer, "moment": requests.moments})
    return lambda: _violations(frame.lazy(), requests.horizon, requests.zone)


def _prepare_file(path: Path, horizon: int, zone: str) -> Answer:
    import polars as pl

    def work() -> Ids:
        happened = pl.col("happened").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="ms")
        table = pl.scan_csv(path, schema_overrides={"event": pl.Int64, "happened": pl.String})
        events = table.select(
            "event", (pl.col("act") == "reply").alias("is_answer"), (happened.dt.epoch("s")).alias("moment")
        )
        return _violations(events, horizon, zone)

    return work


def _violations(events: Any, horizon: int, zone: str) -> Ids:
    import polars as pl

    asked = events.filter(~pl.col("is_answer")).select("event", _due(zone).alias("due"))
    answered = events.filter("is_answer").group_by("event").agg(pl.col("moment").min().alias("answered"))
    late = pl.col("answered").is_null() | (pl.col("answered") > pl.col("due"))
    found = asked.join(answered, on="event", how="left").filter((pl.col("due") < horizon) & late)
    ids: Ids = found.select("event").sort("event").collect()["event"].to_numpy()
    return ids


def _due(zone: str) -> Any:
    import polars as pl

    by_seconds = pl.col("moment") + WEEK
    if zone == "UTC":
        return by_seconds
    local = (pl.col("moment") * 1000).cast(pl.Datetime("ms", "UTC")).dt.convert_time_zone(zone)
    moved = local.dt.replace_time_zone(None) + pl.duration(days=7)
    there = moved.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return there.dt.epoch("s").fill_null(by_seconds)


PEER = Peer(
    "polars",
    _prepare,
    "one clause as one query over all events at once; every event is believed: no reports, no accounts, no reasons",
    needs=("polars",),
    by_calendar=True,
    prepare_file=_prepare_file,
)
