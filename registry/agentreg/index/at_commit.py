"""Where an agent's files stood at a commit, whether or not that commit touched them: Git is asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

from agentreg.git.oid import FULL_OID, checked
from agentreg.git.process import Git
from agentreg.index.store import Reader, Scope, Window
from agentreg.index.values import Agent, Revision
from agentreg.model.paths import raw_path


def mirror_of(reader: Reader, source: str) -> Git:
    """The mirror from which a source's texts are read."""
    row = next(row for row in reader.sources() if row.name == source)
    return Git(Path(row.git_dir))


def revisions_at(reader: Reader, agent: Agent, commits: Sequence[str]) -> dict[str, Revision]:
    """The revision of an agent that was current at each of some commits.

    Args:
        reader: The index.
        agent: The agent.
        commits: Full commit ids.

    Returns:
        Commit -> the revision that brought the text which was there; nothing for commits where the agent
        was not.

    Raises:
        GitError: The mirror cannot be read.
    """
    revisions = [item for item in reader.revisions(agent.id, Window(Scope.ALL)) if item.blob]
    # The oldest that brought a text, and one of the default branch where a merge brought it there anew.
    by_text = {(item.path, item.blob): item for item in sorted(revisions, key=lambda item: item.mainline)}
    # The newest path first: where an old copy was left behind, it is not the agent any more.
    paths = sorted(reader.paths(agent.id), key=lambda path: path != agent.path)
    blobs = blobs_at(mirror_of(reader, agent.source), commits, paths)
    found: dict[str, Revision] = {}
    for commit, path in product(commits, paths):
        revision = by_text.get((path, blobs.get((commit, path), "")))
        if revision is not None:
            found.setdefault(commit, revision)
    return found


def blobs_at(git: Git, commits: Sequence[str], paths: Sequence[str]) -> dict[tuple[str, str], str]:
    """The blobs at some paths in some commits, all in one question.

    Args:
        git: The repository.
        commits: Full commit ids.
        paths: POSIX paths.

    Returns:
        (commit, path) -> object id, for what is there.

    Raises:
        GitError: The repository cannot be read.
    """
    # A line feed would end the question; no index of ours can be asked for such a path this way.
    asked = [(checked(commit), path) for commit, path in product(commits, paths) if "\n" not in path]
    if not asked:
        return {}
    stdin = b"".join(b"%s:%s\n" % (commit.encode(), raw_path(path)) for commit, path in asked)
    # Of what is not there the answer has the path, in any bytes.
    told = git.run(["cat-file", "--batch-check=%(objectname)", "--buffer"], stdin).decode("ascii", "replace")
    answers = told.split("\n")
    return {key: answer for key, answer in zip(asked, answers, strict=False) if FULL_OID.fullmatch(answer)}
