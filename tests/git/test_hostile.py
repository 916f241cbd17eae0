"""Repositories armed with everything that makes Git run a program; nothing of it may run.

Each weapon touches a file when it fires. That the weapons are sharp is tested first: plain `git status`,
`git diff` and the like in the same repository do fire.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from agentreg.config.values import SourceConfig
from agentreg.git.history import walk
from agentreg.git.index import read_index
from agentreg.git.line_ends import list_converted
from agentreg.git.locate import repository_around
from agentreg.git.objects import BlobReader
from agentreg.git.process import Git, Trust
from agentreg.git.push import origin_url
from agentreg.git.refs import list_refs, merge_base, resolve_name, tags_within
from agentreg.git.trees import blob_at, list_tree
from agentreg.sources.folder import read_folder
from agentreg.sources.mirror import fetch_blobs, update_mirror
from agentreg.sources.revision import commit_tree, staged_tree
from agentreg.sources.work_tree import WorkTree
from support.repos import build_repo, clean_environment, git

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the weapons are shell scripts")

HOOKS = (
    "post-checkout",
    "post-index-change",
    "pre-auto-gc",
    "pre-commit",
    "pre-push",
    "post-update",
    "pre-receive",
    "reference-transaction",
    "update",
)

AGENT = "---\nname: a\ndescription: d\n---\nbody\n"


class Armed:
    """A repository whose configuration, attributes and hooks all run a program that leaves a mark."""

    def __init__(self, folder: Path) -> None:
        self.marks = folder / "marks"
        self.marks.mkdir(parents=True)
        self.repo = build_repo(
            folder / "repo",
            [
                {"agents/a.md": AGENT, ".gitattributes": "*.md filter=evil diff=evil merge=evil\n"},
                {"agents/a.md": AGENT + "more\n"},
            ],
        )
        self._weapon = folder / "weapon"
        self._weapon.write_text(f'#!/bin/sh\ntouch "{self.marks}/$1"\nexit 0\n', encoding="utf-8")
        self._weapon.chmod(0o755)
        self._arm()

    def fired(self) -> list[str]:
        return sorted(path.name for path in self.marks.iterdir())

    def _arm(self) -> None:
        for hook in HOOKS:
            path = self.repo / ".git" / "hooks" / hook
            path.parent.mkdir(exist_ok=True)
            path.write_text(f'#!/bin/sh\ntouch "{self.marks}/hook-{hook}"\n', encoding="utf-8")
            path.chmod(0o755)
        for key, mark in self._configuration().items():
            git(self.repo, "config", "--replace-all", key, f"{self._weapon} {mark}")
        for key, value in (
            ("extensions.partialClone", "origin"),
            ("core.repositoryFormatVersion", "1"),
            ("remote.origin.promisor", "true"),
            ("remote.origin.url", f"{self.repo}"),
            ("uploadpack.allowFilter", "true"),
            ("protocol.ext.allow", "always"),
            ("commit.gpgSign", "true"),
            ("log.showSignature", "true"),
        ):
            git(self.repo, "config", "--replace-all", key, value)

    def _configuration(self) -> dict[str, str]:
        return {
            "core.fsmonitor": "fsmonitor",
            "core.sshCommand": "sshcommand",
            "core.gitProxy": "gitproxy",
            "core.askPass": "askpass",
            "core.editor": "editor",
            "core.pager": "pager",
            "credential.helper": "credential",
            "diff.external": "external",
            "diff.evil.command": "diffcommand",
            "diff.evil.textconv": "textconv",
            "filter.evil.clean": "clean",
            "filter.evil.smudge": "smudge",
            "gpg.program": "gpg",
            "merge.evil.driver": "mergedriver",
            "remote.origin.uploadpack": "uploadpack",
            "remote.origin.receivepack": "receivepack",
            "uploadpack.packObjectsHook": "packobjects",
            "interactive.diffFilter": "difffilter",
            "sequence.editor": "sequence",
        }


@pytest.fixture
def armed(tmp_path: Path) -> Armed:
    return Armed(tmp_path)


USER_COMMANDS = (
    ["status"],
    ["ls-files", "--stage"],
    ["diff"],
    ["diff", "--no-ext-diff", "--textconv", "v1", "v2"],
    ["-c", "diff.external=", "diff", "v1", "v2"],
    ["fetch", "origin"],
    ["cat-file", "--filters", "v1:agents/a.md"],
    ["update-ref", "refs/heads/other", "v1"],
    ["commit", "-q", "--allow-empty", "-m", "x"],
    ["checkout", "-q", "-f", "v1"],
)


def test_the_weapons_are_sharp(armed: Armed) -> None:
    (armed.repo / "agents" / "a.md").write_text("edited\n", encoding="utf-8")
    environment = clean_environment(armed.repo)
    for command in USER_COMMANDS:
        subprocess.run(["git", *command], cwd=armed.repo, env=environment, capture_output=True, check=False)
    assert set(armed.fired()) >= {
        "clean",
        "diffcommand",
        "fsmonitor",
        "hook-post-checkout",
        "hook-pre-commit",
        "hook-reference-transaction",
        "smudge",
        "textconv",
        "uploadpack",
    }


def read_everything(armed: Armed) -> None:
    found = repository_around(armed.repo / "agents")
    assert found is not None
    for trust in Trust:
        here = Git(found.git_dir, trust)
        refs = list_refs(here)
        tip = resolve_name(here, "main", refs)
        first = resolve_name(here, "v1", refs)
        assert merge_base(here, tip, first) == first
        assert tags_within(here, first) == {"refs/tags/v1"}
        commits = list(walk(here, [tip], [first]))
        assert len(list(list_tree(here, tip))) == 2
        assert blob_at(here, tip, "agents/a.md") is not None
        with BlobReader(here) as reader:
            assert reader.read(commits[0].changes[0].oid) == f"{AGENT}more\n".encode()
            assert reader.read("de" * 20) is None
        assert len(commit_tree(here, tip).definitions().definitions) == 1


def read_staged(armed: Armed) -> None:
    """What is staged and what is on disk, where Git would have to look at both."""
    (armed.repo / "agents" / "a.md").write_text(AGENT, encoding="utf-8")
    (armed.repo / "agents" / "new.md").write_text(AGENT, encoding="utf-8")
    for trust in Trust:
        here = Git(armed.repo / ".git", trust)
        assert len(read_index(here).entries) == 2
        assert len(staged_tree(here).definitions().definitions) == 1
        assert len(WorkTree(here, armed.repo).definitions().definitions) == 2
        assert list_converted(here, armed.repo) == frozenset()
        assert origin_url(here) == str(armed.repo)


def read_files(armed: Armed) -> None:
    assert len(read_folder(armed.repo).definitions) == 1


@pytest.mark.parametrize("use", [read_everything, read_staged, read_files])
def test_nothing_runs_when_a_repository_is_read(armed: Armed, use: Callable[[Armed], None]) -> None:
    use(armed)
    assert armed.fired() == []


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_nothing_runs_when_a_repository_is_mirrored(armed: Armed, tmp_path: Path, scheme: str) -> None:
    git(armed.repo, "update-ref", "refs/heads/new", "v1")
    for path in armed.marks.iterdir():
        path.unlink()  # that call ran a hook, as a user's would
    for _ in range(2):
        mirror = update_mirror(
            SourceConfig("x", f"{scheme}{armed.repo}"), tmp_path / "cache", folder=tmp_path
        )
        commits = list(walk(mirror.git, [ref.commit for ref in mirror.refs if ref.commit]))
        fetch_blobs(mirror, [entry.oid for one in commits for entry in one.changes])
        assert len(commit_tree(mirror.git, commits[-1].oid).definitions().definitions) == 1
    assert armed.fired() == []


def test_nothing_of_the_source_is_in_the_mirrors_configuration(armed: Armed, tmp_path: Path) -> None:
    mirror = update_mirror(SourceConfig("x", str(armed.repo)), tmp_path / "cache", folder=tmp_path)
    assert "weapon" not in (mirror.git_dir / "config").read_text(encoding="utf-8")
    assert not (mirror.git_dir / "hooks").exists()


def test_a_configuration_that_includes_another_file_is_not_obeyed(armed: Armed, tmp_path: Path) -> None:
    (tmp_path / "more").write_text(f'[core]\n\tfsmonitor = "{tmp_path}/weapon include"\n', encoding="utf-8")
    git(armed.repo, "config", "include.path", str(tmp_path / "more"))
    for path in armed.marks.iterdir():
        path.unlink()
    read_everything(armed)
    assert armed.fired() == []
