"""Every revision of every definition, by version: an embedded, always rebuildable cache of Git."""
