"""Record what the commands of every case file and of the README print now, and the page of needs. Read the difference before you keep it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.case_files import PLAYED, read
from tests.docs.needs import PAGE, page

for path in PLAYED:
    with tempfile.TemporaryDirectory() as folder:
        case = read(path)
        played = case.played(Path(folder))
        if played != case.text:
            path.write_text(played, encoding="utf-8")
            print(f"recorded {path.name}")

PAGE.write_text(page(), encoding="utf-8")
