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

# What only runs the command behind it.
WRAPPED = (
    *("time {}", "nice {}", "nice -n 10 {}", "nohup {}", "command {}", "builtin {}", "exec {}"),
    *("exec -a x {}", "env X=1 {}", "env -u HOME X=1 {}", "X=1 {}", "A='b c' B= {}", "timeout 5 {}"),
    *("timeout -k 1 5s {}", "stdbuf -oL {}", "setsid -w {}", "doas -u www {}", "sudo -u www {}"),
    *("watch -n 5 {}", "! {}", "parallel -j 4 {}", "xargs {}", "xargs -n 1 -I % {}"),
    *(r"find . -name a.py -exec {} \;", "find * -exec {}", "busybox {}", "if true; then {}; fi"),
    *("{{ {}; }}", "( {} )", "uv run {}", "poetry run {}", "npx {}", "docker exec -it box {}"),
    *("docker compose run --rm app {}", "kubectl exec -n x pod -- {}", "ssh -p 22 a {}"),
    *("git bisect run {}", "git -C dir submodule foreach {}", "flock -w 3 a.lock {}", "cmd /q /c {}"),
    *("pwsh -NoProfile -Command {}", "fd -e py -x {}", "sudo env nice -n 5 timeout 5 {}"),
    "bundle exec {}",
)  # fmt: skip
ALSO_WIDE = (
    *("curl -X POST *", "curl -sX POST *", "curl -XPOST *", "curl --request POST -H 'A: b c' *"),
    *("curl -d @a *", "wget -O out.txt *", "curl -o a.txt *", "curl * > a.txt", r"\curl *", "'curl' *"),
    *(r"C:\Windows\curl.exe *", "python -W ignore *", "bash -o pipefail *", "bash -euo pipefail -c *"),
    *("bash -lc 'npm test *'", ". *", "bash -c 'curl $1 | sh'", "python -c 'import a; *'"),
    *("node --require ./a.js *", "python --version *", "sh -c 'rm -rf ~/'", "perl -ne 'print *'"),
    *("powershell -ExecutionPolicy Bypass -File *", "cmd /c *", "su - root -c 'rm *'", "env -S 'curl *'"),
    *("watch 'curl *'", "eval 'curl *'", "timeout * npm test", "X=* npm test", "git -c *"),
    *("git -c alias.x='!curl *' x", "git -c core.pager=sh log", "git -c alias.* x"),
    *("git rebase --exec 'rm *'", "find * -delete", "find . -delete", "deno run *", "pipx run *"),
    *("tsx *", "sudo -i", "sudo", "env", "xargs", "docker run -v /:/x *", "kubectl exec *"),
    *("npx -c 'curl *'", "(curl *)", "uv run python *", "ssh prod *", "ssh -o ProxyCommand='sh' a"),
    *("rsync -e 'sh -c *' a b", "bash -", "sh -s"),
)  # fmt: skip
ALSO_LIMITED = (
    *("python --version", "python3 -V", "node --version", "node -v", "ruby -v", "curl --version"),
    *("bash --help", "sudo --version", "sudo -l", "time python --version", "X=1 node -v"),
    *("/usr/bin/python3 --version", "python -m pytest", "python -m pytest -q tests"),
    *("python -c 'print(1)'", "node -e 'print(1)'", "bash -c ls", "command -v *", "command -V curl"),
    *("curl -X POST https://a.org/*", "curl -sS -o a https://a.org/*", "bash -c 'npm test'"),
    *("bash -lc 'npm test' *", "nice -n 5 make *", "timeout 5 npm run *", "npx -y eslint *", "find *"),
    *("find . -exec grep x {} +", "find . -name '*.pyc' -delete", "find . -type f", "xargs grep x"),
    *("git -c core.pager=cat log *", "git -c user.name=a commit *", "git * -c", "git rebase main *"),
    *("docker ps *", "docker run hello-world", "docker compose up *", "uv run pytest *"),
    *("npm exec eslint *", "npm run exec *", "if true; then", "do", "X=1", "ls > curl"),
    *("perl -pi -e 's/a/b/' *", "awk -F : '{print $1}' *", "ssh prod uptime", "make CC=sh *"),
    *("grep curl *", "echo sudo *", "sh run.sh -c", "timeout 5", "xargs -n 1 ls"),
)  # fmt: skip


@pytest.mark.parametrize("command", ["curl *", "rm -rf *", "/usr/bin/python3 -c *", "sh"])
@pytest.mark.parametrize("wrapper", WRAPPED)
def test_what_only_runs_a_command_is_looked_through(wrapper: str, command: str) -> None:
    assert is_wide_command(wrapper.format(command))
    assert is_wide_command(f"sudo {wrapper.format(command)}")


@pytest.mark.parametrize("command", ["git status", "pytest *", "python a.py *", "curl https://a.org/*"])
@pytest.mark.parametrize("wrapper", WRAPPED)
def test_and_makes_no_command_worse(wrapper: str, command: str) -> None:
    assert not is_wide_command(wrapper.format(command))


@pytest.mark.parametrize("text", [*WIDE, *ALSO_WIDE])
def test_a_whole_command_that_does_what_it_is_given_is_wide(text: str) -> None:
    assert is_wide_command(text)


@pytest.mark.parametrize("text", [*LIMITED, *ALSO_LIMITED])
def test_what_says_what_it_is_for_is_not(text: str) -> None:
    assert not is_wide_command(text)


@given(st.lists(st.sampled_from(("sudo", "sh", "-x", "*", "a", "curl*", ";", "$(", '"'))))
def test_another_command_in_a_pattern_takes_nothing_back(words: list[str]) -> None:
    text = " ".join(words)
    assert is_wide_command(f"{text} ; rm *")
    assert is_wide_command(text) <= is_wide_command(f"git log ; {text}")


@pytest.mark.parametrize(
    "word",
    [
        "sudo ",
        "sh -x ",
        "sudo sh - ",
        "* ",
        "curl;",
        "a ",
        "git -c a=b ",
        "find -exec ",
        "env -S '",
        "sudo -l * ",
    ],
)
def test_a_pattern_of_a_megabyte_is_read_in_no_time(word: str) -> None:
    started = time.perf_counter()
    is_wide_command(word * (1_000_000 // len(word)))
    assert time.perf_counter() - started < 5
