"""Standings over millions of reports: columns of numbers, and compiled questions to them."""
