"""Speakers: whom the words of a source mean."""
