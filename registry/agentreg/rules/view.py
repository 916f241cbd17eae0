"""What an agent may do on each of its hosts, before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from agentreg.diff.field_areas import STARTING
from agentreg.formats.hosts import HOSTS
from agentreg.formats.permissions import effective
from agentreg.model.definition import NO_HOST, Definition, Host, Outcome
from agentreg.model.fields import Step
from agentreg.model.tools import Permissions, Risk
from agentreg.records import NamedTuple
from agentreg.rules.freed import Side, freed

# What a host does with frontmatter that it cannot read differs from version to version: the widest reading.
_UNPARSED = (Step.LINEWISE, Step.UNREADABLE)


class View(NamedTuple):
    """One host's view.

    Attributes:
        host: The host's id; a folder that no host reads is seen as Claude Code sees it once installed.
        held: What the agent could do before; None where the host did not load it.
        holds: What it can do now; None where the host does not load it.
        freed: The risk classes that it had within limits only, and has now by another tool.
    """

    host: str
    held: Permissions | None
    holds: Permissions | None
    freed: frozenset[Risk] = frozenset()

    @property
    def gained(self) -> tuple[Risk, ...]:
        """The risk classes that the agent has now and had not before, or not freely, from the greatest.

        None where it is not known what it had, and a list says what it has.
        """
        if self.held and self.holds and self.held.unsure:
            is_listed = not self.holds.unsure and not self.holds.unrestricted
            return () if is_listed else _beyond(self.holds, self.held, self.freed)
        return _beyond(self.holds, self.held, self.freed)

    @property
    def lost(self) -> tuple[Risk, ...]:
        """The risk classes that the agent had before and has no longer for sure, from the greatest."""
        return () if self.holds and self.holds.unsure else _beyond(self.held, self.holds)

    @property
    def is_opened(self) -> bool:
        """Whether the agent has every tool now and had not before."""
        return bool(self.held and self.holds and self.holds.unrestricted and not self.held.unrestricted)


def views_of(before: Definition | None, after: Definition | None) -> tuple[View, ...]:
    """What each host that loads an agent lets it do.

    Args:
        before: The definition before; None when the agent is new.
        after: The definition after; None when the agent is gone.

    Returns:
        The views of the hosts that load both sides, the main one first. Where the agent came to other hosts,
        their first one sees what the first one saw before; for an agent that is new or gone, its main host.
        None where no host reads anything else than before.
    """
    one, other = hosts_of(before), hosts_of(after)
    if before is None or after is None:
        return tuple(_view_of_one(host, before, after) for host in (other or one)[:1])
    if one == other and _header(before) == _header(after):
        return ()
    views = [_view(host, (before, host), (after, host)) for host in other if host in one]
    if one and other and other[0] not in one:
        views.insert(0, _view(other[0], (before, one[0]), (after, other[0])))
    return tuple(views)


def views_of_one(before: Definition | None, after: Definition | None) -> tuple[View, ...]:
    """What each host that loads an agent lets it do, for one that is new or gone.

    Args:
        before: The definition that is gone; None when the agent is new.
        after: The definition that is new; None when the agent is gone.

    Returns:
        The views of all hosts that load it, the main one first.
    """
    return tuple(_view_of_one(host, before, after) for host in hosts_of(after or before))


def is_heir(gone: Definition, heir: Definition) -> bool:
    """Whether each host that loaded an agent which is gone finds another one by its name."""
    return gone.name == heir.name and {*hosts_of(gone)} <= {*hosts_of(heir), *NO_HOST}


def views_of_heir(gone: Definition, heir: Definition) -> tuple[View, ...]:
    """What whoever called an agent that is gone gets by its name now.

    Args:
        gone: The agent that is gone.
        heir: One of nearly the same text that stays.

    Returns:
        The views of the hosts that loaded both; none where the heir has another name, or no host reads both.
    """
    if gone.name != heir.name:
        return ()
    others = hosts_of(heir)
    shared = (host for host in hosts_of(gone) if host in others and host not in NO_HOST)
    return tuple(_view(host, (gone, host), (heir, host)) for host in shared)


def hosts_of(definition: Definition | None) -> tuple[Host, ...]:
    """The hosts that load a file, or may."""
    if definition is None:
        return ()
    unparsed = definition.frontmatter.step in _UNPARSED
    readings = definition.hosts
    return tuple(item.host for item in readings if unparsed or item.outcome is not Outcome.SKIPS)


def hosts_by(
    views: tuple[View, ...], risks_of: Callable[[View], tuple[Risk, ...]]
) -> Iterator[tuple[tuple[Risk, ...], tuple[str, ...]]]:
    """The hosts that agree in a set of risk classes, once for each set that is not empty."""
    groups: dict[tuple[Risk, ...], list[str]] = defaultdict(list)
    for view in views:
        groups[risks_of(view)].append(view.host)
    return ((risks, tuple(hosts)) for risks, hosts in groups.items() if risks)


def shown(host: Host) -> str:
    """The id by which a finding names a host."""
    return Host.CLAUDE_CODE if host is Host.GENERIC else host


def _header(definition: Definition) -> tuple[str, str]:
    document = definition.document
    return definition.path, document.text[: document.body.start] + document.text[document.body.end :]


Seen = tuple[Definition | None, Host]


def _view(host: Host, before: Seen, after: Seen) -> View:
    held, holds = _may(*before), _may(*after)
    more: frozenset[Risk] = frozenset()
    if before[0] and after[0] and held and holds and before[1] is after[1]:
        more = freed(host, Side(before[0], held), Side(after[0], holds))
    return View(shown(host), held, holds, more)


def _view_of_one(host: Host, before: Definition | None, after: Definition | None) -> View:
    held, holds = (side and all_that_it_does(side, host) for side in (before, after))
    return View(shown(host), held, holds)


def all_that_it_does(definition: Definition, host: Host) -> Permissions:
    """What an agent may do on a host, with what it starts beside its tools."""
    may = effective(definition, host)
    if not STARTING & {field.key for field in definition.frontmatter.fields}:
        return may
    # Few agents have hooks or servers, and starting up is part of every `diff`.
    from agentreg.rules.started import risks_beside_tools

    return may._replace(beside=risks_beside_tools(definition, HOSTS[host]))


def _may(definition: Definition | None, host: Host) -> Permissions | None:
    return effective(definition, host) if definition else None


def _beyond(
    one: Permissions | None, other: Permissions | None, anyway: frozenset[Risk] = frozenset()
) -> tuple[Risk, ...]:
    more = set(one.all_risks if one else ()) - set(other.all_risks if other else ()) | anyway
    return tuple(risk for risk in reversed(Risk) if risk in more)
