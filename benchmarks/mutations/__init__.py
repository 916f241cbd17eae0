"""Edits as people make them, each with what a reader must be told of it: the truth that the diff is held to.

Nothing here uses the reader or the comparers of agentreg: a definition is looked at line by line.
"""
