"""Pages, feeds and forms over the agreements at hand: Starlette, drawn on the server, useful without scripts."""
