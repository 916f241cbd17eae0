"""A policy over a shared one, in which it can only let less pass: what would let more is a mistake.

The shared policy may be anybody's, in another repository; whoever reads a project's own file knows that what
it says on top never weakens it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.config.table import Table
from agentreg.rules.policy import Gitleaks, Level, Policy
from agentreg.rules.table import RULES_BY_ID

_ORDER = list(Level)


def tighten(table: Table, own: Policy, base: Policy) -> Policy:
    """Put a policy over the one that it extends.

    Args:
        table: Where the own policy is written, for the place of a mistake.
        own: What it says.
        base: What it extends.

    Returns:
        Both together. Where nothing is stated, the rule's own severity counts as stated, and `high` as what
        fails: so does `review`.

    Raises:
        ConfigError: The own policy would let more pass somewhere, or drops ignores that are not there.
    """
    _check_levels(table, own, base)
    _check_fail_on(table, own.fail_on, [base.fail_on])
    _check_scopes(table, own, base)
    _check_gitleaks(table, own, base)
    for ignore in table.tables_of("ignore"):
        ignore.fail("", f"a policy that extends {base.place} accepts nothing on its own", _HINT)
    for rule in own.dropped:
        if not any(ignore.rule == rule for ignore in base.ignores):
            table.fail("drop-ignores", f"{base.place} ignores nothing of {rule!r}", "remove it")
    return own._replace(
        levels={**base.levels, **own.levels},
        ignores=tuple(one for one in base.ignores if one.rule not in own.dropped),
        scopes=(*base.scopes, *own.scopes),
        fail_on=own.fail_on or base.fail_on,
        gitleaks=own.gitleaks or base.gitleaks,
    )


_HINT = (
    "what is shared can only be tightened: change it there, or accept single findings with `agentreg approve`"
)


def _check_levels(table: Table, own: Policy, base: Policy) -> None:
    severities = table.table_of("severity")
    for rule, level in own.levels.items():
        _refuse_milder(severities, rule, level, _stated(base, rule))


def _check_scopes(table: Table, own: Policy, base: Policy) -> None:
    """A scope comes after those of the base, and wins over them wherever both match."""
    levels = [base.fail_on, *(scope.fail_on for scope in base.scopes)]
    for place, scope in zip(table.tables_of("scope"), own.scopes, strict=True):
        _check_fail_on(place, scope.fail_on, levels)
        for rule, level in scope.levels.items():
            everywhere = [one.levels[rule] for one in base.scopes if rule in one.levels]
            _refuse_milder(
                place, "severity", level, min((_stated(base, rule), *everywhere), key=_ORDER.index), rule
            )


def _stated(base: Policy, rule: str) -> Level:
    return base.levels.get(rule) or Level(RULES_BY_ID[rule].severity.value)


def _refuse_milder(table: Table, key: str, level: Level, least: Level, rule: str = "") -> None:
    if _ORDER.index(level) > _ORDER.index(least):
        table.fail(key, f"{rule or key!r} cannot be {level.value!r}: it is {least.value!r} already", _HINT)


def _check_fail_on(table: Table, own: Level | None, stated: Iterable[Level | None]) -> None:
    if own is None:
        return
    bar = max(_bars(stated), key=_ORDER.index)
    if own is Level.OFF or _ORDER.index(own) < _ORDER.index(bar):
        table.fail("fail-on", f"'fail-on' cannot be {own.value!r}: {bar.value!r} fails already", _HINT)


def _check_gitleaks(table: Table, own: Policy, base: Policy) -> None:
    order = list(Gitleaks)
    if own.gitleaks and order.index(own.gitleaks) > order.index(base.asks_gitleaks):
        message = f"'gitleaks' cannot be {own.gitleaks.value!r}: it is {base.asks_gitleaks.value!r} already"
        table.fail("gitleaks", message, _HINT)


def _bars(stated: Iterable[Level | None]) -> Iterator[Level]:
    """From where findings fail; `off` is no bar, and what is not stated is `high`."""
    levels = list(stated)
    yield Level.CRITICAL if levels[0] is Level.OFF else levels[0] or Level.HIGH
    yield from (level for level in levels[1:] if level and level is not Level.OFF)
