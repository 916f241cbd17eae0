"""A policy or baseline that differs between two trees: what is compared may loosen what judges it next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from agentreg.errors import ConfigError
from agentreg.records import NamedTuple
from agentreg.rules.approvals import parse_approvals
from agentreg.rules.baseline import Baseline, Known, parse_baseline
from agentreg.rules.case import Hit
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.judge import finding_of
from agentreg.rules.policy import Level, Policy
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
    return _told(f"policy in {origin}", [_Difference(why)])


def _between(before: Stated, after: Stated) -> list[_Difference]:
    try:
        one, other = (parse_policy(side.text, side.origin) or Policy() for side in (before, after))
        if before.origin != after.origin:
            one, other = _from_the_top(one, before.origin), _from_the_top(other, after.origin)
        return list(_differences(one, other))
    except ConfigError as error:
        return [_Difference(f"it cannot be followed on one side ({error.message})")]


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
        return _told(f"baseline {origin}", [_Difference(f"it cannot be read on one side ({error.message})")])
    return _told(f"baseline {origin}", _acceptances(one, other))


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
        differences = [_Difference(f"cannot be read on one side ({error.message})")]
    else:
        one, other = ({entry._replace(place="") for entry in side} for side in sides)
        differences = _acceptances(one, other)
    return _finding("approvals-were-changed", Hit(origin), differences, " and ")


def _acceptances(before: AbstractSet[object], after: AbstractSet[object]) -> list[_Difference]:
    counts = ((len(after - before), "accepts"), (len(before - after), "no longer accepts"))
    return [
        _Difference(f"{verb} {count} finding{'' if count == 1 else 's'}", verb == "accepts")
        for count, verb in counts
        if count
    ]


class _Difference(NamedTuple):
    """One thing that a policy says otherwise, and whether it may let more pass."""

    text: str
    loosens: bool = True


def _told(subject: str, differences: list[_Difference]) -> Finding | None:
    return _finding("policy-was-changed", Hit(subject), differences, "; ")


def _finding(rule: str, hit: Hit, differences: list[_Difference], between: str) -> Finding | None:
    if not differences:
        return None
    said = between.join(difference.text for difference in differences)
    severity = None if any(difference.loosens for difference in differences) else Severity.NOTE
    return finding_of(RULES_BY_ID[rule], hit._replace(after=said, severity=severity))


def _differences(before: Policy, after: Policy) -> Iterator[_Difference]:
    if before.fail_on is not after.fail_on:
        said = [policy.fail_on or "unstated" for policy in (before, after)]
        # Where it is not stated, `review` fails from high on, and `diff` never: the stricter was given up.
        less = _fails_less(before.fail_on or Level.HIGH, after.fail_on or Level.OFF)
        yield _Difference(f"fail-on {said[0]} -> {said[1]}", less)
    for rule in sorted(before.levels.keys() | after.levels.keys()):
        usual = Level(RULES_BY_ID[rule].severity.value)
        levels = [policy.levels.get(rule, usual) for policy in (before, after)]
        if levels[0] is not levels[1]:
            yield _Difference(f"{rule} {levels[0]} -> {levels[1]}", _is_milder(*levels))
    # Where an entry is written is no part of what it says.
    ignored = [{ignore._replace(place=""): None for ignore in policy.ignores} for policy in (before, after)]
    yield from (_Difference(f"ignores {one.rule}") for one in ignored[1] if one not in ignored[0])
    yield from (
        _Difference(f"no longer ignores {one.rule}", loosens=False)
        for one in ignored[0]
        if one not in ignored[1]
    )
    if before.extends != after.extends:
        yield _Difference(f"extends {before.extends or 'nothing'} -> {after.extends or 'nothing'}")
    for rules, verb, loosens in (
        (set(after.dropped) - set(before.dropped), "drops the ignores of", False),
        (set(before.dropped) - set(after.dropped), "no longer drops the ignores of", True),
    ):
        if rules:
            yield _Difference(f"{verb} {', '.join(sorted(rules))}", loosens)
    if before.scopes != after.scopes:
        yield _Difference("other scopes")


def _is_milder(before: Level, after: Level) -> bool:
    order = list(Level)
    return order.index(after) > order.index(before)


def _fails_less(before: Level, after: Level) -> bool:
    """Whether fewer findings fail: from `high` on there are fewer than from `low` on."""
    return after is Level.OFF or (before is not Level.OFF and _is_milder(after, before))
