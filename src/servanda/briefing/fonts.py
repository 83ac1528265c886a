"""The fonts that a briefing is printed with: they come with packages, so a paper is the same on every machine."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import typst

PACKAGES = (("fontpkg_noto_sans", "files"), ("pylopdf_fonts_ar", ""), ("pylopdf_fonts_he", ""))
"""Noto for Latin, Greek and Cyrillic, for Arabic, and for Hebrew: each the package and the folder in it."""


@cache
def fonts() -> typst.Fonts:
    """Return the fonts; none of the machine's own is among them."""
    folders = []
    for package, folder in PACKAGES:
        with as_file(files(package).joinpath(folder)) as path:
            folders.append(str(path))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
