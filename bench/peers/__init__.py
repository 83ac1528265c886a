"""The peers, one a file: each says which requests were not answered in time, and what it does not do as we do."""
