"""Stance: how a speaker stands to what is said, and how surely."""
