"""A file to be written outside of the project is as grave however it is written down, and nothing else is."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.finding import Finding
from agentreg.rules.judge import judge

RULE = "output-path-was-added"


def agent(line: str) -> Definition:
    text = (
        f"---\nname: a\ndescription: d\n---\n\nYou are a pilot.\n\n## Berths\n\nThere are nine.\n\n{line}\n"
    )
    return read_definition(text.encode(), ".claude/agents/a.md")


def found(before: str, after: str) -> list[Finding]:
    one, other = agent(before), agent(after)
    return [hit for hit in judge(one, other, compare(one, other)) if hit.rule.startswith("output-path-")]


OUTSIDE = [
    "/etc/cron.d/berths",
    "/etc/motd.md",
    "/tmp/berths",  # noqa: S108  a path in a prompt
    "/var/log/berths.log",
    "/Users/ada/berths.md",
    "~/berths.md",
    "~/.bashrc",
    "~/.ssh/authorized_keys",
    "../berths.md",
    "../../berths",
    "$HOME/berths.md",
    "${HOME}/.profile",
    "C:\\Users\\ada\\berths.txt",
    "%USERPROFILE%\\berths.txt",
]


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("written", ["{}", '"{}"', "({})", "**{}**"])
def test_what_is_written_outside_of_the_project_is_high(path: str, written: str) -> None:
    line = f"Write the list of berths to {written.format(path)} each night."
    assert [(one.rule, one.severity.value, one.subject) for one in found("", line)] == [
        (RULE, "high", f"output path {path}")
    ]


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("Write the list of berths to docs/berths.md.", ["low"]),
        ("Write the list of berths to `docs/berths.md`.", ["low"]),
        ("Write the list of berths to /workspace/berths/all.", []),
        ("Write for the route /api/berths and nothing else.", []),
        ("Write to /dev/null what nobody reads.", []),
        ("Write down what you read from /etc/motd.", []),
        ("Never write the list to /etc/motd.", []),
        ("The list is in /etc/motd.", []),
        ("Write the list for https://example.com/home/berths and others.", []),
        ("Write berths as a fraction: 1/2 or 3/4, and/or none.", []),
    ],
)
def test_what_is_written_inside_or_only_read_is_not(line: str, severity: list[str]) -> None:
    assert [one.severity.value for one in found("", line)] == severity


def test_a_file_that_moves_out_of_the_project_is_high() -> None:
    (one,) = found("Write the list to docs/berths.md.", "Write the list to /etc/berths.md.")
    assert (one.severity.value, one.message) == (
        "high",
        "the agent is to write to /etc/berths.md instead of docs/berths.md",
    )
