"""What a move of refs means: what is new, what no ref reaches any more, what joined or left the mainline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agentreg.git.process import Git
from agentreg.records import NamedTuple


class Moved(NamedTuple):
    """The difference between two states of a repository's refs; all are full commit ids.

    Attributes:
        tips: What the refs point at now.
        known: What they pointed at before.
        lost: Commits that were reached and are not any more.
        on_mainline: Commits that the default branch reaches now and did not before.
        off_mainline: The other way round.
    """

    tips: Sequence[str] = ()
    known: Sequence[str] = ()
    lost: Sequence[str] = ()
    on_mainline: Sequence[str] = ()
    off_mainline: Sequence[str] = ()


Tips = tuple[set[str], str | None]
"""The commits that refs point at, and the one of the default branch."""


def moved(git: Git, before: Tips, now: Tips) -> Moved | None:
    """Compare two states of refs.

    Args:
        git: The repository.
        before: The state that is known.
        now: The state to come to.

    Returns:
        What the move means; None when commits of the known state are gone from the repository, so that it
        cannot be told.

    Raises:
        GitError: The repository cannot be read.
    """
    old_tips, old_default = before
    new_tips, new_default = now
    if not _are_here(git, old_tips - new_tips):
        return None
    stayed = old_default == new_default
    return Moved(
        tips=sorted(new_tips),
        known=sorted(old_tips),
        lost=_between(git, old_tips - new_tips, new_tips),
        on_mainline=[] if stayed else _between(git, [new_default], [old_default]),
        off_mainline=[] if stayed else _between(git, [old_default], [new_default]),
    )


def _are_here(git: Git, commits: Iterable[str]) -> bool:
    stdin = "".join(f"{oid}\n" for oid in sorted(commits)).encode()
    if not stdin:
        return True
    answer = git.run(["cat-file", "--batch-check=%(objecttype)", "--buffer"], stdin).decode()
    return all(line == "commit" for line in answer.splitlines())


def _between(git: Git, tips: Iterable[str | None], excluded: Iterable[str | None]) -> list[str]:
    """Commits reachable from `tips` and not from `excluded`; an absent one reaches nothing."""
    wanted = sorted(tip for tip in tips if tip)
    if not wanted:
        return []
    unwanted = sorted(f"^{tip}" for tip in excluded if tip)
    stdin = "".join(f"{line}\n" for line in [*wanted, *unwanted]).encode()
    return git.run(["rev-list", "--stdin"], stdin).decode().split()
