"""Whether files on disk hold nothing that Git does not: judged by their bytes.

Never by `git status` or `git diff`: these run the filters that a repository's attributes name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agentreg.errors import SyncRefused
from agentreg.git.process import Git
from agentreg.git.write import blob_id
from agentreg.sync.journal import digest
from agentreg.variants.files import TreeFiles
from agentreg.variants.project import Project


def check_clean(project: Project, paths: Iterable[str], begun: Mapping[str, str]) -> None:
    """Refuse to write files that hold uncommitted work.

    A file is clean when its bytes are those of the index and of HEAD. Line ends may differ, as
    `core.autocrlf` makes them: a merge keeps those that the file has.

    Args:
        project: A project on disk.
        paths: The files that would be written; one that is neither on disk nor known to Git is clean.
        begun: What a killed run of ours was writing: the place inside the repository and the digest of each
            text. A file that holds it is no work of anybody.

    Raises:
        SyncRefused: Some files are not clean, or there is no repository to compare with.
        ReadError: A file cannot be read.
    """
    if project.git is None:
        raise SyncRefused(
            f"{project.name} is in no Git repository, so nothing could be undone",
            hint="run `git init` and commit",
        )
    dirty = [
        path for path in _dirty(project, project.git, sorted(paths)) if not _is_begun(project, path, begun)
    ]
    if dirty:
        raise SyncRefused(
            f"{project.name}: uncommitted changes in {', '.join(dirty)}",
            hint="commit them first, or sync on a branch with --branch",
        )


def _is_begun(project: Project, path: str, begun: Mapping[str, str]) -> bool:
    data = project.files.read(path)
    return data is not None and begun.get(project.inside(path)) == digest(data)


def _dirty(project: Project, git: Git, paths: list[str]) -> list[str]:
    inside = [project.inside(path) for path in paths]
    staged, committed = _staged(git, inside), _committed(git, project.start, inside)
    return [
        path
        for path, place in zip(paths, inside, strict=True)
        if staged.get(place) != committed.get(place)
        or not _is_text_of(git, project.files.read(path), committed.get(place))
    ]


def _is_text_of(git: Git, data: bytes | None, blob: str | None) -> bool:
    if data is None or blob is None:
        return data is None and blob is None
    return blob in (blob_id(git, data), blob_id(git, data.replace(b"\r\n", b"\n")))


def _committed(git: Git, commit: str, paths: list[str]) -> dict[str, str]:
    """Blob ids of a commit by path; nothing before the first commit."""
    files = TreeFiles(git, commit)
    return {path: leaf.oid for path in paths if commit and (leaf := files.leaf(path))}


def _staged(git: Git, paths: list[str]) -> dict[str, str]:
    """Blob ids of the index by path; a path in conflict has none."""
    records = git.run(["ls-files", "-s", "-z", "--", *paths]).decode(errors="surrogateescape").split("\0")
    entries = (record.partition("\t") for record in records if record)
    facts = ((path, *left.split(" ")) for left, _, path in entries)
    return {path: oid for path, _mode, oid, stage in facts if stage == "0"}
