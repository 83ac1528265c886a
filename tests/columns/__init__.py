"""The tests of the columns."""
