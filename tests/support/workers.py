"""A repository of two agents, of which one may do more from revision to revision."""

from __future__ import annotations

from pathlib import Path

from support.cli import run_cli
from support.repos import build_repo, commit, git

HEAD = "---\nname: {name}\ndescription: Works.\ntools: {tools}\n---\n\nYou are a careful {name}.\n"
PATH = "agents/worker.md"


def agent(tools: str = "Read", name: str = "worker") -> str:
    """A small definition."""
    return HEAD.format(name=name, tools=tools)


def released(folder: Path) -> Path:
    """A release `v1.0.0`; since then Grep (v2), and then Bash was granted."""
    files = {PATH: agent(), "agents/other.md": agent(name="other")}
    made = build_repo(folder, [files, {PATH: agent("Read, Grep")}])
    git(made, "tag", "v1.0.0", "v1")
    git(made, "tag", "v2.0.0-rc.1", "v2")
    commit(made, {PATH: agent("Read, Grep, Bash")})
    return made


def review(repo: Path, *arguments: str) -> tuple[int, list[str]]:
    """The exit code, and the lines of the head: verdict, scope, counts."""
    ran = run_cli("-C", repo, "review", *arguments)
    return ran.code, ran.out.splitlines()[:3]
