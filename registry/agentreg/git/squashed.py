"""Whether a branch's work is in another branch although its commits are not: merged by squash or by hand."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.git.history import Commit, walk
from agentreg.git.oid import checked
from agentreg.git.process import Git


def holds_work(git: Git, main: str, branch: str, *, made: str) -> bool:
    """Whether a branch may start anew: its commits are ours, and all they made was in the main branch, too.

    A merge that changes nothing on its own account is nobody's work.

    Nothing is lost then: each text that such a commit put at a path was put there by one of the main branch,
    and what somebody else has committed keeps the branch as it is, whatever comes of it.

    Args:
        git: The repository.
        main: Full id of the main branch's commit.
        branch: Full id of the other branch's commit.
        made: The first line of the messages of commits that may go.

    Raises:
        GitError: A commit or tree is missing.
        ReadError: A commit changes more than a million paths.
    """
    # The walk passes over what is missing, and nothing can be said of that.
    git.run(["cat-file", "-e", f"{checked(branch)}^{{commit}}"])
    commits = list(walk(git, [branch], [main]))
    if any(commit.subject != made and (commit.changes or len(commit.parents) < 2) for commit in commits):
        return False
    texts = set(_texts(iter(commits)))
    return texts <= set(_texts(walk(git, [main], [branch])))


def _texts(commits: Iterator[Commit]) -> Iterator[tuple[str, str]]:
    """What commits have put at paths; a path that they have removed holds nothing."""
    for commit in commits:
        for entry in commit.changes:
            yield entry.path, entry.oid
