"""Charts, drawn on the server as SVG: shapes here, colours from the style sheets, a table behind each."""
