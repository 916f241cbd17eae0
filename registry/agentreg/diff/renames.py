"""What hosts call an agent by its field `name`, where its main host goes by the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.stated import Stated
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import Identity
from agentreg.model.definition import NO_HOST, Definition, Host

Side = tuple[Definition, Stated | None]


def compare_names(before: Side, after: Side) -> Iterator[Change]:
    """Tell which hosts call an agent otherwise now that its `name` was changed, added or removed.

    Args:
        before: The definition before, with its field `name`.
        after: The same after.

    Yields:
        One change for all hosts that call it the same before and the same after; none where each of them
        calls it what it did, as one does that got the name of its file.
    """
    (one, old), (other, new) = before, after
    called = new_names(one, other, lambda host: _goes_by_name(host, before, after))
    for (name, later), hosts in called.items():
        spans = old.lines if old else None, new.lines if new else None
        yield Change(Kind.RENAMED, f"name ({', '.join(hosts)})", name, later, *spans)


def new_names(
    before: Definition, after: Definition, counts: Callable[[Host], bool]
) -> dict[tuple[str, str], list[Host]]:
    """What hosts called an agent and call it now, where that differs, each with its hosts.

    Args:
        before: The definition before.
        after: The same after.
        counts: Whether a host is looked at.
    """
    now = {reading.host: reading.identity for reading in after.hosts}
    called: dict[tuple[str, str], list[Host]] = {}
    for host, _, old, _ in before.hosts:
        new = now.get(host, "")
        if old and new and old != new and counts(host):
            called.setdefault((old, new), []).append(host)
    return called


def _goes_by_name(host: Host, *sides: Side) -> bool:
    profile = HOSTS[host]
    if host in NO_HOST or profile.identity is not Identity.NAME_OR_FILE:
        return False
    return all(profile.heeds("name", side.path) for side, _ in sides)
