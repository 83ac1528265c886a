"""Servanda: says where every clause of a phased agreement stands, on every side's account, and why."""
