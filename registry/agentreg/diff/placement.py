"""What a file is where it lies: which hosts load it there, and which of its fields they heed."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.stated import stated_fields
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind
from agentreg.formats.readers import skipped_at
from agentreg.model.definition import NO_HOST, Definition, Host, HostReading, Outcome
from agentreg.model.document import Span
from agentreg.model.fields import Step

_WAKEFUL = (FieldKind.PERMISSION, FieldKind.SUPPLY)


def compare_loading(before: Definition, after: Definition) -> Iterator[Change]:
    """Hosts that look at both files and load only one of them."""
    now = {reading.host: reading for reading in after.hosts}
    both = [(reading, now[reading.host]) for reading in before.hosts if reading.host in now]
    stopped = [pair for pair in both if _stops(*pair)]
    yield from _loading(Kind.STOPPED_LOADING, before, stopped, skipped_at(after))
    started = [(new, old) for old, new in both if _stops(new, old)]
    yield from _loading(Kind.STARTED_LOADING, after, started, skipped_at(before))


def _stops(one: HostReading, other: HostReading) -> bool:
    return other.outcome is Outcome.SKIPS and one.outcome is not Outcome.SKIPS


def _loading(
    kind: Kind, loaded: Definition, pairs: list[tuple[HostReading, HostReading]], place: Span | None
) -> Iterator[Change]:
    """One change for all hosts of which each reads the one side and skips the other."""
    if pairs:
        hosts = ", ".join(_named(reading.host) for reading, _ in pairs)
        reasons = "; ".join(dict.fromkeys(skipping.because for _, skipping in pairs))
        if kind is Kind.STOPPED_LOADING:
            yield Change(kind, f"agent {loaded.name} ({hosts})", loaded.name, reasons, None, place)
        else:
            yield Change(kind, f"agent {loaded.name} ({hosts})", reasons, loaded.name, place)


def _named(host: Host) -> str:
    return f"{Host.CLAUDE_CODE} once installed" if host is Host.GENERIC else host


def compare_places(before: Definition, after: Definition) -> Iterator[Change]:
    """Fields that both files state, and that only one of them lies in a place to state with effect."""
    if [reading.host for reading in before.hosts] == [reading.host for reading in after.hosts]:
        return
    awake = _heeded(before), _heeded(after)
    if awake[0] == awake[1]:
        return
    one, other = stated_fields(before), stated_fields(after)
    for key in sorted((awake[0] ^ awake[1]) & one.keys() & other.keys()):
        spans = one[key].lines, other[key].lines
        if key in awake[1]:
            yield Change(Kind.FIELD_WOKEN, key, "", other[key].shown, *spans)
        else:
            yield Change(Kind.FIELD_SILENCED, key, one[key].shown, "", *spans)


def _heeded(definition: Definition) -> set[str]:
    """The fields about rights and commands that some host heeds there; where no host looks, none is."""
    profiles = [HOSTS[reading.host] for reading in definition.hosts if reading.host not in NO_HOST]
    if definition.frontmatter.step is Step.ABSENT:
        return set()
    return {
        field.key
        for field in definition.frontmatter.fields
        for profile in profiles
        if profile.heeds(field.key, definition.path) and profile.kind_of(field.key) in _WAKEFUL
    }
