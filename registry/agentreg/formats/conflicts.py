"""The lines that an unresolved merge leaves in a text."""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern

GIT_SIZE = 7
"""How long Git's markers are, unless a repository says otherwise."""

# The marks, then a blank and a label, or nothing. A file may begin with one, behind its byte order mark.
MARKER = pattern(rf"^\ufeff?([<|=>])(\1{{{GIT_SIZE - 1},}})(?=[ \r\n]|\Z)", re.MULTILINE)
"""A marker line; its groups are its mark (`=` also underlines headings) and the repetitions of it."""
