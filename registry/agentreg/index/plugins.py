"""The versions that a plugin's manifest states: `.claude-plugin/plugin.json` in a folder above the agent.

Hosts offer an update only when this version changes (code.claude.com/docs, plugins-reference), so each
belongs to the commit that first stated it, whether or not that commit touched the agent.
"""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.manifests import (
    flaws,
    is_manifest,
    plugins_above,
    read_plugin_manifest,
    read_plugin_manifests,
    stated_version,
)
from agentreg.git.objects import BlobReader
from agentreg.git.oid import checked
from agentreg.git.process import Git
from agentreg.git.trees import list_tree
from agentreg.index.at_commit import blobs_at
from agentreg.model.paths import raw_path
from agentreg.records import NamedTuple
from agentreg.sources.mirror import Mirror, fetch_blobs


class Stated(NamedTuple):
    """A version, the manifest that states it, and the first commit in which it does."""

    version: str
    manifest: str
    commit: str


def plugin_versions(git: Git, tip: str, path: str) -> list[Stated]:
    """The versions of the plugin that a file belongs to, oldest first; none when it belongs to none.

    Args:
        git: The repository.
        tip: The commit that says which plugin it is, and whose history counts.
        path: The file's path at that commit.

    Raises:
        GitError: The repository cannot be read.
    """
    candidates = plugins_above(path)
    found = blobs_at(git, [tip], candidates)
    manifest = next((candidate for candidate in candidates if (tip, candidate) in found), None)
    if manifest is None:
        return []
    listed = git.run(["log", "--format=%H", "--reverse", checked(tip), "--", raw_path(manifest)])
    commits = listed.decode().split()
    seen: dict[str, Stated] = {}
    for commit, version in _stated(git, commits, manifest):
        seen.setdefault(version, Stated(version, manifest, commit))
    return list(seen.values())


def manifest_notes(mirror: Mirror) -> Iterator[str]:
    """The manifests in the default branch of a source that cannot be read: a sentence each.

    Raises:
        GitError: The repository cannot be read.
    """
    tip = mirror.default.commit if mirror.default else None
    if tip is None:
        return
    files = {
        entry.path: entry.oid
        for entry in list_tree(mirror.git, tip)
        if entry.is_file and is_manifest(entry.path)
    }
    fetch_blobs(mirror, set(files.values()))
    with BlobReader(mirror.git) as reader:
        read = zip(files, reader.read_many(files.values()), strict=True)
        texts = {path: blob.data for path, blob in read if blob.data is not None}
    yield from (flaw.sentence for flaw in flaws(read_plugin_manifests(texts)))


def _stated(git: Git, commits: list[str], manifest: str) -> Iterator[tuple[str, str]]:
    blobs = {commit: oid for (commit, _), oid in blobs_at(git, commits, [manifest]).items()}
    oids = sorted(set(blobs.values()))
    with BlobReader(git) as reader:
        read = {blob.oid: read_plugin_manifest(manifest, blob.data or b"") for blob in reader.read_many(oids)}
    versions = {oid: stated_version(one) for oid, one in read.items()}
    for commit in commits:
        if version := versions.get(blobs.get(commit, ""), ""):
            yield commit, version
