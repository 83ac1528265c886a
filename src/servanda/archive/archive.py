"""The archive of one agreement, as one viewer sees it: margins, counts, reasons and reports, at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from servanda.agreement import Agreement
from servanda.columns import Book, Counts, Margin, Margins, View, columns_of, margin_of
from servanda.live import Excerpts
from servanda.record import CAUTIOUS, Filter, Hearer, Index, Page, Report, Rule, Sources, names
from servanda.standing import Other, Reason, Standing, explain

MANY = 1_000
"""So many reports at once are laid out as columns; fewer are entered one by one."""


class Archive:
    """Answers what the pages of an agreement ask of a record of up to millions of reports.

    A record in which one id has two reports with different words is not for it; a ledger takes in no such.

    Attributes:
        agreement: as the viewer sees it.
        index: its reports, to be searched.
        accounts: the accounts there are; those that `rules` define are answered by the row engine alone.
    """

    def __init__(
        self,
        agreement: Agreement,
        sources: Sources,
        reports: Sequence[Report] = (),
        rules: Mapping[str, Rule] | None = None,
        viewer: str | None = None,
    ) -> None:
        """Lay the record out.

        Args:
            viewer: who asks; what they may not see leaves no trace.

        Raises:
            ValueError: the agreement has more accounts of its own than columns keep, which is nine.
        """
        self.agreement = agreement.seen_by(viewer)
        self._viewer = viewer
        self._book = Book(agreement, sources, (), viewer=viewer)
        self._margins = Margins(View(self._book))
        self.index = Index(self.agreement, sources)
        self._excerpts = Excerpts(agreement, sources, self.index, rules, viewer)
        self.accounts = self._excerpts.accounts
        self._is_redefined = not set(rules or {}).isdisjoint(names(self.agreement))
        self.add(*reports)

    def __len__(self) -> int:
        """Return how many reports there are, whoever may see them."""
        return len(self.index)

    @property
    def plain(self) -> frozenset[str]:
        """The clauses that columns answer for; the others take the row engine, and what they hang on."""
        return frozenset() if self._is_redefined else frozenset(self._book.plain.shapes)

    def add(self, *reports: Report) -> frozenset[str]:
        """Take reports in; one that is there counts once.

        Returns:
            The plain clauses whose counts may have changed, and those that are plain no more.
        """
        self.index.add(reports)
        if len(reports) < MANY:
            return self._book.enter(reports)
        return self._book.enter_columns(columns_of(reports))

    def margins(
        self, clauses: Iterable[str], at: int, known: int | None = None, account: str = CAUTIOUS
    ) -> dict[str, Margin]:
        """Return what stands beside some clauses, in the order in which they are asked for.

        Args:
            at, known: moments in seconds; with no `known`, everything is heard.

        Raises:
            KeyError: the agreement has no such clause.
            UnknownAccount: there is no such account.
        """
        asked, plain = list(clauses), self.plain
        is_kept = account in self._book.accounts
        found = (
            self._margins.of([id_ for id_ in asked if id_ in plain], at, known, account) if is_kept else {}
        )
        if rest := [id_ for id_ in asked if id_ not in found]:
            standing = self._excerpts.standing(rest, at, known, account)
            found |= {id_: margin_of(standing.of(id_), account) for id_ in rest}
        return {id_: found[id_] for id_ in asked}

    def counts(self, at: int, known: int | None = None, account: str = CAUTIOUS) -> Counts:
        """Return how many of the plain clauses stand how on an account.

        Raises:
            KeyError: the account is none of the agreement's own, or `rules` give one of these another meaning.
        """
        if self._is_redefined:
            raise KeyError(account)
        return self._margins.counts(at, known, account)

    def standing(
        self, clauses: Iterable[str], at: int, known: int | None = None, account: str = CAUTIOUS,
        recorded: int | None = None, others: Mapping[str, Other] | None = None, phases: Iterable[str] = (),
    ) -> Standing:  # fmt: skip
        """Say where a few clauses stand with every reason, as `Excerpts.standing` does.

        Raises:
            KeyError: the agreement has no such clause or phase.
            UnknownAccount: there is no such account.
        """
        return self._excerpts.standing(clauses, at, known, account, recorded, others, phases)

    def reasons(
        self, clause: str, at: int, known: int | None = None, account: str = CAUTIOUS
    ) -> tuple[Reason, ...]:
        """Explain where a clause stands, down to the reports.

        Raises:
            KeyError: the agreement has no such clause.
            UnknownAccount: there is no such account.
        """
        return explain(self.standing([clause], at, known, account), clause.removeprefix("#"))

    def bearing(self, clause: str) -> int:
        """Return how many reports bear on a clause: what its reasons cost grows with them.

        Raises:
            KeyError: the agreement has no such clause.
        """
        return len(self._excerpts.bearing([clause]))

    def reports(
        self, wanted: Filter | None = None, known: int | None = None, recorded: int | None = None, *,
        sort: str = "published", descending: bool = True, number: int = 1, size: int = 50,
    ) -> Page:  # fmt: skip
        """Return a page of the reports that are wanted, as `Index.page` does.

        Raises:
            ValueError: there is no such column, or the page's number or size is less than one.
        """
        hearer = Hearer(self._viewer, known, recorded)
        return self.index.page(
            wanted or Filter(), hearer, sort=sort, descending=descending, number=number, size=size
        )

    def lay_out(self) -> None:
        """Lay out what the first page of reports and the first search would wait for."""
        self.index.lay_out()
