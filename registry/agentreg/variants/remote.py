"""Projects in repositories elsewhere: each in a mirror of its own in the cache, read without a work tree."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from agentreg.config.fleet import Member
from agentreg.config.values import CONFIG_NAME, PROJECT_NAME, SourceConfig
from agentreg.errors import AgentregError, ReadError
from agentreg.git.transfer import Progress
from agentreg.sources.mirror import Mirror, Reach, fetch_blobs, open_mirror, update_mirror
from agentreg.variants.files import TreeFiles
from agentreg.variants.lock import LOCK_NAME
from agentreg.variants.manifest import read_manifest
from agentreg.variants.project import Project, open_branch, open_project

NAMESPACE = "fleet"
"""The folder of the cache for these mirrors. Commits of ours may be in them, so they are nobody's source."""


class FetchedFiles(TreeFiles):
    """The files of a commit in a mirror, whose contents are fetched when they are first read."""

    def __init__(self, mirror: Mirror, commit: str) -> None:
        super().__init__(mirror.git, commit)
        self._mirror = mirror

    def bring(self, paths: Iterable[str]) -> None:
        """Fetch the contents of several files in one transfer.

        Raises:
            GitError: The repository cannot be reached.
        """
        leaves = [leaf for path in paths if (leaf := self.leaf(path))]
        fetch_blobs(self._mirror, [leaf.oid for leaf in leaves if leaf.is_file])

    def _content(self, oid: str) -> bytes | None:
        """The bytes of a blob; None when neither the mirror nor its repository has it."""
        data = super()._content(oid)
        if data is None:
            fetch_blobs(self._mirror, [oid])
            data = super()._content(oid)
        return data


def open_remote(
    member: Member, cache_dir: Path, reach: Reach, *, branch: str = "", progress: Progress | None = None
) -> Project:
    """The project at the default branch of a repository elsewhere, or as a branch of it has it.

    Args:
        member: The repository.
        cache_dir: Where caches are kept.
        reach: Whether it is fetched now; without, it stands as it was fetched last.
        branch: As for `open_branch`; empty for the default branch.
        progress: Hears how far a transfer is, in another thread.

    Returns:
        The project, in its mirror: it knows where it was fetched from (`remote`), and has no folder.

    Raises:
        ReadError: It was never fetched and must not be now, or nothing was ever committed.
        GitError: It cannot be reached or read.
    """
    source = SourceConfig(member.name, member.location.text)
    mirror = _mirror(source, cache_dir / NAMESPACE, reach, progress)
    if branch:
        project = open_branch(mirror.git_dir, member.name, branch)
    else:
        project = open_project(mirror.git_dir, member.name)
    project = project._replace(remote=member.location)
    return _with_texts(project, mirror) if reach is Reach.FETCH else project


def _mirror(source: SourceConfig, cache_dir: Path, reach: Reach, progress: Progress | None) -> Mirror:
    if reach is Reach.FETCH:
        return update_mirror(source, cache_dir, folder=Path(), progress=progress)
    try:
        return open_mirror(source, cache_dir, folder=Path())
    except ReadError as error:
        raise ReadError(error.message, hint="run it once without --offline") from error


def _with_texts(project: Project, mirror: Mirror) -> Project:
    """The project with what a survey reads of it at hand: two transfers instead of one per file."""
    files = FetchedFiles(mirror, project.start)
    with files.at_once():
        files.bring((CONFIG_NAME, PROJECT_NAME, LOCK_NAME))
        # What is wrong with it is told where it is read in earnest.
        with suppress(AgentregError):
            files.bring(variant.declared.path for variant in read_manifest(files, project.name).variants)
    return project._replace(files=files)
