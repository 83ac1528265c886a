"""The pages over HTTP: a server of its own, and readers that ask it."""
