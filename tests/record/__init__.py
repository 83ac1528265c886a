"""The tests of the record."""
