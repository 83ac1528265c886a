"""Attributing: who is said to have said what, found by a trained model."""
