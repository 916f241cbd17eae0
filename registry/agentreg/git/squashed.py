"""Whether a branch's work is in another branch although its commits are not: merged by squash or by hand."""

from __future__ import annotations

from agentreg.git.history import ABSENT_MODE
from agentreg.git.oid import checked
from agentreg.git.process import Git


def holds_work(git: Git, main: str, branch: str, common: str) -> bool:
    """Whether all that a branch made was in the main branch at some time since they parted.

    Nothing is lost then when the branch starts anew: every text of it is in a commit of the main branch.

    Args:
        git: The repository.
        main: Full id of the main branch's commit.
        branch: Full id of the other branch's commit.
        common: Full id of the commit at which they parted.

    Raises:
        GitError: A commit or tree is missing.
    """
    made, gone = _changed(git, common, branch)
    # Deletions leave no object: they must have been made on both sides.
    if gone and not gone <= _changed(git, common, main)[1]:
        return False
    # A mirror holds the texts that somebody has read; the ids of the others are told with a mark before them.
    walk = ["rev-list", "--objects", "--no-object-names", "--missing=print"]
    told = git.run([*walk, checked(main), f"^{checked(common)}"]).decode("ascii").split()
    return made <= {oid.removeprefix("?") for oid in told}


def _changed(git: Git, before: str, after: str) -> tuple[set[str], set[bytes]]:
    """The objects that a commit has and an earlier one has not at the same paths; the paths that are gone."""
    arguments = ["diff-tree", "-r", "-z", "--no-renames", "--no-abbrev", checked(before), checked(after)]
    words = git.run(arguments).split(b"\0")
    made, gone = set(), set()
    for facts, path in zip(words[0::2], words[1::2], strict=False):
        _, mode, _, oid, _ = facts.decode("ascii").split(" ")
        if mode == ABSENT_MODE:
            gone.add(path)
        else:
            made.add(oid)
    return made, gone
