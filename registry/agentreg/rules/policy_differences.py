"""What two policies say otherwise, key by key, and which of it may let more pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain

from agentreg.records import NamedTuple
from agentreg.rules.policy import Gitleaks, Ignore, Level, Policy, Scope
from agentreg.rules.table import RULES_BY_ID

MOST_TOLD = 6
"""No more differences than this are told, nor more than fit a message; the others are counted."""

_MOST_CHARACTERS = 140

_MOST_PATHS = 3
_FAIL_ON = "fail-on"


class Difference(NamedTuple):
    """One thing that is said otherwise.

    Attributes:
        text: What, with its value before and after; holds text of the file.
        loosens: Whether it may let more pass.
    """

    text: str
    loosens: bool = True


def told(differences: Iterable[Difference]) -> str:
    """All of them in one sentence: first what may let more pass, then what is stricter.

    Args:
        differences: What is said otherwise.
    """
    ordered = sorted(differences, key=lambda one: not one.loosens)
    texts = [one.text for one in ordered]
    first = next((place for place, one in enumerate(ordered) if not one.loosens), 0)
    if first:
        texts[first] = f"stricter: {texts[first]}"
    taken = list(accumulate(len(text) + len("; ") for text in texts))
    shown = max(1, sum(size <= _MOST_CHARACTERS for size in taken[:MOST_TOLD]))
    left = len(texts) - shown
    return "; ".join([*texts[:shown], *([f"and {left} more"] if left > 0 else [])])


def differences_of(before: Policy, after: Policy) -> Iterator[Difference]:
    """What a policy says otherwise than another one."""
    yield from _fail_on(before, after)
    for rule in sorted(before.levels.keys() | after.levels.keys()):
        levels = [_level(policy, rule) for policy in (before, after)]
        if levels[0] is not levels[1]:
            yield Difference(f"{rule} {levels[0]} -> {levels[1]}", _is_milder(*levels))
    if before.asks_gitleaks is not after.asks_gitleaks:
        order = list(Gitleaks)
        asked = before.asks_gitleaks, after.asks_gitleaks
        yield Difference(f"gitleaks {asked[0]} -> {asked[1]}", order.index(asked[1]) > order.index(asked[0]))
    yield from _ignores(before.ignores, after.ignores)
    if before.extends != after.extends:
        yield Difference(f"extends {before.extends or 'nothing'} -> {after.extends or 'nothing'}")
    for rules, verb, loosens in (
        (set(after.dropped) - set(before.dropped), "drops the ignores of", False),
        (set(before.dropped) - set(after.dropped), "no longer drops the ignores of", True),
    ):
        if rules:
            yield Difference(f"{verb} {', '.join(sorted(rules))}", loosens)
    if before.scopes != after.scopes:
        # That one says nothing, or is written twice, judges nothing otherwise; it is told all the same.
        yield from list(_scopes(before, after)) or [Difference("other scopes")]


def _fail_on(before: Policy, after: Policy) -> Iterator[Difference]:
    if before.fail_on is not after.fail_on:
        said = [policy.fail_on or "unstated" for policy in (before, after)]
        # Where it is not stated, `review` fails from high on, and `diff` never: the stricter was given up.
        less = _fails_less(before.fail_on or Level.HIGH, after.fail_on or Level.OFF)
        yield Difference(f"{_FAIL_ON} {said[0]} -> {said[1]}", less)


def _ignores(before: tuple[Ignore, ...], after: tuple[Ignore, ...]) -> Iterator[Difference]:
    """What is accepted from now on, no longer, and until another day."""
    # Where an entry is written is no part of what it says.
    one, other = ({_covered(ignore): ignore for ignore in side} for side in (before, after))
    yield from (Difference(f"ignores {_named(other[key])}") for key in other if key not in one)
    for key in one:
        if key not in other:
            yield Difference(f"no longer ignores {_named(one[key])}", loosens=False)
        elif one[key].until != other[key].until:
            days = [one[key].until, other[key].until]
            said = " -> ".join(f"{day}" if day else "for ever" for day in days)
            later = days[1] is None or (days[0] is not None and days[1] > days[0])
            yield Difference(f"ignores {_named(one[key], dated=False)} until {said}", later)
        elif one[key].reason != other[key].reason:
            yield Difference(f"ignores {_named(one[key])} for another reason", loosens=False)


def _covered(ignore: Ignore) -> Ignore:
    return ignore._replace(reason="", place="", until=None)


def _named(ignore: Ignore, *, dated: bool = True) -> str:
    """`url-was-added of worker in agents/** until 2026-05-01`."""
    parts = (
        ("", ignore.rule),
        ("of ", ignore.agent),
        ("in ", ignore.path),
        ("with fingerprint ", ignore.fingerprint),
        ("until ", f"{ignore.until}" if dated and ignore.until else ""),
    )
    return " ".join(f"{word}{value}" for word, value in parts if value)


def _scopes(before: Policy, after: Policy) -> Iterator[Difference]:
    """What holds for some paths otherwise.

    Of scopes that match one path the last counts, and which paths two globs share nobody can say: what a
    scope says may have stood against whatever any other one says of the same.
    """
    one, other = _by_paths(before), _by_paths(after)
    for paths in chain(one, (paths for paths in other if paths not in one)):
        was, now = (_said(side.get(paths)) for side in (one, other))
        for key in dict.fromkeys((*was, *now)):
            if was.get(key) is not now.get(key):
                values = [
                    f"{side.get(key) or _whole(policy, key) or 'unstated'}"
                    for side, policy in ((was, before), (now, after))
                ]
                text = f"{key} {' -> '.join(values)} in {_shown(paths)}"
                yield Difference(text, _loosens(key, (was.get(key), before), (now.get(key), after)))
    shared = [[paths for paths in side if paths in one and paths in other] for side in (one, other)]
    if shared[0] != shared[1]:
        yield Difference("scopes in another order")


_Paths = tuple[tuple[str, ...], int]


def _by_paths(policy: Policy) -> dict[_Paths, Scope]:
    """Scopes by their paths; of several with the same ones by which of these it is."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = {}
    for scope in policy.scopes:
        found[scope.paths, seen[scope.paths]] = scope
        seen[scope.paths] += 1
    return found


