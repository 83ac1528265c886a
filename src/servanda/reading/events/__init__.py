"""Events: the acts that a text tells of, with how many, when and where."""

from servanda.reading.events.mention import Mention

__all__ = ["Mention"]
