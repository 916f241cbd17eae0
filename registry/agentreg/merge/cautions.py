"""What merged cleanly and may still be trouble: an agent that may do more than ours might."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind
from agentreg.formats.permissions import effective
from agentreg.formats.read import read_definition
from agentreg.merge.values import Caution, Danger
from agentreg.model.definition import NO_HOST, Definition, Host, Outcome
from agentreg.model.fields import Listing, Scalar, plain
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
    return (*widened, *_freed(before, after), *_lost_restrictions(before, after))


def _widened(before: Definition, after: Definition, host: Host) -> Iterator[Caution]:
    was, now = effective(before, host), effective(after, host)
    if now.unrestricted and not was.unrestricted:
        message = f"the merged agent has every tool of {_named(host)}, ours has not: {now.because}"
        yield Caution(Danger.WIDENED, "tools", message)
        return
    if now.unsure and not was.unsure and not was.unrestricted:
        message = f"the merged agent states no tools on {_named(host)}, ours does: {now.because}"
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


def _freed(before: Definition, after: Definition) -> Iterator[Caution]:
    """Tools that the result uses without asking, and ours does not."""
    key = HOSTS[before.host].frees
    names = [definition.frontmatter.get(key) if key else None for definition in (before, after)]
    old, new = (
        {item.text for item in value.items if isinstance(item, Scalar)}
        if isinstance(value, Listing)
        else set()
        for value in names
    )
    if new - old:
        message = f"the merged agent uses {', '.join(sorted(new - old))} without asking, ours does not"
        yield Caution(Danger.WIDENED, key, message)


def _lost_restrictions(before: Definition, after: Definition) -> Iterator[Caution]:
    denied, profile = {entry.key for entry in after.tools.denied}, HOSTS[before.host]
    for entry in before.tools.denied:
        if entry.key not in denied:
            message = f"ours forbids {entry.raw}, the result does not"
            yield Caution(Danger.RESTRICTION_LOST, profile.denies, message)
    for field in before.frontmatter.fields:
        if profile.kind_of(field.key) is not FieldKind.PERMISSION or field.key == profile.frees:
            continue
        now = after.frontmatter.get(field.key)
        if now is None or plain(now) != plain(field.value):
            message = f"`{field.key}` of ours is {'gone' if now is None else 'another one'} in the result"
            yield Caution(Danger.RESTRICTION_LOST, field.key, message)
