"""One module per command; each defines `command`. Commands never call one another."""
