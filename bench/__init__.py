"""Our engine measured beside peers, in one run on one core: times, rates, ratios and memory, and never a promise."""
