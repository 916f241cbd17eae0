from __future__ import annotations

from pathlib import Path

from agentreg.git.process import Git
from agentreg.model.diagnostic import Trouble
from agentreg.sources import revision
from agentreg.sources.folder import read_folder
from support.repos import build_repo, commit_tree, git

AGENT = "---\nname: {name}\ndescription: d\n---\nbody\n"


def build(path: Path) -> Path:
    files = {name: AGENT.format(name=Path(name).stem) for name in ("z.md", "agents/b.md", "agents/a.md")}
    return build_repo(path, [{**files, "code.py": "x"}, {"agents/a.md": None}])


def read(repo: Path, name: str) -> list[str]:
    found = revision.commit_tree(Git(repo / ".git"), git(repo, "rev-parse", name)).definitions()
    return [one.path for one in found.definitions]


def test_the_definitions_of_any_commit_are_read(tmp_path: Path) -> None:
    repo = build(tmp_path / "repo")
    assert read(repo, "v1") == ["agents/a.md", "agents/b.md", "z.md"]
    assert read(repo, "v2") == ["agents/b.md", "z.md"]


def test_a_commit_and_its_checkout_hold_the_same(tmp_path: Path) -> None:
    repo = build(tmp_path / "repo")
    assert revision.commit_tree(
        Git(repo / ".git"), git(repo, "rev-parse", "v2")
    ).definitions() == read_folder(repo)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    repo = build(tmp_path / "repo")
    large = git(repo, "hash-object", "-w", "--stdin", stdin=b"x" * (1024 * 1024 + 1))
    link = git(repo, "rev-parse", "v1:z.md")
    lines = [
        f"120000 blob {link}\tlink.md",
        f"100644 blob {large}\tlarge.md",
        f"100644 blob {'de' * 20}\tgone.md",
        f"160000 commit {'de' * 20}\tmodule.md",
        f"100644 blob {link}\tok.md",
    ]
    made = commit_tree(repo, "\0".join(sorted(lines, key=lambda line: line.split("\t")[1])).encode() + b"\0")
    found = revision.commit_tree(Git(repo / ".git"), made).definitions()
    assert [one.path for one in found.definitions] == ["ok.md"]
    assert [(one.path, one.diagnostic.trouble) for one in found.unread] == [
        ("gone.md", Trouble.MISSING_OBJECT),
        ("large.md", Trouble.TOO_LARGE),
        ("link.md", Trouble.SYMLINK),
        ("module.md", Trouble.SUBMODULE),
    ]
