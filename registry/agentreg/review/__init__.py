"""Agents compared and judged, as one value."""
