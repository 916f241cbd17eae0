"""The only modules that run Git."""
