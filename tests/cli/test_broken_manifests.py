"""Manifests of plugins that nobody can read: every command and report that looks at them says so."""

from __future__ import annotations

import json
from pathlib import Path

from support.cli import run_cli
from support.repos import build_repo

CLEAN = "---\nname: clean\ndescription: Does work.\ntools: Read, Grep\n---\nYou are a worker.\n"


def test_a_manifest_that_is_no_json_is_told_by_all_who_read_it(tmp_path: Path) -> None:
    agent = {"plugins/p/agents/clean.md": CLEAN}
    name = "plugins/p/.claude-plugin/plugin.json"
    repo = build_repo(tmp_path / "repo", [agent, {name: '{\n"version": "1.0.0",\n}'}])
    run_cli("-C", repo, "init")
    run_cli("-C", repo, "add", ".", "--name", "own")
    for command in (["lint"], ["review", "HEAD~1..HEAD"], ["index"]):
        ran = run_cli("-C", repo, *command)
        # A review has it in its document, where lines are wrapped.
        told = ran.out if command[0] == "review" else ran.err
        assert f"{name}:3: it is no valid JSON" in " ".join(told.split())
        assert ran.code == 0
    for command in (["lint"], ["review", "HEAD~1..HEAD"]):
        (warning,) = json.loads(run_cli("-C", repo, *command, "--json").out)["warnings"]
        assert warning.startswith(f"{name}:3: ")
    for format_ in ("text", "markdown", "html"):
        assert f"{name}:3" in run_cli("-C", repo, "review", "HEAD~1..HEAD", "-f", format_).out
    for format_ in ("sarif", "github", "junit", "codequality"):
        for words in (["lint"], ["review", "HEAD~1..HEAD"], ["diff", "HEAD~1..HEAD"]):
            ran = run_cli("-C", repo, *words, "-f", format_)
            assert (ran.code, name in ran.out, "it is no valid JSON" in ran.out) == (0, True, True)
    (tmp_path / "none").mkdir()
    ran = run_cli("-C", tmp_path, "diff", "none", "repo")
    assert f"{name}:3: it is no valid JSON" in ran.err
    (repo / name).unlink()
    (repo / name).symlink_to("../../../outside.json")
    assert run_cli("-C", repo, "lint").err == ""
