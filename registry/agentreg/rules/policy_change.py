"""A policy that differs between two trees: what is compared may loosen what judges it next."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.errors import ConfigError
from agentreg.rules.case import Hit
from agentreg.rules.finding import Finding
from agentreg.rules.judge import finding_of
from agentreg.rules.policy import Policy
from agentreg.rules.policy_file import parse_policy
from agentreg.rules.table import RULES_BY_ID


def policy_change(before: str, after: str, origin: str) -> Finding | None:
    """Say how a policy differs.

    Args:
        before: The text of a configuration; empty for none.
        after: What it is now.
        origin: The file's name.

    Returns:
        One finding about all differences; None where the policies say the same.
    """
    if before == after:
        return None
    try:
        one, other = (parse_policy(text, origin) or Policy() for text in (before, after))
        differences = "; ".join(_differences(one, other))
    except ConfigError as error:
        differences = f"it cannot be followed on one side ({error.message})"
    if not differences:
        return None
    return finding_of(RULES_BY_ID["policy-was-changed"], Hit(f"policy in {origin}", after=differences))


def _differences(before: Policy, after: Policy) -> Iterator[str]:
    if before.fail_on != after.fail_on:
        yield f"fail-on {before.fail_on or 'off'} -> {after.fail_on or 'off'}"
    for rule in sorted(before.levels.keys() | after.levels.keys()):
        levels = [policy.levels.get(rule) for policy in (before, after)]
        if levels[0] != levels[1]:
            yield f"{rule} {levels[0] or 'unset'} -> {levels[1] or 'unset'}"
    # Where an entry is written is no part of what it says.
    ignored = [{ignore._replace(place=""): None for ignore in policy.ignores} for policy in (before, after)]
    yield from (f"ignores {one.rule}" for one in ignored[1] if one not in ignored[0])
    yield from (f"no longer ignores {one.rule}" for one in ignored[0] if one not in ignored[1])
    if before.scopes != after.scopes:
        yield "other scopes"
