"""What accepts nothing is told, where it could have accepted something."""

from __future__ import annotations

from datetime import date

import pytest

from agentreg.rules.baseline import Baseline, Known
from agentreg.rules.finding import Bump, Direction, Finding, Severity
from agentreg.rules.policy import Ignore, Level, Policy
from agentreg.rules.settle import Means, Settled, Terms
from agentreg.rules.stale import Compared, stale

TODAY = date(2026, 11, 21)
FOUND = Finding(
    "tool-was-granted", Severity.LOW, Direction.WIDENS, Bump.MINOR, "tool Bash", "m", judged=("w",)
)
IGNORE = Ignore("tool-was-granted", "agreed", "agentreg.toml:3")
USED = Settled(FOUND, Means.IGNORE, IGNORE.place, IGNORE.reason)
OPEN = Compared("worker", ("agents/w.md",), (FOUND,), ())
TAKEN = Compared("worker", ("agents/w.md",), (), (USED,))
PLAIN = Compared("worker", ("agents/w.md",), (), ())


def told(terms: Terms, *compared: Compared) -> list[str]:
    return [f"{one.severity} {one.rule}: {one.message}" for one in stale(terms, compared)]


UNUSED = "note waiver-became-unused: ignore of tool-was-granted at agentreg.toml:3 has nothing to accept"
ENDED = "medium waiver-became-stale: ignore of tool-was-granted at agentreg.toml:3 ended on 2026-11-20"

ROWS = {
    "used": (IGNORE, TAKEN, []),
    "unused": (IGNORE, PLAIN, [UNUSED]),
    "not its agent": (IGNORE._replace(agent="writer"), PLAIN, []),
    "not its path": (IGNORE._replace(path="docs/**"), PLAIN, []),
    "last day": (IGNORE._replace(until=TODAY), PLAIN, [UNUSED]),
    "ended": (IGNORE._replace(until=date(2026, 11, 20)), OPEN, [ENDED]),
}


@pytest.mark.parametrize(("ignore", "compared", "expected"), ROWS.values(), ids=ROWS)
def test_an_ignore_that_accepts_nothing_is_told(
    ignore: Ignore, compared: Compared, expected: list[str]
) -> None:
    assert told(Terms(TODAY, Policy(ignores=(ignore,))), compared) == expected


def test_nothing_is_told_where_nothing_was_compared() -> None:
    assert told(Terms(TODAY, Policy(ignores=(IGNORE,)))) == []


def test_a_policy_sets_the_severity_of_what_is_told_of_itself() -> None:
    levels = {"waiver-became-unused": Level.HIGH}
    assert told(Terms(TODAY, Policy(levels, (IGNORE,))), PLAIN)[0].startswith("high waiver-became-unused")
    assert told(Terms(TODAY, Policy({"waiver-became-unused": Level.OFF}, (IGNORE,))), PLAIN) == []


def known(number: int, agent: str = "worker") -> Known:
    return Known(agent, "tool-was-granted", f"tool {number}", f"{number:016}")


def terms(*entries: Known) -> Terms:
    return Terms(TODAY, baseline=Baseline("b.json", {entry.fingerprint: entry for entry in entries}))


def test_a_baseline_that_knows_what_is_gone_is_told_once() -> None:
    gone = "tool-was-granted of worker"
    assert told(terms(known(1)), OPEN) == [
        f"note baseline-became-stale: 1 finding in b.json not found any more: {gone}"
    ]
    assert told(terms(*map(known, range(5))), OPEN)[0].endswith(
        f"5 findings in b.json not found any more: {gone}, {gone}, {gone}, …"
    )


def test_a_baseline_is_asked_about_compared_agents_only() -> None:
    assert told(terms(known(1, "writer")), OPEN) == []
    found = known(1)._replace(fingerprint=FOUND.fingerprint)
    assert told(terms(found), OPEN) == []
    assert told(terms(found), TAKEN) == []
