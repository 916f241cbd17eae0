"""What accepts nothing is told, where it could have accepted something."""

from __future__ import annotations

from datetime import date

import pytest

from agentreg.rules.baseline import Known, baseline_of
from agentreg.rules.finding import Bump, Direction, Finding, Severity
from agentreg.rules.idle import Compared, Seen
from agentreg.rules.policy import Ignore, Level, Policy
from agentreg.rules.settle import Means, Settled, Terms
from agentreg.rules.stale import stale
from agentreg.rules.state.table import STATE_RULES

TODAY = date(2026, 11, 21)
PATH = "agents/w.md"
FOUND = Finding(
    "tool-was-granted", Severity.LOW, Direction.WIDENS, Bump.MINOR, "tool Bash", "m", judged=("w",)
)
IGNORE = Ignore("tool-was-granted", "agreed", "agentreg.toml:3")
USED = Settled(FOUND, Means.IGNORE, IGNORE.place, IGNORE.reason)
OPEN = Compared("worker", (PATH,), (PATH,), (FOUND,), ())
TAKEN = Compared("worker", (PATH,), (PATH,), (), (USED,))
PLAIN = Compared("worker", (PATH,), (PATH,), (), ())


def told(terms: Terms, *compared: Compared) -> list[str]:
    return [f"{one.severity} {one.rule}: {one.message}" for one in stale(terms, Seen(terms.asked, compared))]


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


def known(number: int, path: str = PATH, rule: str = "tool-was-granted") -> Known:
    return Known(path, "", "worker", rule, f"tool {number}", f"{number:016}")


def terms(*entries: Known) -> Terms:
    return Terms(TODAY, baseline=baseline_of(entries, "b.json"))


SAME = known(1)._replace(fingerprint=FOUND.fingerprint)
GONE = (
    f"note baseline-became-stale: 1 finding in b.json not found any more: tool-was-granted of worker ({PATH})"
)
MOVED = (
    "medium baseline-became-stale: 1 finding in b.json to be accepted anew, for the agents moved:"
    f" tool-was-granted of worker ({PATH} -> new/w.md)"
)
ELSEWHERE = OPEN._replace(paths=(PATH, "new/w.md"), own=(PATH, "new/w.md"))

IDLE = {
    "gone": (known(1), OPEN, [GONE]),
    "open": (SAME, OPEN, []),
    "accepted": (SAME, TAKEN, []),
    "an agent of the same name": (known(1, "plugins/w.md"), OPEN, []),
    "moved": (SAME, ELSEWHERE, [MOVED]),
    "moved, and not found": (known(1), ELSEWHERE, [GONE]),
    "accepted as moved": (SAME._replace(path="new/w.md", before=PATH), ELSEWHERE, []),
    "where its origin is": (known(1), ELSEWHERE._replace(own=("new/w.md",)), []),
    "a rule that was not asked": (known(1, rule="secret-is-in-text"), OPEN, []),
}


@pytest.mark.parametrize(("entry", "compared", "expected"), IDLE.values(), ids=IDLE)
def test_what_a_baseline_knows_and_nothing_needs_is_told(
    entry: Known, compared: Compared, expected: list[str]
) -> None:
    assert told(terms(entry), compared) == expected


def test_many_are_told_as_one() -> None:
    one = f"tool-was-granted of worker ({PATH})"
    assert told(terms(*map(known, range(5))), PLAIN) == [
        f"note baseline-became-stale: 5 findings in b.json not found any more: {one}, {one}, {one}, …"
    ]


def test_what_a_bystander_needs_is_in_use_and_nothing_else_of_it_is_told() -> None:
    seen = Seen(terms().asked, (), (TAKEN,))
    assert stale(terms(SAME, known(1)), seen) == ()


def test_where_nothing_is_any_more_nobody_needs_to_look() -> None:
    seen = Seen(terms().asked, (), is_gone=lambda path: path == PATH)
    assert [one.message for one in stale(terms(known(1), known(2, "b.md")), seen)] == [
        GONE.removeprefix("note baseline-became-stale: ")
    ]


def test_what_a_finding_about_the_change_tells_of_a_state_is_not_missing() -> None:
    state = next(rule for rule in STATE_RULES if rule.twins)
    entry = known(1, rule=state.id)
    asked = terms(entry)._replace(asked=frozenset((state.id,)))
    twin = OPEN._replace(findings=(FOUND._replace(rule=state.twins[0]),))
    assert told(asked, twin) == []
    assert len(told(asked, PLAIN)) == 1
