"""The norm of a clause as a sentence: its own words stay as they are written, the frame is ours."""

from __future__ import annotations

from servanda.agreement import Agreement, Clause, terms
from servanda.sentences import Sentence, Value, names_of, say
from servanda.standing.words import shown


def norm_text(agreement: Agreement, clause: Clause) -> str:
    """Return a clause's norm as an English sentence."""
    return str(norm_of(agreement, clause))


def norm_of(agreement: Agreement, clause: Clause) -> Sentence:
    """Return a clause's norm as a sentence."""
    who, act = _who(agreement, clause), _act(clause)
    for term in clause.terms:
        if isinstance(term, terms.To):
            act = say("{act} to {names}", act=act, names=names_of(term.names))
            break
    for term in clause.terms:
        if isinstance(term, terms.InPhase):
            act = say("{act} in phase {phase}", act=act, phase=term.phase)
            break
    match clause.norm:
        case "must":
            return say("{bearers} must {act}.", bearers=who, act=act)
        case "must not":
            return say("{bearers} must not {act}.", bearers=who, act=act)
        case "may":
            return say("{bearers} may {act}.", bearers=who, act=act)
        case "should":
            return say("{bearers} should {act}.", bearers=who, act=act)
        case _:
            return say("{bearers} should not {act}.", bearers=who, act=act)


def _who(agreement: Agreement, clause: Clause) -> Value:
    bearers = agreement.bearers(clause)
    names = names_of(bearers, "series")
    if clause.jointly:
        return say("{names} together", names=names)
    return say("{names} each", names=names) if len(bearers) > 1 else names


def _act(clause: Clause) -> Value:
    amount = next((t for t in clause.terms if isinstance(t, terms.Amount) and t.number is not None), None)
    if amount is None or amount.number is None or not amount.unit or not clause.act.endswith(amount.unit):
        return clause.act
    begun, number, unit = clause.act[: -len(amount.unit)], shown(amount.number), amount.unit
    match amount.form:
        case "at least":
            return say("{act}at least {number} {unit}", act=begun, number=number, unit=unit)
        case "at most":
            return say("{act}at most {number} {unit}", act=begun, number=number, unit=unit)
        case _:
            return say("{act}{number} {unit}", act=begun, number=number, unit=unit)
