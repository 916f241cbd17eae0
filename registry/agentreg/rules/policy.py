"""A policy: what a project makes of findings; where it says nothing, the table of rules stands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from agentreg.rules.finding import Severity
from agentreg.sources.globs import matches

if TYPE_CHECKING:
    from datetime import date


class Level(StrEnum):
    """A severity as a policy states it, or none at all."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOTE = "note"
    OFF = "off"

    @property
    def severity(self) -> Severity | None:
        """The severity; None for `off`."""
        return None if self is Level.OFF else Severity(self.value)


Levels = Mapping[str, Level]
UNCHANGED: Levels = MappingProxyType({})


class Ignore(NamedTuple):
    """Findings that are accepted ahead of time.

    Attributes:
        rule: The rule whose findings are accepted.
        reason: Why.
        place: Where it is written, for people: `agentreg.toml:12`.
        agent: A glob over agent names; empty for all.
        path: A glob over paths, as in a source's `include`; empty for all.
        until: The last day on which it holds; None for always.
        fingerprint: The one finding that is meant; empty for all of the rule.
    """

    rule: str
    reason: str
    place: str
    agent: str = ""
    path: str = ""
    until: date | None = None
    fingerprint: str = ""

    def holds(self, today: date) -> bool:
        """Whether its last day has not passed."""
        return self.until is None or self.until >= today

    def covers(self, name: str, path: str) -> bool:
        """Whether it speaks of an agent."""
        named = not self.agent or fnmatchcase(name, self.agent)
        return named and (not self.path or matches((self.path,), path))


class Scope(NamedTuple):
    """What holds for some paths only.

    Attributes:
        paths: Globs, as in a source's `include`.
        levels: The severity of rules there.
        fail_on: From which severity a finding there fails; None where that is not stated.
    """

    paths: tuple[str, ...]
    levels: Levels = UNCHANGED
    fail_on: Level | None = None


class Policy(NamedTuple):
    """A whole policy.

    Attributes:
        levels: The severity of rules, by id.
        ignores: What is accepted, in the order written.
        scopes: What holds for some paths; of several that match, the last that says something counts.
        fail_on: From which severity a finding fails; None where that is not stated.
        place: Where it is written, for people.
        folder: The folder that paths are relative to where they are absolute, with `/` at its end.
    """

    levels: Levels = UNCHANGED
    ignores: tuple[Ignore, ...] = ()
    scopes: tuple[Scope, ...] = ()
    fail_on: Level | None = None
    place: str = ""
    folder: str = ""

    def local(self, path: str) -> str:
        """A definition's path as the policy names it."""
        return path.removeprefix(self.folder)

    def level(self, rule: str, path: str) -> Level | None:
        """The severity of a rule for a path (`local`); None where the policy states none."""
        stated = [scope.levels[rule] for scope in self._at(path) if rule in scope.levels]
        return stated[-1] if stated else self.levels.get(rule)

    def fails_from(self, path: str) -> Level:
        """From which severity a finding about a path fails."""
        stated = [scope.fail_on for scope in self._at(path) if scope.fail_on]
        return stated[-1] if stated else self.fail_on or Level.OFF

    def _at(self, path: str) -> list[Scope]:
        return [scope for scope in self.scopes if matches(scope.paths, path)]
