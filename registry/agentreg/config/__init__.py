"""`agentreg.toml` as values, and edits that leave the rest of the file alone."""
