"""What a rule looks at, and what it says."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Area, Kind
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import UnknownKeys
from agentreg.model.definition import Definition, Host
from agentreg.model.document import Span
from agentreg.model.fields import Frontmatter
from agentreg.model.tools import Risk
from agentreg.records import NamedTuple
from agentreg.rules.finding import Bump, Severity
from agentreg.rules.view import View, hosts_of, shown, views_of_one


class Case(NamedTuple):
    """One agent, before and after, and what changed.

    Attributes:
        before: The definition before; None for an agent that is new.
        after: The definition after; None for an agent that is gone.
        changes: All changes between them.
        views: What each host lets the agent do, before and after; none where that cannot differ. Of a copy
            beside its origin, and of an agent that was merged away beside the one that has its name now.
        listed_by: The manifests of plugins that list it, before and after; empty for none, and where nobody
            looked.
    """

    before: Definition | None
    after: Definition | None
    changes: tuple[Change, ...]
    views: tuple[View, ...]
    listed_by: tuple[str, str] = ("", "")

    @property
    def host(self) -> str:
        """The id of the main host now, or before for an agent that is gone.

        A file in a folder that no host reads is judged as what Claude Code makes of it once installed.
        """
        definition = self.after or self.before
        return shown(definition.host) if definition else ""

    @property
    def place(self) -> str:
        """What is to be said behind the host's id where no host reads the agent's folder, a plain one."""
        definition = self.after or self.before
        return " once installed" if definition and definition.host is Host.GENERIC else ""

    @property
    def name(self) -> str:
        """The agent's name now, or before for an agent that is gone."""
        definition = self.after or self.before
        return definition.name if definition else ""

    @property
    def is_copy(self) -> bool:
        """Whether it is new, and a copy, under whatever name, of an agent that is still there."""
        return any(change.kind is Kind.COPIED for change in self.changes)

    @property
    def came_or_went(self) -> bool:
        """Whether the agent is new or gone as a whole: its rights are told with it, without a cause.

        So is what a file may do that no host took for an agent before, or takes for one any more.
        """
        whole = {Kind.AGENT_ADDED, Kind.AGENT_REMOVED}
        if self.before is None or self.after is None:
            whole |= {Kind.STARTED_LOADING, Kind.STOPPED_LOADING}
        return any(change.kind in whole for change in self.changes)

    @property
    def own_views(self) -> tuple[View, ...]:
        """What each host lets the agent itself do: a copy is new, and one that was merged away is gone.

        All hosts are told that load an agent which is new or gone: what limits it on one may not on another.
        """
        if self._is_one_sided:
            return views_of_one(None, self.after) if self.after else views_of_one(self.before, None)
        return self.views

    @property
    def _is_one_sided(self) -> bool:
        return self.before is None or self.after is None or self.is_copy

    @property
    def _weighed(self) -> tuple[View, ...]:
        """The views that say what is gained: of an agent that is new or gone that of its main host."""
        return self.own_views[:1] if self._is_one_sided else self.views

    @property
    def gained(self) -> tuple[Risk, ...]:
        """The risk classes that the agent has now on some host and had not before, from the greatest."""
        gained = {risk for view in self._weighed for risk in view.gained}
        return tuple(risk for risk in reversed(Risk) if risk in gained)

    @property
    def lost(self) -> tuple[Risk, ...]:
        """The risk classes that the agent had before on some host and has no longer, from the greatest."""
        lost = {risk for view in self._weighed for risk in view.lost}
        return tuple(risk for risk in reversed(Risk) if risk in lost)

    @property
    def beside(self) -> str:
        """With which other agent it is compared, in words that go before what differs; empty for none."""
        for change in self.changes:
            if change.kind is Kind.COPIED:
                return f"compared with {change.before}"
            if change.kind is Kind.MERGED_AWAY:
                return f"its name leads to {change.after} now"
        return ""

    def heeding(self, change: Change) -> tuple[str, ...]:
        """The ids of the hosts that heed the field in which a change is, or that have to do with it anyhow.

        Args:
            change: Any change; one of the prompt is the same for every host.

        Returns:
            The hosts that load the agent and know the field, the main one first; for a field that has no
            meaning, those that pass it on or refuse it. None for what is the same on every host.
        """
        if change.area not in _OF_HOSTS:
            return ()
        places = ((self.after, change.after_span), (self.before, change.before_span))
        keys = (field_at(side.frontmatter, span) for side, span in places if side and span)
        key = next((key for key in keys if key), None)
        definition = self.after or self.before
        if key is None or definition is None:
            return ()
        profiles = [HOSTS[host] for host in hosts_of(definition)]
        if change.area is Area.METADATA:
            wary = (UnknownKeys.FORWARDED, UnknownKeys.REJECTED)
            heeding = [item for item in profiles if item.unknown_keys in wary and key not in item.fields]
        else:
            heeding = [item for item in profiles if item.heeds(key, definition.path)]
        return tuple(shown(profile.host) for profile in heeding)


_OF_HOSTS = (Area.TOOLS, Area.PERMISSIONS, Area.MODEL, Area.METADATA)


def field_at(frontmatter: Frontmatter, place: Span) -> str | None:
    """The key of the field in which a place begins, if there is one."""
    inside = (field for field in frontmatter.fields if field.lines.start <= place.start < field.lines.end)
    return next((field.key for field in inside), None)


class Hit(NamedTuple):
    """What a rule has found: the parts of its message.

    Attributes:
        subject: What it is about.
        before: What fills `{before}`.
        after: What fills `{after}`.
        before_span: Where it stands before.
        after_span: Where it stands after.
        severity: Less than the rule's own severity, when the case is milder; None for the rule's own.
        hosts: The ids of the hosts for which it holds; empty when it does not depend on one, or for the main
            one where the rule's message names a host.
        bump: Less than the rule's own bump, when nothing breaks; None for the rule's own.
        detail: What the message ends with; no part of what is judged.
        because: What elsewhere caused it, a sentence without its end; empty where that is not known. It is
            told, and no part of what is judged.
        hint: What to do in this case; empty for what the rule says.
    """

    subject: str
    before: str = ""
    after: str = ""
    before_span: Span | None = None
    after_span: Span | None = None
    severity: Severity | None = None
    hosts: tuple[str, ...] = ()
    bump: Bump | None = None
    detail: str = ""
    because: str = ""
    hint: str = ""


def likely_cause(changes: tuple[Change, ...]) -> Change:
    """Of several changes the first about tools or permissions, else the first."""
    rights = (change for change in changes if change.area in (Area.TOOLS, Area.PERMISSIONS))
    return next(rights, changes[0])


def distinct(changes: tuple[Change, ...]) -> list[Change]:
    """The changes, but of those that say the same of the same, at several places, only the first."""
    first: dict[tuple[object, ...], Change] = {}
    for change in changes:
        first.setdefault((change.kind, change.subject, change.before, change.after), change)
    return list(first.values())


def plain_hit(change: Change) -> Hit:
    """What a rule says that looks no closer than at the kind of the change."""
    return Hit(change.subject, change.before, change.after, change.before_span, change.after_span)
