"""Tools as rules of which the last that matches wins (OpenCode): what they say in the end."""

from __future__ import annotations

from fnmatch import fnmatchcase

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.tool_entries import subject_of
from agentreg.formats.grants import EDITING
from agentreg.model.tools import Effect, ToolEntry, ToolPolicy

Rules = tuple[ToolEntry, ...]
# Whether two of so many rules overlap is not looked into any more.
MOST_RULES = 200
# What it is that a rule comes or goes where another one still lets the same tool do something.
_LIMITS = {Kind.TOOL_GRANTED: Kind.SPECIFIER_WIDENED, Kind.TOOL_REVOKED: Kind.SPECIFIER_NARROWED}


def compare_rules(before: ToolPolicy, after: ToolPolicy) -> list[Change]:
    """What differs between two policies; what no rule names is allowed."""
    one, other = before.entries, after.entries
    if bool(one) != bool(other) and any(rule.effect is Effect.DENY for rule in one or other):
        return [whole(Kind.TOOLS_UNRESTRICTED if one else Kind.TOOLS_RESTRICTED, before, after)]
    if _is_reordered(one, other):
        return [whole(Kind.TOOLS_REORDERED, before, after)]
    stated = {rule.key: rule for rule in one}, {rule.key: rule for rule in other}
    limited = _usable(one, stated[0]) & _usable(other, stated[1])
    changes = []
    for key in dict.fromkeys((*stated[0], *stated[1])):
        rules = stated[0].get(key), stated[1].get(key)
        rule = rules[1] or rules[0]
        if rule is None:
            continue
        old, new = _effect(rule, one, stated[0]), _effect(rule, other, stated[1])
        if old is not new:
            spans = (rules[0].span if rules[0] else before.span, rules[1].span if rules[1] else after.span)
            kind = _kind(rule, rules[0 if old is Effect.DENY else 1], (old, new))
            if rule.name in limited and kind in _LIMITS:
                texts = _said(rule, old), _said(rule, new)
                changes.append(Change(_LIMITS[kind], f"tool {rule.name}", *texts, *spans))
            else:
                changes.append(Change(kind, _named(kind, rule), old.value, new.value, *spans))
    return changes


def _usable(rules: Rules, stated: dict[str, ToolEntry]) -> set[str]:
    """The tools that some rule lets an agent use, if only for what stands in its parentheses."""
    return {rule.name for rule in rules if _effect(rule, rules, stated) is not Effect.DENY}


def _said(rule: ToolEntry, effect: Effect) -> str:
    """What a rule lets through: what only a person lets through, with that word; nothing where it denies."""
    match effect:
        case Effect.ALLOW:
            return rule.key
        case Effect.ASK:
            return f"{rule.key} {effect}"
        case Effect.DENY:
            return ""


def extent_change(before: ToolPolicy, after: ToolPolicy) -> Kind | None:
    """What it is that a policy as a whole reaches further, or less far; None where neither is the case.

    Between hosts that grant all and hosts of which nobody knows what they grant nothing is said as long as
    neither side has a list.
    """
    if before.is_unknown or after.is_unknown:
        if before.is_stated == after.is_stated:
            return None
        return Kind.TOOLS_STATED if after.is_stated else Kind.TOOLS_UNSTATED
    if before.is_open == after.is_open:
        return None
    return Kind.TOOLS_UNRESTRICTED if after.is_open else Kind.TOOLS_RESTRICTED


def whole(kind: Kind, before: ToolPolicy, after: ToolPolicy) -> Change:
    """A change of a policy as a whole."""
    return Change(kind, "tools", stated(before), stated(after), before.span, after.span)


def stated(policy: ToolPolicy) -> str:
    """A policy in one line: how the list is stated, or what it names."""
    if not policy.entries or policy.is_unknown:
        return policy.state.value
    rules = (
        rule.key if rule.effect is Effect.ALLOW else f"{rule.key} {rule.effect}" for rule in policy.entries
    )
    return ", ".join(dict.fromkeys(rules))


def shifted(effects: tuple[Effect, Effect]) -> Kind:
    """What it is when one entry has another effect: allow, ask, deny."""
    match effects:
        case Effect.DENY, _:
            return Kind.TOOL_UNDENIED
        case _, Effect.DENY:
            return Kind.TOOL_DENIED
        case Effect.ASK, _:
            return Kind.MODE_WIDENED
        case _:
            return Kind.MODE_NARROWED


def _named(kind: Kind, rule: ToolEntry) -> str:
    return "tools" if kind in (Kind.TOOLS_UNRESTRICTED, Kind.TOOLS_RESTRICTED) else subject_of(rule)


def _kind(tool: ToolEntry, denying: ToolEntry | None, effects: tuple[Effect, Effect]) -> Kind:
    """What another effect of a tool is.

    Args:
        tool: The tool that the rules name.
        denying: The rule for this very tool on the side that denies it, if there is one.
        effects: What both sides say of it.
    """
    kind = shifted(effects)
    if Effect.DENY not in effects:
        return kind
    if tool.key == "*":
        return Kind.TOOLS_UNRESTRICTED if kind is Kind.TOOL_UNDENIED else Kind.TOOLS_RESTRICTED
    if denying is not None and denying.effect is Effect.DENY:
        return kind
    return Kind.TOOL_GRANTED if kind is Kind.TOOL_UNDENIED else Kind.TOOL_REVOKED


def _effect(tool: ToolEntry, rules: Rules, stated: dict[str, ToolEntry]) -> Effect:
    """What a policy says of a tool, or of a tool with a certain specifier."""
    if len(rules) > MOST_RULES:
        rule = stated.get(tool.key) or stated.get("*")
        return rule.effect if rule else Effect.ALLOW
    effects = [rule.effect for rule in rules if _matches(rule, tool)]
    return effects[-1] if effects else Effect.ALLOW


def _matches(rule: ToolEntry, tool: ToolEntry) -> bool:
    if not _names(rule, tool):
        return False
    return rule.specifier is None or (
        tool.specifier is not None and fnmatchcase(tool.specifier, rule.specifier)
    )


def _names(rule: ToolEntry, tool: ToolEntry) -> bool:
    return fnmatchcase(tool.name, rule.name) or (rule.name == "edit" and tool.name in EDITING)


def _is_reordered(one: Rules, other: Rules) -> bool:
    """Whether the same rules stand in an order that says other things."""
    keys = [[(rule.key, rule.effect) for rule in side] for side in (one, other)]
    if keys[0] == keys[1] or sorted(keys[0]) != sorted(keys[1]):
        return False
    if len(one) > MOST_RULES:
        return len({rule.effect for rule in one}) > 1
    place = {key: position for position, key in enumerate(keys[1])}
    return any(
        place[keys[0][first]] > place[keys[0][second]] and _overlap(one[first], one[second])
        for second in range(len(one))
        for first in range(second)
        if one[first].effect is not one[second].effect
    )


def _overlap(one: ToolEntry, other: ToolEntry) -> bool:
    """Whether some call may match both rules."""
    if not (_names(one, other) or _names(other, one)):
        return False
    if one.specifier is None or other.specifier is None:
        return True
    starts = one.specifier.partition("*")[0], other.specifier.partition("*")[0]
    return starts[0].startswith(starts[1]) or starts[1].startswith(starts[0])
