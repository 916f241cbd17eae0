"""`agentreg diff` under a policy: what is accepted is counted, what fails fails."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from agentreg_cli import places
from support.cli import run_cli
from support.repos import build_repo, commit

BEFORE = """\
---
name: auditor
description: Audits code.
tools: Read
---

You are a careful auditor.

## Rules

- Never run the code that you audit.
- Always name the file.
"""
GRANTED = BEFORE.replace("tools: Read", "tools: Read, Bash")
REMOVED = BEFORE.replace("- Never run the code that you audit.\n", "")
WAIVER = "<!-- agentreg: ignore constraint-was-removed until 2027-01-31 -- a hook does it -->"
WAIVED, WAIVED_REMOVED = (text.replace("## Rules\n", f"## Rules\n\n{WAIVER}\n") for text in (BEFORE, REMOVED))
IGNORE = """\
[[policy.ignore]]
rule = "permissions-were-gained"
reason = "it runs in a box"

[[policy.ignore]]
rule = "tool-was-granted"
reason = "it runs in a box"
"""


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "today", lambda: date(2026, 11, 21))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "agents").mkdir()
    for name, text in {
        "before": BEFORE,
        "granted": GRANTED,
        "removed": REMOVED,
        "waived": WAIVED,
        "waived_removed": WAIVED_REMOVED,
    }.items():
        (tmp_path / "agents" / f"{name}.md").write_text(text)
    return tmp_path


def diff(folder: Path, before: str, after: str, *options: str | Path) -> tuple[int, str]:
    ran = run_cli("-C", folder, "diff", f"agents/{before}.md", f"agents/{after}.md", *options)
    return ran.code, ran.out


@pytest.mark.parametrize(
    ("policy", "options", "code"),
    [
        ("", [], 0),
        ('[policy]\nfail-on = "high"\n', [], 1),
        ('[policy]\nfail-on = "critical"\n', [], 0),
        ('[policy]\nfail-on = "critical"\n', ["--fail-on", "high"], 1),
        ('[policy]\nfail-on = "low"\n', ["--fail-on", "critical"], 0),
        ('[policy]\nfail-on = "high"\n', ["--no-policy"], 0),
        ('[policy]\nfail-on = "high"\n', ["--no-policy", "--fail-on", "high"], 1),
        ('[policy]\nfail-on = "medium"\n[policy.severity]\npermissions-were-gained = "low"\n', [], 0),
        ('[policy]\nfail-on = "low"\n[[policy.scope]]\npaths = ["agents"]\nfail-on = "off"\n', [], 0),
        ('[policy]\nfail-on = "off"\n[[policy.scope]]\npaths = ["agents"]\nfail-on = "high"\n', [], 1),
        (f'{IGNORE}[policy]\nfail-on = "note"\n', [], 0),
    ],
)
def test_the_policy_says_what_fails(folder: Path, policy: str, options: list[str], code: int) -> None:
    (folder / "agentreg.toml").write_text(policy)
    assert diff(folder, "before", "granted", *options)[0] == code


def test_the_policy_of_pyproject_counts_too(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.agentreg.policy]\nfail-on = "high"\n')
    assert diff(folder, "before", "granted")[0] == 1


def test_a_mistake_in_the_policy_is_a_usage_error(folder: Path) -> None:
    (folder / "agentreg.toml").write_text('[policy]\nfail-on = "hihg"\n')
    ran = run_cli("-C", folder, "diff", "agents/before.md", "agents/granted.md")
    assert (ran.code, ran.out) == (2, "")
    assert "agentreg.toml:2: 'fail-on' cannot be 'hihg'" in ran.err


def test_a_misspelt_policy_is_no_open_gate(folder: Path) -> None:
    (folder / "agentreg.toml").write_text('[polcy]\nfail-on = "high"\n')
    assert diff(folder, "before", "granted")[0] == 2


def test_what_is_ignored_is_counted_and_shown_on_request(folder: Path) -> None:
    (folder / "agentreg.toml").write_text(IGNORE)
    _, shown = diff(folder, "before", "granted")
    assert "permissions-were-gained" not in shown
    assert shown.endswith("\n2 waived: -v shows them\n")
    _, whole = diff(folder, "before", "granted", "-v")
    assert "  WAIVED   permissions-were-gained of auditor\n" in whole
    assert "           it runs in a box (agentreg.toml:1)\n" in whole


def test_json_lists_what_is_ignored_with_the_reason(folder: Path) -> None:
    (folder / "agentreg.toml").write_text(IGNORE)
    data = json.loads(diff(folder, "before", "granted", "--json")[1])["data"]
    assert data["findings"] == []
    assert [(one["by"], one["place"], one["reason"], one["until"]) for one in data["settled"]] == [
        ("ignore", "agentreg.toml:1", "it runs in a box", None),
        ("ignore", "agentreg.toml:5", "it runs in a box", None),
    ]
    assert [one["finding"]["rule"] for one in data["settled"]] == [
        "permissions-were-gained",
        "tool-was-granted",
    ]
    assert (data["bump"], data["policy"]) == ("minor", [])


def test_an_ignore_that_ended_accepts_nothing_and_is_told(folder: Path) -> None:
    ended = IGNORE.replace("\n\n", "\nuntil = 2026-11-20\n\n")
    (folder / "agentreg.toml").write_text(ended)
    _, shown = diff(folder, "before", "granted")
    assert "permissions-were-gained" in shown
    assert "ignore of permissions-were-gained at agentreg.toml:1 ended on 2026-11-20" in " ".join(
        shown.split()
    )
    assert diff(folder, "before", "granted", "--fail-on", "medium")[0] == 1


def test_a_waiver_that_stood_before_accepts_and_a_new_one_is_told(folder: Path) -> None:
    code, shown = diff(folder, "waived", "waived_removed", "--fail-on", "note")
    assert code == 0
    assert shown.endswith("\n1 waived: -v shows them\n")
    code, shown = diff(folder, "before", "waived_removed", "--fail-on", "medium")
    assert code == 1
    assert "constraint-was-removed" in shown
    assert "waiver-was-added" in shown


def test_without_policy_no_waiver_counts(folder: Path) -> None:
    assert diff(folder, "waived", "waived_removed", "--no-policy", "--fail-on", "medium")[0] == 1


def test_a_range_is_judged_by_the_policy_of_the_folder_it_runs_in(tmp_path: Path) -> None:
    agent = ".claude/agents/auditor.md"
    loose = '[policy]\nfail-on = "off"\n'
    repo = build_repo(tmp_path / "repo", [{agent: BEFORE}, {agent: GRANTED, "agentreg.toml": loose}])
    (repo / "agentreg.toml").write_text('[policy]\nfail-on = "high"\n')
    assert run_cli("-C", repo, "diff", "v1..v2").code == 1


LOOSE, STRICT = ('[policy]\nfail-on = "off"\n', '[policy]\nfail-on = "high"\n')


def test_a_range_that_changes_the_policy_says_so(tmp_path: Path) -> None:
    agent = {".claude/agents/auditor.md": BEFORE}
    versions = [{**agent, "agentreg.toml": STRICT}, {"agentreg.toml": LOOSE}]
    repo = build_repo(tmp_path / "repo", versions)
    # Also by the loosened policy: no change switches its own gate off.
    assert run_cli("-C", repo, "diff", "v1..v2").code == 1
    assert run_cli("-C", repo, "diff", "v1..v2", "--no-policy").code == 0
    assert run_cli("-C", repo, "diff", "v1..v2", "--fail-on", "critical").code == 1
    (repo / "agentreg.toml").write_text(STRICT)
    ran = run_cli("-C", repo, "diff", "v1..v2")
    assert ran.code == 1
    assert ran.out.startswith(
        "  CRITICAL policy-was-changed\n           policy in agentreg.toml: fail-on high -> off\n"
    )


def test_a_policy_between_the_folder_and_the_top_counts_as_well(tmp_path: Path) -> None:
    agent = {".claude/agents/auditor.md": BEFORE, "team/docs/a.txt": "x"}
    versions = [agent, {"team/agentreg.toml": LOOSE + IGNORE, "other/agentreg.toml": STRICT}]
    repo = build_repo(tmp_path / "repo", versions)
    ran = run_cli("-C", repo / "team" / "docs", "diff", "v1..v2", "--fail-on", "high", "--json")
    assert ran.code == 1
    assert [finding["subject"] for finding in ran.data["policy"]] == ["policy in team/agentreg.toml"]
    assert run_cli("-C", repo, "diff", "v1..v2", "--fail-on", "high").code == 0


def test_a_range_that_extends_the_baseline_in_use_says_so(tmp_path: Path) -> None:
    agent = ".claude/agents/auditor.md"
    repo = build_repo(tmp_path / "repo", [{agent: BEFORE}, {agent: GRANTED}])
    run_cli("-C", repo, "diff", "v1..v2", "--write-baseline", "b.json")
    commit(repo, {"b.json": (repo / "b.json").read_text()})
    gate = ("--baseline", "b.json", "--fail-on", "high")
    assert run_cli("-C", repo, "diff", "v1..v2", *gate).code == 0
    ran = run_cli("-C", repo, "diff", "v1..HEAD", *gate)
    assert ran.code == 1
    assert "baseline b.json: accepts 2 findings" in ran.out


@pytest.mark.parametrize("linked", ["b.json", "kept", "agentreg.toml"])
def test_what_accepts_findings_in_a_range_is_no_link(tmp_path: Path, linked: str) -> None:
    agent = ".claude/agents/auditor.md"
    repo = build_repo(tmp_path / "repo", [{agent: BEFORE}, {agent: GRANTED}])
    (repo / "kept").mkdir()
    for name, text in (("kept/b.json", ""), ("b.json", ""), ("agentreg.toml", STRICT)):
        (repo / name).write_text(text)
    for name in ("kept/b.json", "b.json"):
        run_cli("-C", repo, "diff", "v1..v2", "--write-baseline", name)
    (repo / linked).rename(repo / "elsewhere")
    (repo / linked).symlink_to("elsewhere")
    for baseline in ("kept/b.json", "b.json"):
        ran = run_cli("-C", repo, "review", "v1..v2", "--baseline", baseline)
        if linked == "agentreg.toml" or baseline.startswith(linked):
            assert ran.code == 2
            assert f"{linked if linked != 'kept' else baseline} leads through a symbolic link" in ran.err


def test_two_folders_with_other_policies_say_so(tmp_path: Path) -> None:
    for name, text in (("one", STRICT), ("two", LOOSE)):
        (tmp_path / name / "agents").mkdir(parents=True)
        (tmp_path / name / "pyproject.toml").write_text(text.replace("[policy]", "[tool.agentreg.policy]"))
        (tmp_path / name / "agents" / "auditor.md").write_text(BEFORE)
    ran = run_cli("-C", tmp_path, "diff", "one", "two", "--fail-on", "high", "--json")
    assert ran.code == 1
    assert [finding["rule"] for finding in ran.data["policy"]] == ["policy-was-changed"]


def test_a_baseline_is_written_and_makes_its_findings_known(folder: Path) -> None:
    ran = run_cli("-C", folder, "diff", "agents/before.md", "agents/granted.md", "--write-baseline", "b.json")
    assert ran.code == 0
    assert ran.err == "2 findings accepted in b.json\n"
    first = (folder / "b.json").read_bytes()
    code, shown = diff(folder, "before", "granted", "--baseline", "b.json", "--fail-on", "note")
    assert (code, shown.endswith("\n2 known: -v shows them\n")) == (0, True)
    assert diff(folder, "before", "granted", "--baseline", "b.json", "--write-baseline", "b.json")[0] == 0
    assert (folder / "b.json").read_bytes() == first


def test_a_baseline_accepts_no_other_finding(folder: Path) -> None:
    diff(folder, "before", "granted", "--write-baseline", "b.json")
    (folder / "agents" / "granted.md").write_text(REMOVED)
    code, shown = diff(folder, "before", "granted", "--baseline", "b.json", "--fail-on", "medium", "-v")
    assert code == 1
    assert "  NOTE     baseline-became-stale\n" in shown


@pytest.mark.parametrize("text", [None, "{}"])
def test_a_baseline_that_cannot_be_read_is_an_error(folder: Path, text: str | None) -> None:
    if text is not None:
        (folder / "b.json").write_text(text)
    ran = run_cli(
        "-C",
        folder,
        "diff",
        "agents/before.md",
        "agents/granted.md",
        "--baseline",
        "b.json",
        "--fail-on",
        "low",
    )
    assert (ran.code, ran.out) == (2, "")
    said = (
        "there is no baseline b.json\nhint: write it: " if text is None else "b.json: this is no baseline: "
    )
    assert ran.err.startswith(f"agentreg: {said}")


def test_a_known_finding_cannot_be_asked_for_without_policy(folder: Path) -> None:
    assert diff(folder, "before", "granted", "--baseline", "b.json", "--no-policy")[0] == 2


def test_markdown_counts_what_is_accepted(folder: Path) -> None:
    (folder / "agentreg.toml").write_text(IGNORE)
    assert "```text\n2 waived: -v shows them\n```" in diff(folder, "before", "granted", "-f", "markdown")[1]


def test_what_a_waiver_says_cannot_command_the_terminal(folder: Path) -> None:
    for name in ("waived", "waived_removed"):
        path = folder / "agents" / f"{name}.md"
        path.write_text(path.read_text().replace("a hook", "a \x1b[31mhook\u202e"))
    _, shown = diff(folder, "waived", "waived_removed", "-v")
    assert "\x1b" not in shown
    assert "a <U+001B>[31mhook<U+202E> does it" in shown


def test_a_waiver_about_a_state_is_not_called_unused(folder: Path) -> None:
    waiver = "<!-- agentreg: ignore remote-script-is-run -- it is our own address -->"
    for name, text in {"one": BEFORE, "other": REMOVED}.items():
        (folder / "agents" / f"{name}.md").write_text(text.replace("## Rules\n", f"## Rules\n\n{waiver}\n"))
    ran = run_cli("-C", folder, "diff", "-v", "agents/one.md", "agents/other.md")
    assert "waiver-became-unused" not in ran.out
    assert "constraint-was-removed" in ran.out
