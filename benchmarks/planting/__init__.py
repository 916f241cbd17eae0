"""Definitions with something planted that a rule about one state must find."""
