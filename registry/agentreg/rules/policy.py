"""A policy: what a project makes of findings; where it says nothing, the table of rules stands.

Where a change moves or renames an agent, the policy is asked about both sides, and the stricter answer
counts: no change chooses by what it is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING

from agentreg.records import NamedTuple
from agentreg.rules.finding import Finding, Severity
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


class Gitleaks(StrEnum):
    """Whether gitleaks looks for secrets as well, as a policy states it; the strictest first."""

    REQUIRED = "required"
    INSTALLED = "installed"
    OFF = "off"


class Named(NamedTuple):
    """A definition as a policy names it: by its agent's name and its path."""

    name: str
    path: str


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

    def covers(self, agent: Named) -> bool:
        """Whether it speaks of an agent."""
        named = not self.agent or fnmatchcase(agent.name, self.agent)
        return named and (not self.path or matches((self.path,), agent.path))


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
        extends: The file of the policy that it extends, as it is written; empty for none.
        dropped: The rules whose ignores in that policy do not count here.
        files: All files that it was read from, as whoever read them calls them.
        beside: Another policy that counts as well: of both answers the stricter one holds. None for none.
        gitleaks: Whether gitleaks looks for secrets as well; None where that is not stated.
    """

    levels: Levels = UNCHANGED
    ignores: tuple[Ignore, ...] = ()
    scopes: tuple[Scope, ...] = ()
    fail_on: Level | None = None
    place: str = ""
    folder: str = ""
    extends: str = ""
    dropped: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    beside: Policy | None = None
    gitleaks: Gitleaks | None = None

    def severity(self, finding: Finding, paths: Iterable[str] = ()) -> Severity | None:
        """How serious a finding is here.

        Args:
            finding: The finding, of the severity that the rule gives it.
            paths: The agent's paths before and after; none for what is about no agent.

        Returns:
            The severity; None where the policy turns the rule off.
        """
        stated = [self._level(finding.rule, path) for path in paths] or [self.levels.get(finding.rule)]
        found = [finding.severity if level is None else level.severity for level in stated]
        if self.beside:
            found.append(self.beside.severity(finding, paths))
        return min((one for one in found if one), key=lambda severity: severity.rank, default=None)

    def fails_from(self, paths: Iterable[str] = ()) -> Severity | None:
        """From which severity a finding about an agent fails; None for never."""
        whole = self.fail_on or Level.OFF
        levels = [self._fail_on(path) or whole for path in paths] or [whole]
        found = [level.severity for level in levels if level.severity]
        if self.beside and (other := self.beside.fails_from(paths)):
            found.append(other)
        return max(found, key=lambda severity: severity.rank, default=None)

    @property
    def asks_gitleaks(self) -> Gitleaks:
        """Whether gitleaks looks for secrets as well: where it is installed, unless that is stated."""
        own = self.gitleaks or Gitleaks.INSTALLED
        return min(own, self.beside.asks_gitleaks, key=list(Gitleaks).index) if self.beside else own

    def named(self, agent: str, path: str) -> Named:
        """A definition as the policy names it."""
        return Named(agent, path.removeprefix(self.folder))

    @property
    def is_gate(self) -> bool:
        """Whether it says what fails, even with `off`."""
        return bool(self.fail_on or self.scopes or (self.beside and self.beside.is_gate))

    def _level(self, rule: str, path: str) -> Level | None:
        stated = [scope.levels[rule] for scope in self._at(path) if rule in scope.levels]
        return stated[-1] if stated else self.levels.get(rule)

    def _fail_on(self, path: str) -> Level | None:
        stated = [scope.fail_on for scope in self._at(path) if scope.fail_on]
        return stated[-1] if stated else None

    def _at(self, path: str) -> list[Scope]:
        local = path.removeprefix(self.folder)
        return [scope for scope in self.scopes if matches(scope.paths, local)]


def stricter_of(own: Policy, other: Policy) -> Policy:
    """One policy that lets pass only what both let pass.

    Args:
        own: The one; where both say the same it is the result.
        other: The other.
    """
    if _said(own) == _said(other):
        return own
    held = set(_said(other).ignores)
    ignores = tuple(one for one in own.ignores if one._replace(place="") in held)
    return own._replace(ignores=ignores, beside=other)


def _said(policy: Policy) -> Policy:
    """A policy without what it says for people: where it is written."""
    ignores = tuple(one._replace(place="") for one in policy.ignores)
    return policy._replace(ignores=ignores, place="", folder="", files=())
