"""A definition written for another host: what both hosts know is compared, what only one knows is named.

Tools are compared in the coarser vocabulary in which all hosts agree: what is one tool on one host is two on
another, so that names say nothing.
"""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.fields import compare_field
from agentreg.diff.kinds import Kind
from agentreg.diff.stated import Stated, meant, stated_fields
from agentreg.diff.tool_rules import extent_change, stated, whole
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind
from agentreg.formats.permissions import effective, stated_policy
from agentreg.formats.tool_classes import pool_classes, servers_of, tool_classes
from agentreg.model.definition import Definition, Host
from agentreg.model.document import Span

# One setting under the names of different hosts.
_SAME = {
    "mcp-servers": "mcpServers",
    "mcp_servers": "mcpServers",
    "max_turns": "maxTurns",
    "steps": "maxTurns",
    "model_reasoning_effort": "effort",
    "is_background": "background",
    "max_iteration_per_run": "maxTurns",
}
# Their tools are no entries of servers: rules over names, one switch, one sandbox.
_WITHOUT_SERVERS = frozenset((Host.OPENCODE, Host.CURSOR, Host.CODEX))
_TOLD = (FieldKind.MODEL, FieldKind.PERMISSION, FieldKind.SUPPLY, FieldKind.BEHAVIOUR)


def compare_conversion(before: Definition, after: Definition) -> list[Change]:
    """What differs between two definitions that are written for different hosts.

    How agents are called is stated in fields of each host's own, and names come from different places: that
    they differ is the conversion.
    """
    converted = Change(
        Kind.CONVERTED, "definition", _host(before), _host(after), _header(before), _header(after)
    )
    return [converted, *_compare_fields(before, after), *_compare_tools(before, after)]


def _header(definition: Definition) -> Span | None:
    return definition.document.fence or definition.document.matter


def _host(definition: Definition) -> str:
    """The host for which a file is written; in a folder that no host reads, it is in Claude Code's format."""
    return (Host.CLAUDE_CODE if definition.host is Host.GENERIC else definition.host).value


def _compare_fields(before: Definition, after: Definition) -> list[Change]:
    one, other = _by_setting(before), _by_setting(after)
    changes: list[Change] = []
    for key in dict.fromkeys((*one, *other)):
        old, new = one.get(key), other.get(key)
        if meant(key, old) == meant(key, new):
            continue
        if key == "description" or _is_known(key, before, after):
            changes += compare_field(key, (before, old), (after, new))
        elif old and not new and _is_heeded(old.key, before):
            changes.append(Change(Kind.CONVERSION_LOST, old.key, old.shown, "", old.lines))
        elif new and not old and _is_heeded(new.key, after):
            changes.append(Change(Kind.CONVERSION_GAINED, new.key, "", new.shown, None, new.lines))
    return changes


def _by_setting(definition: Definition) -> dict[str, Stated]:
    return {_SAME.get(key, key): field for key, field in stated_fields(definition).items()}


def _is_known(setting: str, before: Definition, after: Definition) -> bool:
    """Whether some host of each side knows a setting, under whatever name."""
    names = (setting, *(name for name, same in _SAME.items() if same == setting))
    return all(any(_is_heeded(name, side) for name in names) for side in (before, after))


def _is_heeded(key: str, definition: Definition) -> bool:
    """Whether some host of a definition heeds a field, and not only for its tools or its name."""
    profiles = (HOSTS[reading.host] for reading in definition.hosts)
    return any(profile.heeds(key, definition.path) and profile.kind_of(key) in _TOLD for profile in profiles)


def _compare_tools(before: Definition, after: Definition) -> list[Change]:
    one, other = stated_policy(before), stated_policy(after)
    was, now = effective(before), effective(after)
    if one.is_unknown or other.is_unknown:
        kind = extent_change(one, other)
        return [whole(kind, one, other)] if kind else []
    if was.unrestricted != now.unrestricted:
        return [_whole(before, after, is_open=now.unrestricted)]
    if now.unrestricted:
        return []
    known = pool_classes(before.host) & pool_classes(after.host)
    had, has = tool_classes(was), tool_classes(now)
    gone = [
        Change(Kind.TOOL_REVOKED, f"tool {name}", had[name]) for name in had if name in known - has.keys()
    ]
    new = [
        Change(Kind.TOOL_GRANTED, f"tool {name}", "", has[name]) for name in has if name in known - had.keys()
    ]
    if not _WITHOUT_SERVERS.intersection((before.host, after.host)):
        servers = servers_of(one), servers_of(other)
        gone += [
            Change(Kind.SERVER_REVOKED, f"server {name}", name) for name in sorted(servers[0] - servers[1])
        ]
        new += [
            Change(Kind.SERVER_GRANTED, f"server {name}", "", name)
            for name in sorted(servers[1] - servers[0])
        ]
    return [change._replace(before_span=one.span, after_span=other.span) for change in (*gone, *new)]


def _whole(before: Definition, after: Definition, *, is_open: bool) -> Change:
    """A restriction that is only on one side: left out there, or not to be stated at all."""
    policies = stated_policy(before), stated_policy(after)
    listing = after if is_open else before
    if FieldKind.TOOLS in HOSTS[listing.host].fields.values():
        return whole(Kind.TOOLS_UNRESTRICTED if is_open else Kind.TOOLS_RESTRICTED, *policies)
    kind = Kind.CONVERSION_LOST if is_open else Kind.CONVERSION_GAINED
    texts = (stated(policies[0]), "") if is_open else ("", stated(policies[1]))
    return Change(kind, "tools", *texts, policies[0].span, policies[1].span)
