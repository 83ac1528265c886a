"""Pages, feeds and forms over the agreements at hand: Starlette, drawn on the server, useful without scripts.

It has no rules of its own: what stands where is the standing's, what is told of it is the tables'. `application` makes
the ASGI application, `serve` runs it.
"""

from servanda.web.application import application
from servanda.web.library import Library, library_of_folders, library_of_ledger
from servanda.web.preparing import prepare
from servanda.web.serving import NoPort, serve

__all__ = [
    "Library",
    "NoPort",
    "application",
    "library_of_folders",
    "library_of_ledger",
    "prepare",
    "serve",
]
