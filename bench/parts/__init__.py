"""The parts of the measuring, one a file: each returns rows of figures and knows nothing of how they are shown."""
