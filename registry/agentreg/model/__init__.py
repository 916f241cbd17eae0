"""What a definition means: frozen values, no I/O.

Values are NamedTuples: they are immutable, cheap to make by the thousand, and cheap to import
(a frozen dataclass costs about half a millisecond of start-up each, a NamedTuple a fifth of that).
Spans are half-open ranges of character offsets into `Document.text`; line numbers are computed late.
"""
