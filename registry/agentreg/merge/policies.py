"""Who decides a field, or the prompt, whatever the sides did to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Policy(StrEnum):
    """What becomes of a field, or of the prompt.

    MERGE: what either side did to it, as everywhere. OURS, THEIRS: always that side's value.
    ASK: what theirs changed is a conflict, also where ours did not touch it.
    """

    MERGE = "merge"
    OURS = "ours"
    THEIRS = "theirs"
    ASK = "ask"


BODY = "body"
"""The name of the prompt among the names of fields; a field of that name cannot have a policy of its own."""

Policies = Mapping[str, Policy]
"""Policies by the name of a field, or `body`; all others merge."""


def owned(names: Iterable[str]) -> Policies:
    """Policies by which these are always ours."""
    return dict.fromkeys(names, Policy.OURS)
