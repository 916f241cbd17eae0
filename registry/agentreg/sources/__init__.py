"""Where definitions come from: a folder, a revision, a mirrored repository."""
