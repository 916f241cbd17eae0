from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import build_repo
from support.reviews import BEFORE

AFTER = (
    BEFORE.replace("Read, Grep", "Read, Grep, Bash")
    .replace("model: sonnet", "model: opus")
    .replace("2. Say", "2. Ask for the threat model.\n3. Say")
    .replace("Never run", "Avoid running")
)
SHOWN = """\
auditor  HIGH  gains execute, network, write; minor bump
  .claude/agents/a.md -> .claude/agents/b.md

  HIGH     permissions-were-gained
           gains execute, network, write on claude-code, copilot and vscode
  MEDIUM   constraint-was-weakened  line 17 -> 18
           [-Never run-]{+Avoid running+} the code that you audit.

  tools
    + tool Bash  line 4
  model
    ~ model raised: sonnet -> opus  line 5
  workflow
    + step 2: Ask for the threat model.  line 13
  format  reformatted
"""


@pytest.fixture(autouse=True)
def files(house: Path) -> Path:
    folder = house / ".claude" / "agents"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(BEFORE)
    (folder / "b.md").write_text(AFTER)
    (folder / "form.md").write_text(BEFORE.replace("Read, Grep", "[Grep, Read]"))
    return house


A, B, FORM = (f".claude/agents/{name}.md" for name in ("a", "b", "form"))


def test_two_files_are_compared_in_the_agents_own_terms() -> None:
    ran = run_cli("diff", A, B)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == SHOWN


@pytest.mark.parametrize("names", [(A, B), (A,), (A, "./none.md"), ("v1..v2",), ("-", B)])
def test_names_alone_are_compared_as_with_the_parser(names: tuple[str, ...]) -> None:
    assert run_cli("diff", *names) == run_cli("diff", "--color=auto", *names)


def test_equal_files_show_nothing_on_standard_output() -> None:
    ran = run_cli("diff", A, A, "--exit-code")
    assert (ran.code, ran.out, ran.err) == (0, "", "no difference\n")


def test_reformatting_is_said_and_is_no_difference_for_the_exit_code() -> None:
    ran = run_cli("diff", A, FORM, "--exit-code", "--fail-on", "note")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "auditor  only the formatting differs"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 0),
        (["--exit-code"], 1),
        (["--fail-on", "critical"], 0),
        (["--fail-on", "high"], 1),
        (["--fail-on", "note"], 1),
    ],
)
def test_the_exit_code_says_what_was_asked(options: list[str], code: int) -> None:
    assert run_cli("diff", A, B, *options).code == code


def test_json_holds_every_change_and_finding_with_its_place() -> None:
    ran = run_cli("diff", A, B, "--json")
    agent = ran.data
    assert ran.json["ok"]
    assert ran.json["command"] == "diff"
    assert (agent["agent"], agent["severity"], agent["bump"]) == ("auditor", "high", "minor")
    assert agent["gained"] == ["execute", "network", "write"]
    weakened = next(change for change in agent["changes"] if change["kind"] == "constraint-weakened")
    assert weakened["area"] == "constraints"
    assert weakened["before"] == "Never run the code that you audit."
    assert weakened["spans"]["before"]["line"] == 17
    span = weakened["spans"]["after"]
    assert AFTER[span["start"] : span["end"]] == "Avoid running the code that you audit."
    rules = [finding["rule"] for finding in agent["findings"]]
    assert rules[:2] == ["permissions-were-gained", "constraint-was-weakened"]
    assert all(len(finding["fingerprint"]) == 16 for finding in agent["findings"])


def test_json_of_equal_files_is_an_agent_without_changes() -> None:
    data = run_cli("diff", A, A, "--json").data
    assert (data["agent"], data["severity"], data["bump"]) == ("auditor", None, "none")
    assert data["changes"] == data["findings"] == []


def test_markdown_is_for_a_pull_request() -> None:
    ran = run_cli("diff", A, B, "-f", "markdown")
    assert ran.out.startswith("## Agents: 1 changed, 0 unchanged\n\n### `auditor` — high\n")
    assert "| high | `permissions-were-gained` | `gains execute, network, write on claude-code" in ran.out


def test_standard_input_can_be_one_side() -> None:
    ran = run_cli("diff", "-", B, stdin=AFTER.encode())
    assert (ran.code, ran.out) == (0, "")


def test_standard_input_cannot_be_both_sides() -> None:
    ran = run_cli("diff", "-", "-", stdin=AFTER.encode())
    assert (ran.code, ran.out) == (2, "")
    assert "'-' is named twice" in ran.err


