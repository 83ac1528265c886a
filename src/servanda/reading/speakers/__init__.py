"""Speakers: whom the words of a source mean."""

from servanda.reading.speakers.resolving import resolve
from servanda.reading.speakers.speaker import Named, Speaker

__all__ = ["Named", "Speaker", "resolve"]
