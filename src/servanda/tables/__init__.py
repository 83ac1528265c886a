"""What is told of standings as plain data: dicts for JSON, and rows, their header first, for CSV.

Each file makes one table: `X_data` gives what the command prints as JSON, `X_rows` the same as rows.
"""
