"""What reading is trained on and measured against: corpora, marked articles, scores and peers. Not in the product."""
