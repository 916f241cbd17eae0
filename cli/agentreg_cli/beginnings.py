"""Where a review begins: what helps where nothing says it, and what is told where HEAD lacks some of it."""

from __future__ import annotations

import shlex

from agentreg.git.process import Git
from agentreg.git.refs import Ref, merge_base
from agentreg.git.shallow import shallow_remedy

SHORT = 12
"""Digits of a commit id in a command that is to mean the same tomorrow."""

_BRANCHES = ("refs/heads/", "refs/remotes/origin/")
_USUAL = ("main", "master")


def how_to_name_one(git: Git, refs: tuple[Ref, ...], tip: str) -> str:
    """What somebody writes to say where a review of HEAD begins.

    Args:
        git: The repository.
        refs: Its refs.
        tip: The full id of HEAD.

    Returns:
        A hint; it names the main branch where HEAD has something that this lacks.
    """
    known = {ref.name: ref for ref in refs}
    usual = (known.get(f"{place}{name}") for name in _USUAL for place in _BRANCHES)
    left = (
        ref for ref in usual if ref and ref.commit and merge_base(git, ref.commit, tip) not in (None, tip)
    )
    branch = next(left, None)
    if branch:
        named = f"name one: `agentreg review {branch.short}...HEAD`, which is what HEAD brings"
    else:
        named = "name one: `agentreg review REF..HEAD`, such as HEAD~1..HEAD"
    return "; ".join(filter(None, (named, shallow_remedy(git))))


def told_backwards(git: Git, before: tuple[str, str], after: tuple[str, str], *, is_range: bool) -> str:
    """What is to be said of two commits of which the later one lacks something that the earlier one has.

    Args:
        git: The repository.
        before: What is compared with, as people call it, and its full commit id; empty for no commit.
        after: The same of what is reviewed, or of what it was made from.
        is_range: Whether what is reviewed is that commit itself, so that a range can name it.

    Returns:
        One sentence and what shows less; empty where the later commit has all of the earlier one, or where
        the two have no common commit here.
    """
    if not before[1] or not after[1] or before[1] == after[1]:
        return ""
    base = merge_base(git, before[1], after[1])
    if base is None or base == before[1]:
        return ""
    one, other = before[0], after[0]
    stand = f"{other} is behind {one}" if base == after[1] else f"{other} and {one} have diverged"
    command = f"{shlex.quote(f'{one}...{other}')}" if is_range else f"--against {base[:SHORT]}"
    return (
        f"{stand}: what only {one} has is told as if it were taken back;"
        f" `agentreg review {command}` tells what {other} brings"
    )
