"""What to call a source that was added without a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import count

from agentreg.config.location import Location

UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


def propose_names(locations: Sequence[Location], taken: Collection[str]) -> list[str]:
    """Names for new sources: the repository's own name; with its owner's before it where that is not unique.

    A bundle called `owner+name.bundle` tells its owner too, since a file name cannot hold the slash.

    Args:
        locations: Where the sources are.
        taken: Names that are in use.

    Returns:
        One name per location, all different from each other and from `taken`, whatever the case.
    """
    used = {name.casefold() for name in taken}
    parts = [_owner_and_name(location.text) for location in locations]
    often = Counter(name.casefold() for _, name in parts)
    names = []
    for owner, name in parts:
        plain_is_unique = often[name.casefold()] == 1 and name.casefold() not in used
        wanted = name if plain_is_unique or not owner else f"{owner}-{name}"
        names.append(_free(wanted, used))
        used.add(names[-1].casefold())
    return names


def _owner_and_name(text: str) -> tuple[str, str]:
    segments = [part for part in re.split(r"[/\\:]", text) if part not in ("", ".git")]
    last = segments[-1].removesuffix(".git").removesuffix(".bundle") if segments else ""
    owner, plus, name = last.partition("+")
    if not plus:
        owner, name = segments[-2] if len(segments) > 1 else "", last
    return _fit(owner), _fit(name) or "source"


def _fit(text: str) -> str:
    return UNFIT.sub("-", text)[:45].strip("._-")


def _free(name: str, used: Collection[str]) -> str:
    if name.casefold() not in used:
        return name
    return next(f"{name}-{number}" for number in count(2) if f"{name}-{number}".casefold() not in used)
