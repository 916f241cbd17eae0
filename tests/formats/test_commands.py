"""Which patterns of commands let anything be done."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats.commands import is_wide_command

WIDE = (
    *("*", "**", " *", "* *", "curl *", "curl*", "curl", "cu*", "wget -q *", "rm *", "rm -rf *", "rm -rf /"),
    *("rm -rf ~/*", "sh *", "sh", "bash -c *", 'bash -c "*"', "python *", "python3.12 -c *", "node -e *"),
    *("/usr/bin/python3 *", "npx *", "sudo *", "sudo rm *", "env -i bash *", "xargs rm", "./*", "../*"),
    *("PowerShell.exe *", "Remove-Item *", "/bin/*", "/usr/bin/c*", "git status && curl *", "git log | sh"),
    *("echo $(rm *)", "a; rm -rf *", "ssh *"),
)  # fmt: skip
LIMITED = (
    *("git status", "git *", "git*", "ls *", "ls", "cat *", "npm *", "npm run *", "make", "pytest *", "jq *"),
    *("python tool.py", "python tool.py *", "python -m pytest *", "node scripts/build.js *", "sh run.sh *"),
    *("curl https://api.example.com/*", "rm build/*", "rm -rf dist", "npx eslint *", "", "-", '""'),
    *("sudo systemctl restart nginx", "./scripts/*", "scripts/check *", "perlcritic *", "shellcheck *"),
    "git rm *",
)  # fmt: skip


@pytest.mark.parametrize("text", WIDE)
def test_a_whole_command_that_does_what_it_is_given_is_wide(text: str) -> None:
    assert is_wide_command(text)


@pytest.mark.parametrize("text", LIMITED)
def test_what_says_what_it_is_for_is_not(text: str) -> None:
    assert not is_wide_command(text)


@given(st.lists(st.sampled_from(("sudo", "sh", "-x", "*", "a", "curl*", ";", "$(", '"'))))
def test_another_command_in_a_pattern_takes_nothing_back(words: list[str]) -> None:
    text = " ".join(words)
    assert is_wide_command(f"{text} ; rm *")
    assert is_wide_command(text) <= is_wide_command(f"git log ; {text}")


@pytest.mark.parametrize("word", ["sudo ", "sh -x ", "sudo sh - ", "* ", "curl;", "a "])
def test_a_pattern_of_a_megabyte_is_read_in_no_time(word: str) -> None:
    started = time.perf_counter()
    is_wide_command(word * (1_000_000 // len(word)))
    assert time.perf_counter() - started < 5
