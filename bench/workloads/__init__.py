"""What is measured: made from a seed, the same on every machine."""
