"""A base collection with history and a project with variants of it, for tests of track, status and sync."""

from __future__ import annotations

from pathlib import Path

from support.cli import run_cli
from support.projects import repository, write_files
from support.repos import commit, git, init

STEPS = ("Read the change.", "Judge it.")
REVIEWER = ".claude/agents/reviewer.md"
PLANNER = ".claude/agents/planner.md"


def agent(
    name: str, *, model: str = "sonnet", tools: str = "Read, Grep", steps: tuple[str, ...] = STEPS
) -> str:
    """A small definition."""
    listed = "".join(f"{number}. {step}\n" for number, step in enumerate(steps, start=1))
    return (
        f"---\nname: {name}\ndescription: Works as a {name}.\nmodel: {model}\ntools: {tools}\n---\n\n"
        f"You are a careful {name}.\n\n## Steps\n\n{listed}\n## Tone\n\nBe kind and brief.\n"
    )


NEW_STEPS = ("Read the change.", "Run the tests.", "Judge it.")


def collection(folder: Path) -> Path:
    """The source `team`: versions 1.0.0, 1.1.0 (the reviewer gets a step) and 2.0.0 (it gets Bash)."""
    init(folder)
    commit(folder, {"agents/reviewer.md": agent("reviewer"), "agents/planner.md": agent("planner")})
    git(folder, "tag", "v1.0.0")
    commit(folder, {"agents/reviewer.md": agent("reviewer", steps=NEW_STEPS)})
    git(folder, "tag", "v1.1.0")
    wider = agent("reviewer", tools="Read, Grep, Bash", steps=NEW_STEPS)
    commit(folder, {"agents/reviewer.md": wider})
    git(folder, "tag", "v2.0.0")
    return folder


def project(folder: Path, source: Path) -> Path:
    """A project that indexes the source and has no variant yet."""
    repository(folder, {"README.md": "# Shop\n"})
    for arguments in (["init"], ["add", source, "--name", "team"], ["index"]):
        done = run_cli("-C", folder, *arguments)
        assert done.code == 0, done.err
    commit(folder, {})
    return folder


def tracked(folder: Path, *arguments: str) -> None:
    """Start a variant and commit it."""
    done = run_cli("-C", folder, "track", *arguments)
    assert done.code == 0, done.err
    commit(folder, {})


def edit(folder: Path, path: str, old: str, new: str) -> None:
    """Commit a local edit of a variant."""
    text = (folder / path).read_text()
    assert old in text
    write_files(folder, {path: text.replace(old, new)})
    commit(folder, {})
