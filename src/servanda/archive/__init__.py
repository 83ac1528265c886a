"""An agreement with a record too large to run through at every question: what its pages ask, answered at once.

`Archive` puts together the columns, which say where plain clauses stand, the excerpts, which give a few clauses with
every reason, and the index, which picks reports out.
"""

from servanda.archive.archive import Archive

__all__ = ["Archive"]
