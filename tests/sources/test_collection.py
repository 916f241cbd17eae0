"""What of a place was read, and what stands between two of them and a full comparison."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agentreg.git.process import Git
from agentreg.sources.collection import uncompared
from agentreg.sources.folder import read_folder
from agentreg.sources.revision import commit_tree, staged_tree
from agentreg.sources.work_tree import WorkTree
from support.repos import build_repo, commit, git

AGENT = "---\nname: a\ndescription: d\n---\nbody é\n"
PLACE = ".claude/agents/a.md"
ENCODED = {
    "utf-16 with a mark": (PLACE, AGENT.encode("utf-16"), True),
    "utf-16 without one": (PLACE, AGENT.encode("utf-16-be"), True),
    "utf-32": (PLACE, AGENT.encode("utf-32"), True),
    "bytes before the fence": (PLACE, b"\xff" + AGENT.encode(), True),
    "a zero before the fence": (PLACE, b"\0" + AGENT.encode(), True),
    "a codex agent": (".codex/agents/a.toml", 'name = "a"\n'.encode("utf-16"), True),
    "a conflict over all of it": (PLACE, f"<<<<<<< A\n{AGENT}=======\nx\n>>>>>>> B\n".encode(), True),
    "a conflict in the prompt": (PLACE, f"{AGENT}<<<<<<< A\n=======\nx\n>>>>>>> B\n".encode(), False),
    "utf-8": (PLACE, AGENT.encode(), False),
    "a mark of utf-8": (PLACE, AGENT.encode("utf-8-sig"), False),
    "latin-1 in the prompt": (PLACE, AGENT.encode("latin-1"), False),
    "notes in plain text": (".claude/agents/notes.md", b"notes\n", False),
    "where no host reads": ("docs/a.md", AGENT.encode("utf-16"), False),
}


@pytest.mark.parametrize(("path", "data", "is_gap"), ENCODED.values(), ids=ENCODED)
def test_an_agent_that_cannot_be_told_is_a_gap_everywhere(
    tmp_path: Path, path: str, data: bytes, *, is_gap: bool
) -> None:
    repo = build_repo(tmp_path / "repo", [{"other.md": "x\n"}, {path: data}])
    asked = Git(repo / ".git")
    empty = commit_tree(asked, git(repo, "rev-parse", "HEAD~1")).definitions()
    places = [
        commit_tree(asked, git(repo, "rev-parse", "HEAD")).definitions(),
        staged_tree(asked).definitions(),
        WorkTree(asked, repo).definitions(),
        read_folder(repo),
    ]
    assert [[one.path for one in uncompared(empty, place)] for place in places] == [[path] * is_gap] * 4
    assert [uncompared(places[0], place) for place in places] == [()] * 4


def link(repo: Path, name: str, target: str) -> None:
    place = repo / name
    if place.is_dir():
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


@pytest.mark.parametrize("name", [".claude", ".claude/agents", ".claude/agents/team", "plugins/p"])
def test_a_linked_folder_in_place_of_agents_is_a_gap_everywhere(tmp_path: Path, name: str) -> None:
    repo = build_repo(tmp_path / "repo", [{f"{name}/agents/a.md": AGENT, "elsewhere/.claude/a.txt": "x\n"}])
    asked = Git(repo / ".git")
    before = commit_tree(asked, git(repo, "rev-parse", "HEAD")).definitions()
    link(repo, name, "/elsewhere")
    commit(repo, {})
    places = [
        commit_tree(asked, git(repo, "rev-parse", "HEAD")).definitions(),
        staged_tree(asked).definitions(),
        WorkTree(asked, repo).definitions(),
    ]
    assert [[one.path for one in uncompared(before, place)] for place in places] == [[name]] * 3
    assert [uncompared(places[0], place) for place in places] == [()] * 3
    assert [one.path for one in read_folder(repo).unread] == [name]
    link_again = repo / name
    link_again.unlink()
    link(repo, name, "/other")
    assert [one.path for one in uncompared(places[0], WorkTree(asked, repo).definitions())] == [name]


def test_a_linked_folder_on_disk_only_is_a_gap(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{PLACE: AGENT}])
    asked = Git(repo / ".git")
    link(repo, ".claude/agents", "/elsewhere")
    found = uncompared(staged_tree(asked).definitions(), WorkTree(asked, repo).definitions())
    assert ".claude/agents" in [one.path for one in found]


def test_a_submodule_in_place_of_agents_is_a_gap_everywhere(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"x.txt": "x\n"}])
    asked = Git(repo / ".git")
    before = commit_tree(asked, git(repo, "rev-parse", "HEAD")).definitions()
    for name in (".claude/agents/team", "lib/other"):
        (repo / name).mkdir(parents=True)
        git(repo, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{name}")
    places = [staged_tree(asked).definitions(), WorkTree(asked, repo).definitions()]
    assert [[one.path for one in uncompared(before, place)] for place in places] == [
        [".claude/agents/team"]
    ] * 2
    assert uncompared(*places) == ()
    (repo / ".claude/agents/team/.git").mkdir()
    found = uncompared(places[0], WorkTree(asked, repo).definitions())
    assert [one.path for one in found] == [".claude/agents/team"]


def test_a_repository_between_agents_that_nobody_added_is_a_gap(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{PLACE: AGENT}])
    asked = Git(repo / ".git")
    build_repo(repo / ".claude/agents/team", [{"b.md": AGENT}])
    found = uncompared(staged_tree(asked).definitions(), WorkTree(asked, repo).definitions())
    assert [(one.path, one.diagnostic.message) for one in found] == [
        (".claude/agents/team", "a submodule is never entered")
    ]
