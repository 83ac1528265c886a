"""Servanda: says where every clause of a phased agreement stands, on every side's account, and why.

>>> import servanda
>>> standing = servanda.load("examples/gaza-2025").standing(at="2025-01-25", known="2025-01-25")
>>> standing.of("hostages").state
'in force'
"""

from servanda.folder import Folder, NoFolder, load

__all__ = ["Folder", "NoFolder", "load"]
