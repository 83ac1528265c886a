"""The tests of Servanda."""
