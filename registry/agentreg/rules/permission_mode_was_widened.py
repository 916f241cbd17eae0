"""More is done without asking: of tools that a list frees from asking, as grave as what they can do."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.formats.hosts import HOSTS
from agentreg.formats.listed import risks_named
from agentreg.formats.tool_entries import parse_entry
from agentreg.model.definition import Host
from agentreg.model.document import Span
from agentreg.model.tools import Risk
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity
from agentreg.rules.gravity import GRAVE

_GRAVEST = frozenset((Risk.EXECUTE, Risk.NETWORK))


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each field; a mode, and a rule of a tool, keeps the rule's own severity."""
    for change in changes:
        hosts = case.heeding(change)
        risks = [_freed(change, host) for host in hosts if HOSTS[Host(host)].frees == change.subject]
        severity = _severity(frozenset().union(*risks)) if risks else None
        yield plain_hit(change)._replace(hosts=hosts, severity=severity)


def _severity(risks: frozenset[Risk]) -> Severity | None:
    if not _GRAVEST.isdisjoint(risks):
        return None
    return Severity.LOW if GRAVE.isdisjoint(risks) else Severity.MEDIUM


def _freed(change: Change, host: str) -> frozenset[Risk]:
    """What the tools can do that are new in the list."""
    profile = HOSTS[Host(host)]
    before, after = (set(text.split(", ")) - {""} for text in (change.before, change.after))
    entries = [parse_entry(name, profile, span=Span(0, 0)) for name in sorted(after - before)]
    return risks_named(entries, profile)
