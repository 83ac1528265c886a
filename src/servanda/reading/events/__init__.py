"""Events: the acts that a text tells of, with how many, when and where."""
