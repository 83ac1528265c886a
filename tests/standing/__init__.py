"""The tests of the standing."""
