"""Object ids: the only names that Git is given as arguments."""

from __future__ import annotations

import re

FULL_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
"""A whole object id, SHA-1 or SHA-256."""


def checked(oid: str) -> str:
    """The id itself, when it is a full one.

    Raises:
        ValueError: It is anything else; that is a mistake of the caller, never of a user.
    """
    if not FULL_OID.fullmatch(oid):
        raise ValueError(f"not a full object id: {oid!r}")
    return oid
