"""Real Git repositories for tests: every run makes the same commits, whatever machine and user run it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

FIRST_TIME = 1_700_000_000
"""When the first commit is made; each further one is a day later."""

DAY = 86_400

Content = str | bytes


def clean_environment(home: Path) -> dict[str, str]:
    """An environment in which Git sees no configuration of this machine or user."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Ada Author",
        "GIT_AUTHOR_EMAIL": "ada@example.com",
        "GIT_COMMITTER_NAME": "Carl Committer",
        "GIT_COMMITTER_EMAIL": "carl@example.com",
        "LC_ALL": "C",
    }


def git(repo: Path, *args: str | bytes, stdin: bytes = b"", time: int = FIRST_TIME) -> str:
    """Run Git in a repository as a user would; returns its output, trimmed."""
    environment = clean_environment(repo) | {
        "GIT_AUTHOR_DATE": f"{time} +0200",
        "GIT_COMMITTER_DATE": f"{time} +0000",
    }
    done = subprocess.run(
        ["git", *args], cwd=repo, input=stdin, capture_output=True, env=environment, check=False
    )
    if done.returncode != 0:
        raise AssertionError(f"git {args!r} failed: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def init(repo: Path, *options: str) -> Path:
    """An empty repository with the branch `main`."""
    repo.mkdir(parents=True, exist_ok=True)
    git(repo, "init", "-q", "-b", "main", *options)
    return repo


def commit(repo: Path, files: Mapping[str, Content | None], message: str = "change") -> str:
    """Write files (None deletes one), commit them a day after the last commit, and return the commit."""
    for name, content in files.items():
        path = repo / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    git(repo, "add", "--all")
    git(repo, "commit", "-q", "--allow-empty", "-m", message, time=FIRST_TIME + DAY * count_commits(repo))
    return git(repo, "rev-parse", "HEAD")


def count_commits(repo: Path) -> int:
    """How many commits the repository has, on all refs."""
    return len(git(repo, "rev-list", "--all").split())


def build_repo(repo: Path, versions: Sequence[Mapping[str, Content | None]], *options: str) -> Path:
    """A repository with one commit and one tag (`v1`, `v2`, ...) per version.

    Args:
        repo: Where; made when it is not there.
        versions: What each version writes; files that it does not name stay, None deletes.
        options: Options of `git init`, such as `--object-format=sha256`.
    """
    init(repo, *options)
    for number, files in enumerate(versions, start=1):
        commit(repo, files, f"version {number}")
        git(repo, "tag", f"v{number}")
    return repo


def build_from_fixture(repo: Path, folder: Path) -> Path:
    """A repository from a folder with `v1`, `v2`, ...: each is one whole state of the tree."""
    states = sorted(folder.glob("v[0-9]*"), key=lambda path: int(path.name[1:]))
    versions: list[Mapping[str, Content | None]] = []
    previous: dict[str, Content | None] = {}
    for state in states:
        files: dict[str, Content | None] = {
            path.relative_to(state).as_posix(): path.read_bytes()
            for path in state.rglob("*")
            if path.is_file()
        }
        versions.append({name: None for name in previous if name not in files} | files)
        previous = files
    return build_repo(repo, versions)


def bundle(repo: Path, target: Path) -> Path:
    """A bundle of all refs of a repository."""
    git(repo, "bundle", "create", "-q", str(target), "--all")
    return target


def add_object(repo: Path, kind: str, content: bytes) -> str:
    """Write an object as it is, however strange, and return its id."""
    return git(repo, "hash-object", "-w", "--literally", "-t", kind, "--stdin", stdin=content)


def commit_tree(repo: Path, entries: bytes, branch: str = "main") -> str:
    """Commit a tree given as `git mktree -z` reads it, with names that no work tree can hold."""
    tree = git(repo, "mktree", "-z", "--missing", stdin=entries)
    made = git(repo, "commit-tree", tree, "-m", "strange")
    git(repo, "update-ref", f"refs/heads/{branch}", made)
    return made
