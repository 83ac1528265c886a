"""What is given to be read and is no article."""

from __future__ import annotations


class NotAnArticle(ValueError):
    """Something that cannot be read as an article. Its message says why, and how to mend it.

    Attributes:
        name: the stable name of what is wrong, as docs/reading.md explains it.
        cause: what is wrong.
        mend: what to do about it.
    """

    def __init__(self, name: str, cause: str, mend: str) -> None:
        super().__init__(f"{cause} {mend}")
        self.name, self.cause, self.mend = name, cause, mend

    def __reduce__(self) -> tuple[type[NotAnArticle], tuple[str, str, str]]:
        return NotAnArticle, (self.name, self.cause, self.mend)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NotAnArticle) and self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return hash((self.name, self.cause, self.mend))