def test_a_file_at_a_revision_can_be_one_side(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{A: BEFORE}, {A: AFTER}])
    ran = run_cli("-C", repo, "diff", f"v1:{A}", A)
    assert ran.out.splitlines()[1] == f"  v1:{A} -> {A}"


def test_a_range_tells_every_changed_agent_and_counts_the_others(tmp_path: Path) -> None:
    moved = ".claude/agents/team/auditor.md"
    writer = BEFORE.replace("auditor", "writer").replace("code", "text")
    versions = [{A: BEFORE, ".claude/agents/w.md": writer}, {A: None, moved: AFTER}]
    repo = build_repo(tmp_path / "repo", versions)
    ran = run_cli("-C", repo, "diff", "v1..v2")
    assert "  .claude/agents/a.md -> .claude/agents/team/auditor.md\n" in ran.out
    assert "    > file moved\n" in ran.out
    assert "    + tool Bash  line 4\n" in ran.out
    assert ran.out.splitlines()[-1] == "1 agent changed, 1 unchanged"


def test_two_folders_are_matched_by_path_and_content(house: Path) -> None:
    for folder, text in (("one", BEFORE), ("two", AFTER)):
        (house / folder / "agents").mkdir(parents=True)
        (house / folder / "agents" / "auditor.md").write_text(text)
    (house / "two" / "agents" / "new.md").write_text(BEFORE.replace("auditor", "tester").replace("code", "x"))
    ran = run_cli("diff", "one", "two", "--json")
    assert {agent["agent"]: agent["severity"] for agent in ran.data["agents"]} == {
        "auditor": "high",
        "tester": "low",
    }


BIG = b"---\nname: big\n---\n" + b"x" * 2_000_000


def test_a_file_that_was_not_read_never_passes_for_equal(house: Path) -> None:
    for folder, text in (("one", BIG), ("two", BIG + b"y")):
        (house / folder / "agents").mkdir(parents=True)
        (house / folder / "agents" / "big.md").write_bytes(text)
    ran = run_cli("diff", "one", "two")
    told, *why = ran.out.splitlines()
    assert (ran.code, told) == (3, "1 file could not be compared: this is not the whole difference")
    assert why[0].startswith("  agents/big.md: it has 2,000,019 bytes")
    assert ran.err == ""
    document = run_cli("diff", "one", "two", "-f", "markdown")
    assert "- `agents/big.md`: `it has 2,000,019 bytes" in document.out
    assert document.err == f"warning: {told}\n"
    ran = run_cli("diff", "one", "two", "--json")
    assert (ran.code, ran.json["ok"]) == (3, False)
    assert [error["code"] for error in ran.json["errors"]] == ["not-compared"]
    (house / "two" / "agents" / "big.md").write_bytes(BIG)
    assert run_cli("diff", "one", "two", "--fail-on", "note").code == 0


def test_a_link_to_an_agent_passes_no_gate(house: Path) -> None:
    for folder in ("one", "two"):
        (house / folder).mkdir()
        (house / folder / "a.md").write_text(BEFORE)
        (house / folder / "same.md").symlink_to("../a.md")
    assert run_cli("diff", "one", "two").code == 0
    (house / "two" / "link.md").symlink_to("../b.md")
    assert run_cli("diff", "one", "two", "--fail-on", "low").code == 3


def test_one_definition_alone_is_a_usage_error() -> None:
    ran = run_cli("diff", A)
    assert ran.code == 2
    assert "or one range A..B" in ran.err


def test_a_missing_file_says_so() -> None:
    ran = run_cli("diff", A, "./none.md")
    assert ran.code == 2
    assert "no such file" in ran.err


def test_a_range_outside_a_repository_cannot_be_compared(tmp_path: Path) -> None:
    ran = run_cli("-C", tmp_path, "diff", "v1..v2", "--json")
    assert ran.code == 3
    assert ran.json["errors"][0]["code"] == "cannot-compare"


def test_what_a_definition_says_cannot_command_the_terminal(house: Path) -> None:
    (house / "evil.md").write_text(BEFORE.replace("careful", "\x1b[31mcareful\u202e"))
    ran = run_cli("diff", A, "evil.md", "-v")
    assert "\x1b" not in ran.out
    assert "<U+001B>[31mcareful<U+202E>" in ran.out


def test_all_detail_shows_notes_and_every_change() -> None:
    ran = run_cli("diff", A, B, "-v")
    assert "  LOW      step-was-added\n" in ran.out
    assert "    + step 2: Ask for the threat model.  line 13  step-added\n" in ran.out
