"""Clingo: the clause as two rules of an answer set program."""

from __future__ import annotations

import numpy as np

from bench.peers.peer import Answer, Peer
from bench.workloads.requests import Ids, Requests
from bench.workloads.zones import WEEK

_RULES = """
in_time(I) :- asked(I, A), answered(I, B), B <= A + {week}.
violated(I) :- asked(I, A), A + {week} < {horizon}, not in_time(I).
#show violated/1.
"""


def _prepare(requests: Requests) -> Answer:
    import clingo

    start = int(requests.moments[0])
    rows = zip(requests.ids.tolist(), requests.is_answer.tolist(), requests.moments.tolist(), strict=True)
    facts = "\n".join(
        f'{"answered" if is_answer else "asked"}("{name}",{moment - start}).'
        for name, is_answer, moment in rows
    )
    program = facts + _RULES.format(week=WEEK, horizon=requests.horizon - start)

    def work() -> Ids:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], program)
        control.ground([("base", [])])
        found: list[int] = []
        with control.solve(yield_=True) as models:
            for model in models:
                found = [int(atom.arguments[0].string) for atom in model.symbols(shown=True)]
        return np.array(sorted(found), dtype=np.int64)

    return work


PEER = Peer(
    "clingo",
    _prepare,
    "reads the events as facts in text; a number has 32 bits, so an id is a string and a moment counts from the first",
    needs=("clingo",),
)
