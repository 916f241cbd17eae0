"""Start-up time is a budget: what the quick commands must not import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.shared import ROOT

OLD = ROOT / "fixtures/repos/team-agents/v1.0.0/.claude/agents/reviewer.md"
NEW = ROOT / "fixtures/repos/team-agents/v1.1.0/.claude/agents/reviewer.md"

HEAVY = {"sqlite3", "git", "tabulate", "deepdiff", "tomlkit", "frontmatter", "filelock", "platformdirs"}


def imported_by(*arguments: object, program: str = "agentreg_cli.main") -> set[str]:
    words = [str(argument) for argument in arguments]
    code = (
        "import io, sys; sys.stdout = io.TextIOWrapper(io.BytesIO())\n"
        f"from {program} import main; code = main({words!r})\n"
        "assert code == 0, code\n"
        "sys.__stdout__.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "arguments",
    [("diff", OLD, NEW), ("merge", OLD, OLD, NEW), ("show", OLD), ("completion", "bash")],
    ids=lambda arguments: arguments[0],
)
def test_a_command_on_plain_files_imports_nothing_heavy(arguments):
    assert imported_by(*arguments) & HEAVY == set()


@pytest.mark.parametrize("names", [(OLD, NEW), (OLD, OLD)], ids=["different", "equal"])
def test_diff_of_names_alone_loads_no_parser_of_words_or_yaml(names):
    assert imported_by("diff", *names) & {"click", "inspect", "yaml"} == set()
    assert "click" in imported_by("diff", *names, "--color=never")


def test_diff_without_a_policy_loads_nothing_of_policies(tmp_path):
    policies = {"agentreg.rules.settle", "agentreg.rules.policy_file", "tomllib"}
    assert imported_by("-C", tmp_path, "diff", OLD, NEW) & policies == set()
    (tmp_path / "agentreg.toml").write_text("[policy]\n")
    assert imported_by("-C", tmp_path, "diff", OLD, NEW) >= policies


@pytest.mark.parametrize("words", [("merge", OLD, OLD, NEW, "7", "agents/a.md"), ("diff", "false", "a.md")])
def test_the_drivers_of_git_do_not_load_typing(words, tmp_path):
    """`typing` and what it imports are a seventh of such a run (agentreg.static)."""
    files = [tmp_path / name for name in ("base", "ours", "theirs")]
    for file, source in zip(files, (OLD, OLD, NEW), strict=True):
        file.write_bytes(source.read_bytes())
    called = [*words[:1], *files, *words[4:]] if words[0] == "merge" else [*words, *_sides(files)]
    assert {"typing", "contextlib"} & imported_by(*called, program="agentreg_cli.driver") == set()


def _sides(files):
    return [files[0], "0", "0", files[2], "0", "0"]
