"""An attitude: how a speaker stands to what is said, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.reading.passage import Passage
from servanda.record.report import Certainty, Stance


@dataclass(frozen=True)
class Attitude:
    """How a speaker stands to what is said.

    Attributes:
        stance: what the speaker does by saying it.
        certainty: the speaker's own, as told; "reported" where it is passed on at second hand.
        negation: the words that deny it: "not", "denied", "never".
        hedge: the words that make it less than certain: "reportedly", "could", "is not confident".
        condition: the words of what it hangs on: "if the talks fail".
    """

    stance: Stance
    certainty: Certainty
    negation: Passage | None = None
    hedge: Passage | None = None
    condition: Passage | None = None