def _said(scope: Scope | None) -> Mapping[str, Level]:
    if scope is None:
        return {}
    return {**({_FAIL_ON: scope.fail_on} if scope.fail_on else {}), **scope.levels}


def _whole(policy: Policy, key: str) -> Level | None:
    return policy.fail_on if key == _FAIL_ON else _level(policy, key)


def _loosens(key: str, was: tuple[Level | None, Policy], now: tuple[Level | None, Policy]) -> bool:
    """Whether anything may pass that did not; where a scope says nothing, by whatever else may count."""
    is_less = _fails_less if key == _FAIL_ON else _is_milder
    sides = (_possible(key, was, Level.HIGH), _possible(key, now, Level.OFF))
    return any(one is not other and is_less(one, other) for one in sides[0] for other in sides[1])


def _possible(key: str, stated: tuple[Level | None, Policy], usual: Level) -> list[Level]:
    level, policy = stated
    if level:
        return [level]
    others = [said[key] for said in map(_said, policy.scopes) if key in said]
    return [_whole(policy, key) or usual, *others]


def _shown(paths: _Paths) -> str:
    named = paths[0][:_MOST_PATHS]
    return f"{', '.join(named)}{', …' if len(paths[0]) > len(named) else ''}"


def _level(policy: Policy, rule: str) -> Level:
    return policy.levels.get(rule) or Level(RULES_BY_ID[rule].severity.value)


def _is_milder(before: Level, after: Level) -> bool:
    order = list(Level)
    return order.index(after) > order.index(before)


def _fails_less(before: Level, after: Level) -> bool:
    """Whether fewer findings fail: from `high` on there are fewer than from `low` on."""
    return after is Level.OFF or (before is not Level.OFF and _is_milder(after, before))
