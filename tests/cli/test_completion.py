from __future__ import annotations

import shutil
import subprocess

import pytest

from agentreg_cli.completion import SCRIPTS, complete
from agentreg_cli.main import COMMANDS
from support.cli import run_cli


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ([], list(COMMANDS)),
        ([""], list(COMMANDS)),
        (["dif"], ["diff"]),
        (["s"], ["sources", "show", "search", "stats", "status", "sync"]),
        (["-C", "somewhere", "dif"], ["diff"]),
        (["zzz"], []),
        (["completion", "--off"], ["--offline"]),
        (["completion", ""], []),
    ],
)
def test_the_candidates_for_a_word(words, candidates):
    assert complete(words) == candidates


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
        f"{SCRIPTS['bash'].replace('-o nosort ', '')}"
        f"COMP_LINE='{line}'; COMP_POINT={len(line)}; _agentreg; printf '<%s>' \"${{COMPREPLY[@]}}\"\n"
    )
    done = subprocess.run(["bash", script], capture_output=True, text=True, check=True)
    assert log.read_text() == asked + "\n"
    assert done.stdout == reply
