"""`[policy]` of agentreg.toml as a value; every mistake with its place."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from agentreg.config.table import Table, top_table
from agentreg.config.values import TOP_KEYS
from agentreg.errors import ReadError
from agentreg.rules.finding import is_hexadecimal
from agentreg.rules.policy import Gitleaks, Ignore, Level, Levels, Policy, Scope
from agentreg.rules.table import RULES_BY_ID

LEVELS = [level.value for level in Level]
_GITLEAKS = "gitleaks"
ITSELF = "policy-was-changed"
"""The one rule that a policy cannot set: a change that loosens the gate would turn it off as well."""


Shared = Callable[[str], Policy]
"""Reads the policy that another one extends, given its path as that one writes it; may raise ReadError."""


def parse_policy(text: str, origin: str, shared: Shared | None = None) -> Policy | None:
    """Read the policy of a configuration.

    Args:
        text: The file's text.
        origin: Its path, for messages; of a pyproject.toml `[tool.agentreg.policy]` is read.
        shared: Reads what it extends; None to take what it says by itself.

    Returns:
        The policy; None where the file holds none.

    Raises:
        ConfigError: The text is no TOML, or the policy says something that cannot be followed.
    """
    top = top_table(text, origin)
    # A misspelt `[policy]` would be a gate that is open without anybody knowing.
    top.allow(*TOP_KEYS)
    if "policy" not in top.content:
        return None
    table = top.table_of("policy")
    table.allow("fail-on", "severity", "ignore", "scope", "extends", "drop-ignores", _GITLEAKS)
    severities = table.table_of("severity")
    own = Policy(
        {rule: _level(severities, rule, value) for rule, value in _known(severities).items()},
        tuple(map(_ignore, table.tables_of("ignore"))),
        tuple(map(_scope, table.tables_of("scope"))),
        _fail_on(table),
        origin,
        extends=table.text_of("extends", ""),
        dropped=_dropped(table),
        gitleaks=_gitleaks(table),
    )
    if not own.extends or shared is None:
        return own
    from agentreg.rules.policy_extends import tighten

    return tighten(table, own, _read_shared(table, own.extends, shared))


def _read_shared(table: Table, name: str, shared: Shared) -> Policy:
    try:
        return shared(name)
    except ReadError as error:
        table.fail("extends", error.message, error.hint)


def _dropped(table: Table) -> tuple[str, ...]:
    rules = table.texts_of("drop-ignores")
    for rule in rules:
        _check_rule(table, "drop-ignores", rule)
    if rules and "extends" not in table.content:
        table.fail("drop-ignores", "'drop-ignores' is for a policy that extends another", "remove it")
    return rules


def _ignore(table: Table) -> Ignore:
    table.allow("rule", "reason", "agent", "path", "until", "fingerprint")
    rule, fingerprint = table.text_of("rule"), table.text_of("fingerprint", "")
    _check_rule(table, "rule", rule)
    if fingerprint and not is_hexadecimal(fingerprint):
        shown = "`agentreg diff --json` shows those of all findings"
        table.fail("fingerprint", f"{fingerprint!r} is no fingerprint of 16 hexadecimal digits", shown)
    return Ignore(
        rule,
        " ".join(table.text_of("reason").split()),
        table.place(),
        table.text_of("agent", ""),
        table.text_of("path", ""),
        table.date_of("until"),
        fingerprint,
    )


def _scope(table: Table) -> Scope:
    table.allow("paths", "fail-on", "severity")
    paths = table.texts_of("paths")
    if not paths:
        table.fail("paths", "a scope needs the key 'paths'", 'write it like paths = ["drafts/**"]')
    return Scope(paths, _scoped(table), _fail_on(table))


def _scoped(table: Table) -> Levels:
    """Severities of a scope; a mistake is told with the place of all: that of one cannot be found."""
    levels = {}
    for rule, value in table.table_of("severity").content.items():
        _check_rule(table, "severity", rule)
        levels[rule] = _level(table, "severity", value)
    return levels


def _known(table: Table) -> dict[str, object]:
    for rule in table.content:
        _check_rule(table, rule, rule)
    return dict(table.content)


def _fail_on(table: Table) -> Level | None:
    value = table.content.get("fail-on")
    return None if value is None else _level(table, "fail-on", value)


def _gitleaks(table: Table) -> Gitleaks | None:
    value = table.content.get(_GITLEAKS)
    if value is None:
        return None
    known = [one.value for one in Gitleaks]
    if value not in known:
        table.fail(_GITLEAKS, f"{_GITLEAKS!r} cannot be {value!r}", f"one of {', '.join(known)}")
    return Gitleaks(str(value))


def _level(table: Table, key: str, value: object) -> Level:
    if value not in LEVELS:
        table.fail(key, f"{key!r} cannot be {value!r}", f"one of {', '.join(LEVELS)}")
    return Level(str(value))


def _check_rule(table: Table, key: str, rule: str) -> None:
    if rule == ITSELF:
        table.fail(key, f"{rule!r} is about the policy itself, which cannot set it", "remove it")
    if rule not in RULES_BY_ID:
        near = get_close_matches(rule, list(RULES_BY_ID), n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`agentreg checks` lists them all"
        table.fail(key, f"there is no rule {rule!r}", hint)
