"""Training: what is fitted for the reading of news, and how it is measured. Needs the corpora, which are not kept here."""
