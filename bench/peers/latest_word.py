"""Polars: the latest figure of each voice about each event, and the one that most of them give."""

from __future__ import annotations

from typing import Any

from bench.timing import Work
from bench.workloads.agreement import wordings
from bench.workloads.ledger import END, TELLERS, Ledger
from servanda.record import STANCES

NAME = "polars, one simple account"
UNEQUAL = (
    "a lower bound for anybody: of each voice its latest figure, of each event the figure that most voices give,"
    " added up by clause; no sides, grounds, denials, parts, phases, deadlines or states, and one account, not six"
)

_TELLS = [STANCES.index(name) for name in ("asserts", "denies", "partly denies", "declares")]


def prepare(ledger: Ledger) -> Work:
    """Return the query over a frame that is already in memory."""
    import polars as pl

    frame = pl.DataFrame(
        {
            "row": list(range(len(ledger))), "event": ledger.event, "deed": ledger.deed, "teller": ledger.teller,
            "stance": ledger.stance, "quantity": ledger.quantity, "said": ledger.said,
            "published": ledger.published, "replaces": ledger.replaces,
        }
    )  # fmt: skip
    voices = pl.DataFrame({"teller": range(len(TELLERS)), "voice": [_voice(*teller) for teller in TELLERS]})
    ids = [one.id for one in wordings(ledger.clauses)]
    return lambda: _sums(frame.lazy(), voices.lazy(), ids)


def _sums(reports: Any, voices: Any, ids: list[str]) -> dict[str, int]:
    import polars as pl

    heard = reports.filter((pl.col("published") <= END) & pl.col("stance").is_in(_TELLS))
    gone = heard.filter(pl.col("replaces") >= 0).select("replaces")
    stands = heard.join(gone, left_on="row", right_on="replaces", how="anti").join(voices, on="teller")
    latest = (
        stands.sort("said", "published", "row")
        .group_by("deed", "event", "voice")
        .agg(pl.col("quantity").last())
    )
    support = latest.group_by("deed", "event", "quantity").agg(pl.len().alias("support"))
    most = support.sort("support", "quantity").group_by("deed", "event").agg(pl.col("quantity").last())
    told = pl.when(pl.col("quantity") > 0).then("quantity").otherwise(0)
    sums = most.group_by("deed").agg(told.sum().alias("sum")).collect()
    return {ids[deed]: number for deed, number in sums.iter_rows()}


def _voice(speaker: str, source: str, wire: str) -> str:
    """Return what counts once: the speaker, else the wire, else the outlet that reports for itself, else all others."""
    if speaker or wire:
        return speaker or wire
    return source if source == "Radio" else "other outlets"
