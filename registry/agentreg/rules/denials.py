"""Denials of tools: one that names a tool which the agent never had takes nothing away."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.model.tools import Effect, Permissions
from agentreg.rules.case import Case

_OF_SERVERS = ("__", "/", "*")


def could_use(case: Case, change: Change) -> bool:
    """Whether some host that heeds a denial let the agent use the tool before the denial came."""
    heeding = case.heeding(change)
    return _any_includes([view.held for view in case.views if view.host in heeding], change.after)


def can_use(case: Case, change: Change) -> bool:
    """Whether some host that heeds a denial lets the agent use the tool now that the denial is gone."""
    heeding = case.heeding(change)
    return _any_includes([view.holds for view in case.views if view.host in heeding], denied_key(change))


def denied_key(change: Change) -> str:
    """The tool that is no longer forbidden, as its list names it; a map of effects has it as subject."""
    return change.subject.removeprefix("tool ") if change.before == Effect.DENY else change.before


def _any_includes(permissions: list[Permissions | None], key: str) -> bool:
    return any(may is None or may.unrestricted or _includes(may, key) for may in permissions)


def _includes(may: Permissions, key: str) -> bool:
    name = key.partition("(")[0]
    # Which tools a server has, or a pattern matches, is not known: one of them may be the tool.
    return name in may.tools or (_is_of_server(name) and any(map(_is_of_server, may.tools)))


def _is_of_server(name: str) -> bool:
    return any(sign in name for sign in _OF_SERVERS)
