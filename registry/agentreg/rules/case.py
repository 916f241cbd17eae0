"""What a rule looks at, and what it says."""

from __future__ import annotations

from typing import NamedTuple

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Area
from agentreg.model.definition import Definition, Host
from agentreg.model.document import Span
from agentreg.model.tools import Permissions, Risk
from agentreg.rules.finding import Severity


class Case(NamedTuple):
    """One agent, before and after, and what changed.

    Attributes:
        before: The definition before; None for an agent that is new.
        after: The definition after; None for an agent that is gone.
        changes: All changes between them.
        held: What the agent could do before, on its main host.
        holds: What it can do now.
    """

    before: Definition | None
    after: Definition | None
    changes: tuple[Change, ...]
    held: Permissions | None
    holds: Permissions | None

    @property
    def host(self) -> str:
        """The id of the main host now, or before for an agent that is gone.

        A file in a folder that no host reads is judged as what Claude Code makes of it once installed.
        """
        definition = self.after or self.before
        if definition is None:
            return ""
        return Host.CLAUDE_CODE if definition.host is Host.GENERIC else definition.host

    @property
    def name(self) -> str:
        """The agent's name now, or before for an agent that is gone."""
        definition = self.after or self.before
        return definition.name if definition else ""

    @property
    def gained(self) -> tuple[Risk, ...]:
        """The risk classes that the agent has now and had not before, from the greatest."""
        return _beyond(self.holds, self.held)

    @property
    def lost(self) -> tuple[Risk, ...]:
        """The risk classes that the agent had before and has no longer, from the greatest."""
        return _beyond(self.held, self.holds)


def _beyond(one: Permissions | None, other: Permissions | None) -> tuple[Risk, ...]:
    more = set(one.risks if one else ()) - set(other.risks if other else ())
    return tuple(risk for risk in reversed(Risk) if risk in more)


class Hit(NamedTuple):
    """What a rule has found: the parts of its message.

    Attributes:
        subject: What it is about.
        before: What fills `{before}`.
        after: What fills `{after}`.
        before_span: Where it stands before.
        after_span: Where it stands after.
        severity: Less than the rule's own severity, when the case is milder; None for the rule's own.
        hosts: The ids of the hosts for which it holds; empty for the main one.
    """

    subject: str
    before: str = ""
    after: str = ""
    before_span: Span | None = None
    after_span: Span | None = None
    severity: Severity | None = None
    hosts: tuple[str, ...] = ()


def likely_cause(changes: tuple[Change, ...]) -> Change:
    """Of several changes the first about tools or permissions, else the first."""
    rights = (change for change in changes if change.area in (Area.TOOLS, Area.PERMISSIONS))
    return next(rights, changes[0])


def plain_hit(change: Change) -> Hit:
    """What a rule says that looks no closer than at the kind of the change."""
    return Hit(change.subject, change.before, change.after, change.before_span, change.after_span)
