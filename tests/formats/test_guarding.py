"""Which hooks can still refuse something."""

from __future__ import annotations

import time

import pytest

from agentreg.formats.guarding import can_refuse

REFUSING = [
    *("./guard.sh", "python guard.py --strict", "exit 2", "test -f ok && exit 2; exit 0"),
    *("grep -q x || exit 1", "./guard.sh && echo fine", "./guard.sh && true", "./log.sh; ./guard.sh"),
    *("sh -c './guard.sh'", "true-guard", 'echo \'{"decision": "block"}\'', "jq -r .permissionDecision"),
    *("echo x | ./guard.sh", "./guard.sh 2>&1", "if grep -q rm; then exit 2; fi; exit 0"),
    *("./guard.sh # careful", "./guard.sh;", "false", "cat x | grep -q y", "exit $status"),
    *("echo denied && false", "true && ./guard.sh", "echo ok; ./guard.sh"),
]  # fmt: skip
IDLE = [
    *("", " ", "true", "/bin/true", ":", ": ./guard.sh", "exit 0", "exit", "exit '0'", "echo fine"),
    *("printf ok", "echo a; echo b", "# ./guard.sh", "./guard.sh || true", "./guard.sh || :"),
    *("./guard.sh; exit 0", "./guard.sh\nexit 0\n", "sh -c 'exit 0'", 'bash -lc "true"', "(exit 0)"),
    *("{ true; }", "cat > /dev/null", "./guard.sh &", "true # ./guard.sh", "echo off && exit 0", "cat"),
    *("sleep 1", "./guard.sh || echo careful"),
]  # fmt: skip


@pytest.mark.parametrize("command", REFUSING)
def test_what_may_end_badly_or_decide_can_refuse(command: str) -> None:
    assert can_refuse({"type": "command", "command": command})
    assert can_refuse(command)


@pytest.mark.parametrize("command", IDLE)
def test_what_always_ends_well_and_decides_nothing_cannot(command: str) -> None:
    assert not can_refuse({"type": "command", "command": command})
    assert not can_refuse(command)


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        ({}, False),
        ({"type": "command"}, False),
        ({"hooks": []}, False),
        ({"type": "prompt", "prompt": "Is it safe?"}, True),
        ({"type": "prompt", "prompt": ""}, False),
        ({"type": "http", "url": "https://a.org"}, True),
        ({"bash": "", "powershell": "guard.ps1"}, True),
        ({"bash": "true", "powershell": "exit 0"}, False),
        ({"command": "sh", "args": ["-c", "exit 0"]}, False),
        ({"command": "./guard.sh", "async": "true"}, False),
        ({"command": "./guard.sh", "async": "false"}, True),
        ({"type": "unheard", "does": "something"}, True),
    ],
)
def test_handlers_are_read_by_what_they_run(handler: object, expected: bool) -> None:
    assert can_refuse(handler) == expected


@pytest.mark.parametrize("part", ["true;", "# ", "sh -c ", "exit 0 && ", "echo ", "&", "(", ": "])
def test_a_command_of_a_megabyte_is_read_in_no_time(part: str) -> None:
    started = time.perf_counter()
    can_refuse(part * (1_000_000 // len(part)))
    assert time.perf_counter() - started < 5
