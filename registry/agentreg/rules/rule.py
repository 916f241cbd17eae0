"""What a rule is: one row of the table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import Area, Kind
from agentreg.records import NamedTuple
from agentreg.rules.finding import Bump, Direction, Severity


class Verdict(NamedTuple):
    """How much a finding weighs on one host."""

    severity: Severity
    bump: Bump


EVERYWHERE: Mapping[str, Verdict] = MappingProxyType({})


class Rule(NamedTuple):
    """One row.

    Attributes:
        id: Kebab-case, reads as a sentence; also the name of its module, test and manual section.
        kinds: The kinds of change that call the rule; none for one that judges a definition as it is, or that
            is called where a policy is applied.
        severity: How much risk; a rule that looks closer may say less, never more.
        direction: Which way it goes.
        bump: Which version bump it asks for; a rule that looks closer may ask for less, never for more.
        says: The message; `{subject}`, `{before}`, `{after}` and `{host}` are filled in.
        meaning: Why it matters, in the reader's words, for `agentreg explain`.
        hint: What to do or to check.
        mirror: The id of the rule for the opposite.
        looks_closer: Whether a module of this name decides.
        on: Hosts on which it weighs otherwise: `{Host.VSCODE: Verdict(NOTE, PATCH)}` where one ignores
            the field. A finding of such a rule names its hosts.
        about: The area of a rule that judges a definition as it is; None for all others.
        looks_around: Whether such a rule may find another thing in the same text when what is around it
            changes.
        twins: Of such a rule, those that judge the change that leads there by the same detector: what one of
            them has told of a passage, as gravely, is not told again.
        since: The version of agentreg that has it first.
    """

    id: str
    kinds: tuple[Kind, ...]
    severity: Severity
    direction: Direction
    bump: Bump
    says: str
    meaning: str
    hint: str = ""
    mirror: str = ""
    looks_closer: bool = False
    on: Mapping[str, Verdict] = EVERYWHERE
    about: Area | None = None
    looks_around: bool = False
    twins: tuple[str, ...] = ()
    since: str = "0.1.0"

    @property
    def area(self) -> Area:
        """The area of the first kind that calls the rule; else what it says, or that of policies."""
        return KINDS[self.kinds[0]].area if self.kinds else self.about or Area.POLICY

    @property
    def names_host(self) -> bool:
        """Whether what it finds depends on the host."""
        return bool(self.on) or "{host}" in self.says

    def verdict(self, hosts: tuple[str, ...]) -> Verdict:
        """How much it weighs on hosts that agree in all else: the greatest of their severities and bumps."""
        verdicts = [self.on.get(host, Verdict(self.severity, self.bump)) for host in hosts or ("",)]
        return Verdict(
            min((one.severity for one in verdicts), key=list(Severity).index),
            min((one.bump for one in verdicts), key=list(Bump).index),
        )
