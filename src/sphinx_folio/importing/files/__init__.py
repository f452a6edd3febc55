"""What the files of a source hold: their texts, data and front matter, and which are mere examples."""
