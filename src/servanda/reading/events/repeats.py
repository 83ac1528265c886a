"""Repeats: what a record has already said of an act, in its own words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from servanda.reading.events.act import Sense, sense_of
from servanda.reading.events.frames import lexicon
from servanda.record import Matters, Report, Row, act_key, likely_same
from servanda.record.cells import told_by


class Repeats:
    """The reports of a record, by the acts they tell of."""

    def __init__(self, reports: Iterable[Report], zone: str, matters: Matters | None) -> None:
        self._zone, self._matters, self._lexicon = zone, matters, lexicon()
        self._by_act: dict[str, list[Report]] = defaultdict(list)
        words: dict[Sense, Counter[str]] = defaultdict(Counter)
        for report in reports:
            self._by_act[act_key(report.act)].append(report)
            words[sense_of(report.act, self._lexicon)][report.act] += 1
        self._words = {sense: acts.most_common(1)[0][0] for sense, acts in words.items()}

    def words_of(self, act: str) -> str:
        """Return the words that the record has for an act: for "uphold ceasefire", its own "keep the truce"."""
        return self._words.get(sense_of(act, self._lexicon), act)

    def of(self, row: Row) -> tuple[str, ...]:
        """Return the events that a row may repeat, the likeliest first; the report where it names no event."""
        reports = self._by_act.get(act_key(row["act"]), ())
        if not reports:
            return ()
        found = likely_same(self._with_actors(row), reports, self._zone)
        return tuple(dict.fromkeys(one.report.event or one.report.id for one in found))

    def _with_actors(self, row: Row) -> Row:
        """Return a row with the actors that its act has in the agreement, where it names none or some of a joint act."""
        if self._matters is None:
            return row
        report, _ = told_by(row | {"id": "r1", "recorded": ""}, self._zone)
        return row | {"by": "; ".join(self._matters.actors(report))}
