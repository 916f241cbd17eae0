"""A policy or baseline that differs between two trees: what is compared may loosen what judges it next."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from agentreg.errors import ConfigError
from agentreg.records import NamedTuple
from agentreg.rules.approvals import parse_approvals
from agentreg.rules.baseline import Baseline, Known, parse_baseline
from agentreg.rules.case import Hit
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.judge import finding_of
from agentreg.rules.policy import Policy
from agentreg.rules.policy_differences import Difference, differences_of, told
from agentreg.rules.policy_file import parse_policy
from agentreg.rules.table import RULES_BY_ID

Teller = Callable[[str, str, str], Finding | None]
"""Says how a file differs, given its text before and after (empty for none) and its name."""


def policy_change(before: str, after: str, origin: str) -> Finding | None:
    """Say how a policy differs.

    Args:
        before: The text of a configuration; empty for none.
        after: What it is now.
        origin: The file's name.

    Returns:
        One finding about all differences, mild where they only let less pass; None where both say the same.
    """
    if before == after:
        return None
    return _told(f"policy in {origin}", _between(Stated(origin, before), Stated(origin, after)))


class Stated(NamedTuple):
    """A configuration: its file's name, and its text."""

    origin: str
    text: str


def policy_replacement(before: Stated, after: Stated) -> Finding | None:
    """Say how the policy differs where another file is the one that counts now; see `policy_change`."""
    said = _between(before, after)
    return _told(f"policy in {after.origin}, which counts instead of {before.origin}", said)


def policy_out_of_sight(origin: str, why: str) -> Finding | None:
    """Say that a policy may differ, and why nobody can see how."""
    return _told(f"policy in {origin}", [Difference(why)])


def _between(before: Stated, after: Stated) -> list[Difference]:
    try:
        one, other = (parse_policy(side.text, side.origin) or Policy() for side in (before, after))
        if before.origin != after.origin:
            one, other = _from_the_top(one, before.origin), _from_the_top(other, after.origin)
        return list(differences_of(one, other))
    except ConfigError as error:
        return [Difference(f"it cannot be followed on one side ({error.message})")]


def _from_the_top(policy: Policy, origin: str) -> Policy:
    """A policy of which it counts from which folder it names the one that it extends."""
    from posixpath import dirname, join, normpath

    return policy._replace(extends=policy.extends and normpath(join(dirname(origin), policy.extends)))


def baseline_change(before: str, after: str, origin: str) -> Finding | None:
    """Say how a baseline differs; see `policy_change`."""
    if before == after:
        return None
    try:
        one, other = (_accepted(parse_baseline(text, origin)) if text else set() for text in (before, after))
    except ConfigError as error:
        return _told(f"baseline {origin}", [Difference(f"it cannot be read on one side ({error.message})")])
    accepted = _acceptances(one, other)
    return _finding("policy-was-changed", Hit(f"baseline {origin}", after=_and(accepted, "; ")), accepted)


def _accepted(baseline: Baseline) -> set[Known]:
    """What a baseline accepts; what it says for people is no part of that."""
    return {entry._replace(agent="", subject="") for entry in baseline.entries}


def approvals_change(before: str, after: str, origin: str) -> Finding | None:
    """Say how decisions differ; see `policy_change`."""
    if before == after:
        return None
    try:
        sides = [parse_approvals(text, origin).entries for text in (before, after)]
    except ConfigError as error:
        differences = [Difference(f"cannot be read on one side ({error.message})")]
    else:
        one, other = ({entry._replace(place="") for entry in side} for side in sides)
        differences = _acceptances(one, other)
    return _finding("approvals-were-changed", Hit(origin, after=_and(differences, " and ")), differences)


def _acceptances(before: AbstractSet[object], after: AbstractSet[object]) -> list[Difference]:
    counts = ((len(after - before), "accepts"), (len(before - after), "no longer accepts"))
    return [
        Difference(f"{verb} {count} finding{'' if count == 1 else 's'}", verb == "accepts")
        for count, verb in counts
        if count
    ]


def _and(differences: list[Difference], between: str) -> str:
    return between.join(difference.text for difference in differences)


def _told(subject: str, differences: list[Difference]) -> Finding | None:
    return _finding("policy-was-changed", Hit(subject, after=told(differences)), differences)


def _finding(rule: str, hit: Hit, differences: list[Difference]) -> Finding | None:
    if not differences:
        return None
    severity = None if any(difference.loosens for difference in differences) else Severity.NOTE
    return finding_of(RULES_BY_ID[rule], hit._replace(severity=severity))
