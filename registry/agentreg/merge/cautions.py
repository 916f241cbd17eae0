"""What merged cleanly and may still be trouble: an agent that may do more than ours might."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind
from agentreg.formats.permissions import effective
from agentreg.formats.read import read_definition
from agentreg.merge.values import Caution, Danger
from agentreg.model.definition import NO_HOST, Definition, Host, Outcome
from agentreg.model.fields import plain
from agentreg.model.tools import Permissions


def cautions(ours: bytes, merged: bytes, path: str) -> tuple[Caution, ...]:
    """Compare what the merged agent may do with what ours might.

    Args:
        ours: Our version.
        merged: The result, conflicts decided for ours.
        path: Where the file stands; it tells which hosts read it.
    """
    before, after = read_definition(ours, path), read_definition(merged, path)
    hosts = [reading.host for reading in before.hosts if reading.outcome is not Outcome.SKIPS]
    widened = [caution for host in hosts or [before.host] for caution in _widened(before, after, host)]
    return (*widened, *_lost_restrictions(before, after))


def _widened(before: Definition, after: Definition, host: Host) -> Iterator[Caution]:
    was, now = effective(before, host), effective(after, host)
    if now.unrestricted and not was.unrestricted:
        message = f"the merged agent has every tool of {_named(host)}, ours has not: {now.because}"
        yield Caution(Danger.WIDENED, "tools", message)
        return
    gained = sorted(set(now.tools) - set(was.tools))
    if gained and not was.unrestricted:
        yield Caution(Danger.WIDENED, "tools", _gain(gained, was, now, host))


def _gain(gained: list[str], was: Permissions, now: Permissions, host: Host) -> str:
    risks = [risk for risk in now.risks if risk not in was.risks]
    means = f" ({', '.join(risks)})" if risks else ""
    return f"on {_named(host)} the merged agent also has {', '.join(gained)}{means}, ours has not"


def _named(host: Host) -> str:
    return "its host" if host in NO_HOST else host.value


def _lost_restrictions(before: Definition, after: Definition) -> Iterator[Caution]:
    denied = {entry.key for entry in after.tools.denied}
    for entry in before.tools.denied:
        if entry.key not in denied:
            yield Caution(
                Danger.RESTRICTION_LOST, "disallowedTools", f"ours forbids {entry.raw}, the result does not"
            )
    kinds = HOSTS[before.host].fields
    for field in before.frontmatter.fields:
        if kinds.get(field.key) is not FieldKind.PERMISSION or field.key == "disallowedTools":
            continue
        now = after.frontmatter.get(field.key)
        if now is None or plain(now) != plain(field.value):
            message = f"`{field.key}` of ours is {'gone' if now is None else 'another one'} in the result"
            yield Caution(Danger.RESTRICTION_LOST, field.key, message)
