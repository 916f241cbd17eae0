from __future__ import annotations

import shutil
import subprocess

import pytest

from agentreg_cli.completion import REFERENCE_COMMANDS, SCRIPTS, complete
from agentreg_cli.group import load_command
from agentreg_cli.main import COMMANDS
from agentreg_cli.options import REFERENCE
from support.cli import run_cli
from support.repos import build_repo, git


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ([], list(COMMANDS)),
        ([""], list(COMMANDS)),
        (["dif"], ["diff"]),
        (["s"], ["sources", "show", "search", "stats", "status", "sync", "schema"]),
        (["-C", "somewhere", "dif"], ["diff"]),
        (["zzz"], []),
        (["completion", "--off"], ["--offline"]),
        (["completion", ""], []),
    ],
)
def test_the_candidates_for_a_word(words, candidates):
    assert complete(words) == candidates


AGENT = "---\nname: {name}\ndescription: Does one thing.\ntools: Read\n---\n\nYou do it.\n"
VERSIONS = ("latest", "v2", "v1.10", "1.9.0", "v1")


@pytest.fixture
def registry(house):
    """The current folder is a registry of two sources; both have a `reviewer`."""
    for source, names in {"blue": ("reviewer", "planner"), "green": ("reviewer",)}.items():
        files = {f".claude/agents/{name}.md": AGENT.format(name=name) for name in names}
        news = {".claude/agents/reviewer.md": AGENT.format(name="reviewer\nversion: 1.9.0")}
        git(build_repo(house / source, [files, news]), "tag", "v1.10")
    for arguments in (["init"], ["add", "blue", "green"], ["index"]):
        assert run_cli(*arguments).code == 0


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        (["show", "re"], []),
        (["show", "pl"], ["planner"]),
        (["show", "blue/"], ["blue/planner", "blue/reviewer"]),
        (["diff", "a.md", "gr"], ["green/reviewer"]),
        (["show", "green/reviewer@"], [f"green/reviewer@{version}" for version in VERSIONS]),
        (["show", "planner@l"], ["planner@latest"]),
        (["show", "reviewer@"], []),
        (["show", "nobody@"], []),
        (["index", "pl"], []),
        (["index", ""], ["blue", "green"]),
        (["remove", "gr"], ["green"]),
        (["explain", "step-mo"], ["step-moved"]),
    ],
)
@pytest.mark.usefixtures("registry")
def test_names_and_versions_come_from_the_index(words, candidates):
    assert complete(words) == candidates


@pytest.mark.usefixtures("registry")
def test_derived_versions_are_offered_once_they_are_known():
    known = ("latest", "v2", "v1.10", "1.0.0", "v1")
    assert complete(["show", "planner@"]) == [f"planner@{version}" for version in known]
    assert run_cli("versions", "green/reviewer").code == 0
    offered = complete(["show", "green/reviewer@"])
    assert offered == [f"green/reviewer@{version}" for version in (*VERSIONS[:4], "1.0.1", "1.0.0", "v1")]


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_a_bash_that_cannot_leave_the_order_completes_all_the_same():
    old = 'complete() { [[ "$*" == *nosort* ]] && return 2; echo "$*"; }\n'
    script = old + SCRIPTS["bash"]
    done = subprocess.run(["bash", "-e"], input=script, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("-o default -F _agentreg agentreg\n", "")


def test_without_a_registry_or_index_nothing_is_offered(house):
    assert complete(["show", ""]) == []
    assert complete(["index", ""]) == []
    (house / "agentreg.toml").write_text("")
    assert complete(["show", ""]) == []
    assert complete(["show", "a@"]) == []


def test_the_commands_that_take_references_are_the_ones_that_complete_them():
    taking = {
        name
        for name in COMMANDS
        if any(parameter.type is REFERENCE for parameter in load_command(name).params)
    }
    assert taking == REFERENCE_COMMANDS


def test_the_program_answers_one_candidate_a_line():
    ran = run_cli("__complete", "sy")
    assert (ran.code, ran.out, ran.err) == (0, "sync\n", "")


@pytest.mark.parametrize("shell", SCRIPTS)
def test_each_script_is_printed_and_is_valid_in_its_shell(shell):
    ran = run_cli("completion", shell)
    assert ran.code == 0
    assert ran.out == SCRIPTS[shell]
    if shutil.which(shell):
        done = subprocess.run([shell, "-n"], input=ran.out.encode(), capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("line", "asked", "reply"),
    [
        ("agentreg s", "s", "<show><search it>"),
        ("agentreg ", "", "<show><search it>"),
        ("agentreg show show", "show show", "<show><search it>"),
        ("agentreg log a@v1", "log a@v1", "<show><search it><v1.0>"),
        ("agentreg log ", "log ", "<show><search it>"),
    ],
)
def test_bash_splits_at_blanks_and_offers_what_is_still_to_type(tmp_path, line, asked, reply):
    log = tmp_path / "asked"
    script = tmp_path / "script"
    answers = "show\\nsearch it\\n" + ("a@v1.0\\n" if "@" in line else "")
    script.write_text(
        f"agentreg() {{ shift; echo \"$*\" > {log.as_posix()}; printf '{answers}'; }}\n"
        f"{SCRIPTS['bash']}"
        f"COMP_LINE='{line}'; COMP_POINT={len(line)}; _agentreg; printf '<%s>' \"${{COMPREPLY[@]}}\"\n"
    )
    done = subprocess.run(["bash", script], capture_output=True, text=True, check=True)
    assert log.read_text() == asked + "\n"
    assert done.stdout == reply


def test_a_name_that_a_shell_would_run_is_not_offered(house):
    names = ("fine", "z$(touch x)", "z;ls", "z`ls`", "zwei Worte", "z\u202e")
    files = {f"agents/{number}.md": AGENT.format(name=f'"{name}"') for number, name in enumerate(names)}
    git(build_repo(house / "team", [files]), "tag", "v1;touch")
    for arguments in (["init"], ["add", "team"], ["index"]):
        assert run_cli(*arguments).code == 0
    assert complete(["show", ""]) == ["fine", "team/fine"]
    assert complete(["show", "fine@"]) == ["fine@latest", "fine@1.0.0", "fine@v1"]
