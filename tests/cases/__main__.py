"""Record what the commands of every case file and of the README print now. Read the difference before you keep it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.case_files import PLAYED, read

for path in PLAYED:
    with tempfile.TemporaryDirectory() as folder:
        case = read(path)
        played = case.played(Path(folder))
        if played != case.text:
            path.write_text(played, encoding="utf-8")
            print(f"recorded {path.name}")
