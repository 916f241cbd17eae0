from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.errors import SyncRefused
from agentreg.sync.target import check_place, check_target
from agentreg.variants.files import Entry

GOOD = [
    ".claude/agents/reviewer.md",
    ".claude/agents/team/Code Reviewer.md",
    ".github/agents/reviewer.agent.md",
    ".github/chatmodes/plan.chatmode.md",
    ".opencode/agents/plan.md",
    ".cursor/rules/style.mdc",
    ".codex/agents/reviewer.toml",
    "cli-tool/components/agents/development-team/backend-developer.md",
    "agents/revisión.md",
    "agents/评审.md",
    "console.md",
    "gitops.md",
]

BAD = [
    "",
    "/etc/agent.md",
    "../agent.md",
    "agents/../../agent.md",
    "agents/./agent.md",
    "agents//agent.md",
    "agents/",
    ".git/hooks/agent.md",
    ".GIT/agent.md",
    ".Git/agent.md",
    "sub/.git/agent.md",
    ".g\u200cit/agent.md",
    "\uff0egit/agent.md",
    ".git /agent.md",
    ".git./agent.md",
    "git~1/agent.md",
    "GIT~12/agent.md",
    ".gitmodules",
    ".gitattributes",
    ".gitlab-ci.yml",
    ".gitlab/agents/agent.md",
    ".github/workflows/agent.md",
    ".github/copilot-instructions.md",
    ".husky/agent.md",
    ".vscode/agent.md",
    ".claude/settings.json",
    ".claude/settings.local.json",
    "config.toml",
    ".codex/config.toml",
    "Makefile",
    "agents/run.sh",
    "agents/agent",
    "agents\\agent.md",
    "C:/agent.md",
    "agents/a:b.md",
    "agents/what?.md",
    "agents/con.md",
    "agents/AUX.agent.md",
    "agents/com1.md",
    "agents/lpt\u00b2.md",
    "con/agent.md",
    "agents /agent.md",
    "agents./agent.md",
    "agents/new\nline.md",
    "agents/\x1b[2Jagent.md",
    "agents/\u202egent.md",
    "agents/a\ufe0fgent.md",
    "agents/a\u3164gent.md",
    "agents/\udcff.md",
    "agents/\ud800.md",
    "agents/e\u0301.md",
    "/".join(["deep"] * 16 + ["agent.md"]),
    "agents/" + "a" * 253 + ".md",
    "/".join(["a" * 200] * 6) + "/agent.md",
]


class Names:
    """A tree given as folder -> name -> entry."""

    def __init__(self, folders: dict[str, dict[str, Entry]]) -> None:
        self.folders = folders

    def read(self, path: str) -> bytes | None:
        raise NotImplementedError(path)

    def entries(self, folder: str) -> Mapping[str, Entry]:
        return self.folders.get(folder, {})


@pytest.mark.parametrize("path", GOOD)
def test_a_place_for_definitions_is_accepted(path: str) -> None:
    check_target(path)


@pytest.mark.parametrize("path", BAD)
def test_a_bad_place_is_refused(path: str) -> None:
    with pytest.raises(SyncRefused):
        check_target(path)


@given(st.text(max_size=60))
def test_whatever_is_accepted_stays_inside_and_out_of_git(text: str) -> None:
    path = f"agents/{text}/agent.md"
    try:
        check_target(path)
    except SyncRefused:
        return
    segments = path.split("/")
    assert not {"", ".", ".."}.intersection(segments)
    assert not any(name.casefold().startswith(".git") for name in segments if name.casefold() != ".github")
    assert path.isprintable()


def test_a_free_path_in_folders_that_exist_is_accepted() -> None:
    place = Names({"": {".claude": Entry.FOLDER}, ".claude": {"agents": Entry.FOLDER}})
    check_place(place, ".claude/agents/reviewer.md")


def test_folders_that_do_not_exist_yet_are_accepted() -> None:
    check_place(Names({}), ".claude/agents/reviewer.md")


@pytest.mark.parametrize(
    ("folders", "said"),
    [
        ({"": {"agents": Entry.SYMLINK}}, "agents is a symlink, not a folder"),
        ({"": {"agents": Entry.SUBMODULE}}, "agents is a submodule, not a folder"),
        ({"": {"agents": Entry.FILE}}, "agents is a file, not a folder"),
        ({"": {"agents": Entry.FOLDER}, "agents": {"a.md": Entry.SYMLINK}}, "a.md is a symlink, not a file"),
        ({"": {"agents": Entry.FOLDER}, "agents": {"a.md": Entry.FOLDER}}, "a.md is a folder, not a file"),
        ({"": {"agents": Entry.FOLDER}, "agents": {"A.md": Entry.FILE}}, "a.md and A.md are one name"),
        ({"": {"Agents": Entry.FOLDER}}, "agents and Agents are one name"),
    ],
)
def test_a_way_that_is_not_plain_folders_is_refused(folders: dict[str, dict[str, Entry]], said: str) -> None:
    with pytest.raises(SyncRefused, match=said):
        check_place(Names(folders), "agents/a.md")
