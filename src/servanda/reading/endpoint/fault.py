"""What can go wrong with an endpoint."""

from __future__ import annotations


class EndpointFault(Exception):
    """An endpoint that cannot be asked or does not answer as it should. Its message says why, and how to mend it.

    Attributes:
        file: the file of the article that was being read; blank where none was.
    """

    def __init__(self, message: str, file: str = "") -> None:
        super().__init__(f"{file}: {message}" if file else message)
        self.message, self.file = message, file
