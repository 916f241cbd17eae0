"""`agentreg list`, and what it has in common with the other questions to the index."""

import pytest

from support.cli import cells, run_cli
from support.indexed import definition
from support.repos import build_repo


def test_the_list_shows_who_may_do_what(work):
    ran = run_cli("-C", work, "list")
    assert cells(ran.out) == [
        ["agent", "host", "model", "tools", "changed", "revisions"],
        ["team/reviewer", "claude-code", "Bash, Read", "2023-11-15", "2"],
        ["docs/writer", "generic", "opus", "all", "2023-11-15", "2"],
    ]
    assert ran.err == "2 agents\n"


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["w*"], ["docs/writer"]),
        (["--source", "te*"], ["team/reviewer"]),
        (["--tool", "Bash"], ["team/reviewer", "docs/writer"]),
        (["--tool", "execute"], ["team/reviewer", "docs/writer"]),
        (["--tool", "read", "--host", "claude-code"], ["team/reviewer"]),
        (["--tool", "Read", "--host", "claude-code"], ["team/reviewer"]),
        (["--model", "opus"], ["docs/writer"]),
        (["--deleted"], ["team/old (deleted)", "team/reviewer", "docs/writer"]),
        (["--limit", "1"], ["team/reviewer"]),
        (["nobody"], []),
    ],
)
def test_filters_narrow_the_list(work, arguments, names):
    assert [row[0] for row in cells(run_cli("-C", work, "list", *arguments).out)[1:]] == names


@pytest.mark.parametrize(
    ("arguments", "said", "hint"),
    [
        (["--host", "claude"], "there is no host 'claude'", "did you mean claude-code?"),
        (["--host", "x"], "there is no host 'x'", "one of: claude-code, "),
        (["--source", "taem"], "no indexed source matches 'taem'", "did you mean team?"),
    ],
)
def test_a_filter_for_what_is_not_there_is_refused(work, arguments, said, hint):
    ran = run_cli("-C", work, "list", *arguments)
    assert (ran.code, said in ran.err, hint in ran.err) == (2, True, True), ran.err


def test_a_tool_that_nobody_names_is_told_with_the_nearest(work):
    ran = run_cli("-C", work, "list", "--tool", "Bahs", "--json")
    [said] = ran.json["warnings"]
    assert said.endswith("did you mean Bash?")
    assert said in ran.err


def test_a_repeated_name_is_listed_and_found_by_what_tells_its_agents_apart(tmp_path):
    twin = definition("twin")
    build_repo(tmp_path / "team", [{"agents/a/twin.md": twin, "agents/b/twin.md": f"{twin}\nMore.\n"}])
    work = tmp_path / "work"
    work.mkdir()
    for arguments in (["init"], ["add", "../team"], ["index"]):
        assert run_cli("-C", work, *arguments).code == 0
    for command in (["list"], ["search", "twin"]):
        named = [row[0] for row in cells(run_cli("-C", work, *command).out)[1:]]
        assert sorted(named) == ["team/agents/a/twin.md", "team/agents/b/twin.md"]
        assert [run_cli("-C", work, "show", name).code for name in named] == [0, 0]


@pytest.mark.parametrize(
    "question", [["list"], ["search", "reviewer"], ["show", "reviewer"], ["show", "writer"]]
)
def test_an_index_that_lacks_sources_says_so(tmp_path, question):
    for source, agent in (("team", "reviewer"), ("docs", "writer")):
        build_repo(tmp_path / source, [{f"agents/{agent}.md": definition(agent)}])
    work = tmp_path / "work"
    work.mkdir()
    for arguments in (["init"], ["add", "../team", "../docs"], ["index", "team"]):
        assert run_cli("-C", work, *arguments).code == 0
    said = "1 of 2 sources were never indexed (docs): run `agentreg index`"
    ran = run_cli("-C", work, *question, "--json")
    assert f"warning: {said}\n" in ran.err
    assert ran.code or ran.json["warnings"] == [said]
    assert run_cli("-C", work, "index").code == 0
    ran = run_cli("-C", work, *question, "--json")
    assert (ran.err, ran.json["warnings"]) == ("", [])


def test_paths_are_shown_on_request(work):
    assert cells(run_cli("-C", work, "list", "--paths", "writer").out)[1][-1] == "moved/writer.md"


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["versions", "reviewer"],
        ["search", "write"],
        ["stats"],
        ["log", "reviewer"],
        ["show", "reviewer"],
    ],
)
def test_every_answer_has_a_form_for_programs(work, command):
    ran = run_cli("-C", work, *command, "--json")
    assert (ran.code, ran.json["ok"], ran.json["command"]) == (0, True, command[0])
    assert "id" not in str(sorted(_keys(ran.data)))


def _keys(data: object) -> set[str]:
    match data:
        case dict():
            return {key for key in data if key.endswith("_id") or key == "id"}.union(
                *map(_keys, data.values())
            )
        case list():
            return set().union(*map(_keys, data))
        case _:
            return set()


def test_denied_tools_are_not_listed(tmp_path):
    claude = (
        "---\nname: a\ndescription: A.\ntools: Read, Bash(git *), Edit\ndisallowedTools: Bash, Edit\n---\n"
    )
    rules = "permission:\n  bash: allow\n  edit: deny\n  read: allow\npermissions:\n  bash: deny\n"
    build_repo(
        tmp_path / "team",
        [
            {
                ".claude/agents/a.md": claude,
                ".opencode/agent/b.md": f"---\ndescription: B.\n{rules}---\n",
            }
        ],
    )
    work = tmp_path / "work"
    work.mkdir()
    for arguments in (["init"], ["add", "../team"], ["index"]):
        assert run_cli("-C", work, *arguments).code == 0
    found = run_cli("-C", work, "list", "--json").data
    assert {agent["name"]: agent["tools"] for agent in found} == {"a": ["Read"], "b": ["read"]}


def test_where_nobody_knows_what_a_missing_list_grants_the_list_says_so(tmp_path):
    head = "---\nname: {0}\ndescription: Does {0}.\n{1}---\nYou do {0}, and {0} alone.\n"
    files = {
        ".kiro/agents/anchor.md": head.format("anchor", ""),
        ".kiro/agents/buoy.md": head.format("buoy", "allowedTools: [fs_read]\n"),
        ".foo/agents/crane.md": head.format("crane", ""),
        ".openhands/agents/dock.md": head.format("dock", ""),
        "roles/eel.md": head.format("eel", ""),
    }
    build_repo(tmp_path / "team", [files])
    work = tmp_path / "work"
    work.mkdir()
    for arguments in (["init"], ["add", "../team"], ["index"]):
        assert run_cli("-C", work, *arguments).code == 0
    assert sorted(row[:3] for row in cells(run_cli("-C", work, "list").out)[1:]) == [
        ["team/anchor", "kiro", "unknown"],
        ["team/buoy", "kiro", "unknown, read"],
        ["team/crane", "unknown", "unknown"],
        ["team/dock", "openhands", "none"],
        ["team/eel", "generic", "all"],
    ]
    listed = run_cli("-C", work, "list", "--host", "kiro", "--tool", "Read").out
    assert [row[0] for row in cells(listed)[1:]] == ["team/buoy"]
    shown = run_cli("-C", work, "show", "crane").out
    assert "its rights are not judged as another's" in shown
    assert "no tool list is stated, and what that grants is not known" in shown
