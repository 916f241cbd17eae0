"""Manifest, lock and drift of definitions that descend from a base."""
