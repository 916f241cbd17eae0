"""What stands in the parentheses of a tool: how much it lets through that nothing let through before."""

from __future__ import annotations

from itertools import filterfalse

from agentreg.diff.changes import Change
from agentreg.diff.tool_entries import reach_of, uncovered
from agentreg.formats.permissions import stated_policy
from agentreg.model.definition import Definition
from agentreg.model.tools import Effect, ToolEntry
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity
from agentreg.rules.gravity import is_grave, is_wide


def limit_hit(case: Case, change: Change) -> Hit:
    """A tool that accepts something new: as grave as what it now accepts and did not before."""
    hosts = case.heeding(change)
    severity = _severity(case, change, hosts or (case.host,))
    return plain_hit(change)._replace(hosts=hosts, severity=severity)


def _severity(case: Case, change: Change, hosts: tuple[str, ...]) -> Severity | None:
    kind, _blank, tool = change.subject.partition(" ")
    asks = change.after.endswith(f" {Effect.ASK}")
    if kind != "tool" or asks or not case.before or not case.after:
        return Severity.MEDIUM
    admitted = _admitted(case.before, case.after, change)
    if not admitted:
        return Severity.NOTE
    is_severe = is_grave(tool, hosts) and any(is_wide(entry, hosts) for entry in admitted)
    return None if is_severe else Severity.MEDIUM


def _admitted(before: Definition, after: Definition, change: Change) -> list[ToolEntry]:
    """The entries that accept what none before did, without those that are forbidden beside."""
    one, other = stated_policy(before), stated_policy(after)
    if one.ordered and other.ordered:
        # Of rules each is a change of its own.
        return [entry for entry in other.entries if entry.key == change.after]
    tool = change.subject.removeprefix("tool ")
    was, now, denied = (
        [entry for entry in entries if entry.name == tool and entry.effect is Effect.ALLOW]
        for entries in (one.entries, other.entries, other.denied)
    )
    fresh = uncovered(uncovered(now, was), denied)
    return list(filterfalse(reach_of(other.denied).includes, fresh))
