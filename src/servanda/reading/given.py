"""What is given to be read: the bytes of one article, its name, and what is known of it beforehand."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from servanda.reading.fault import NotAnArticle


@dataclass(frozen=True)
class Given:
    """One article as it is given.

    Attributes:
        file: its name; of one in an archive or in JSON lines, with the place there: "march.zip/a.txt", "all.jsonl:3".
        data: its bytes.
        published, outlet, title, link: what whoever gives it says of it, which counts before what it says itself; blank
            where nothing is said.
        fault: why there are no bytes to read; None where there are.
    """

    file: str
    data: bytes = b""
    published: str = ""
    outlet: str = ""
    title: str = ""
    link: str = ""
    fault: NotAnArticle | None = None

    @property
    def digest(self) -> str:
        """Twenty hexadecimal digits that are others for any other text, or for the same of which other things are said."""
        said = json.dumps([self.published, self.outlet, self.title, self.link]).encode()
        return hashlib.sha256(hashlib.sha256(self.data).digest() + said).hexdigest()[:20]
