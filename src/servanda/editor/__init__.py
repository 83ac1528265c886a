"""Agreements in a text editor: what a language server answers, as functions of a text and a place in it.

`Document` is the text taken apart; each other module answers one kind of question about it, and `server` speaks the
protocol. `textmate` makes the grammars that colour the blocks.
"""

from servanda.editor.document import Document, Place, Stretch

__all__ = ["Document", "Place", "Stretch"]
