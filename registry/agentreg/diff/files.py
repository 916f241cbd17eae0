"""Which file of one tree became which of another: a reorganisation reads as moves, not as new agents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.namesakes import Pair, each_once, match_names, stands_in
from agentreg.diff.renames import new_names
from agentreg.diff.resemblance import alike
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import Identity
from agentreg.model.definition import NO_HOST, Definition, Host
from agentreg.records import NamedTuple

# The share of their distinguishing text that two files must have in common to be one agent that moved and got
# another name; and, where the older one still exists as well, to be a copy of it, more when the copy has
# another name: agents of one template are none.
SAME_AGENT = 0.5
SAME_COPY = 0.95
SAME_NAMED_COPY = 0.8
_ONLY_AFTER = (Kind.COPIED, Kind.STARTED_LOADING)
_ONLY_BEFORE = (Kind.MERGED_AWAY, Kind.STOPPED_LOADING)


class FilePair(NamedTuple):
    """A definition before and after.

    Attributes:
        before: The definition before; None for one that is new.
        after: The definition after; None for one that is gone.
        changes: What is known beyond their contents: moved, copied, merged away.
    """

    before: Definition | None
    after: Definition | None
    changes: tuple[Change, ...] = ()


def pair_files(before: Sequence[Definition], after: Sequence[Definition]) -> tuple[FilePair, ...]:
    """Match the definitions of two trees.

    Args:
        before: The definitions before, each path once.
        after: The definitions after, each path once.

    Returns:
        Every definition of both sides: kept, moved, copied, added or removed; by path. A copied one stands
        for its origin a second time. What is called by one name is one agent, be it elsewhere and whatever
        it says; then what is at one path, then what is alike.
    """
    left = list(before), list(after)
    pairs: list[FilePair] = []
    for match in (_unmoved, match_names, _at_one_path, _moved):
        found = list(match(*left))
        pairs += [FilePair(old, now, file_changes(old, now)) for old, now in found]
        left = (
            _without({old.path for old, _ in found}, left[0]),
            _without({now.path for _, now in found}, left[1]),
        )
    pairs += _lone(Kind.COPIED, left[1], before)
    pairs += _lone(Kind.MERGED_AWAY, left[0], after)
    return tuple(sorted(pairs, key=_path))


def file_changes(before: Definition, after: Definition) -> tuple[Change, ...]:
    """What is known of one agent beyond its contents: that its file was moved, and its name by that."""
    if before.path == after.path:
        return ()
    return (_file_change(Kind.FILE_MOVED, before, after), *_renamed(before, after))


def own_paths(paths: Sequence[str], changes: Iterable[Change]) -> tuple[str, ...]:
    """The paths of an agent itself, of those on both sides of a comparison.

    Args:
        paths: The paths before and after; one of an agent that is new or gone.
        changes: All changes.

    Returns:
        Its path before and its path after, or the one that it has: a copy is no agent where its origin is,
        one that was merged away none where its twin is, and a file that no host loads is none at all.
    """
    kinds = {change.kind for change in changes}
    if not kinds.isdisjoint(_ONLY_AFTER):
        return tuple(paths[-1:])
    return tuple(paths[:1] if not kinds.isdisjoint(_ONLY_BEFORE) else paths)


def _path(pair: FilePair) -> tuple[str, str]:
    either = pair.after or pair.before
    return (either.path if either else "", pair.before.path if pair.before else "")


def _file_change(kind: Kind, before: Definition, after: Definition) -> Change:
    return Change(kind, "file", before.path, after.path)


def _renamed(before: Definition, after: Definition) -> Iterator[Change]:
    """What hosts call a moved agent now, where the main one goes by the file; else its field `name` tells."""
    if not _goes_by_file(before.host, before, after):
        return
    called = new_names(before, after, lambda host: _goes_by_file(host, before, after))
    for (old, new), hosts in called.items():
        where = "" if len(hosts) == len(before.hosts) else f" ({', '.join(hosts)})"
        yield Change(Kind.RENAMED, f"name{where}", old, new)


def _goes_by_file(host: Host, *sides: Definition) -> bool:
    identity = HOSTS[host].identity
    if identity is Identity.NAME_OR_FILE:
        return host not in NO_HOST and not any(side.frontmatter.text("name") for side in sides)
    return identity.is_of_file


def _unmoved(before: list[Definition], after: list[Definition]) -> Iterator[Pair]:
    """Agents that are where they were, and that their name still leads to."""
    return (pair for pair in _at_one_path(before, after) if stands_in(*pair))


def _at_one_path(before: list[Definition], after: list[Definition]) -> Iterator[Pair]:
    there = {definition.path: definition for definition in after}
    return ((one, there[one.path]) for one in before if one.path in there)


def _without(paths: set[str], definitions: list[Definition]) -> list[Definition]:
    return [one for one in definitions if one.path not in paths]


def _moved(gone: list[Definition], new: list[Definition]) -> Iterator[Pair]:
    """Pairs of one side's lost and the other's new files, the most alike first."""
    ranked = sorted(
        (-score, gone[one].path, new[other].path, one, other)
        for one, other, score in alike(gone, new)
        if score >= SAME_AGENT
    )
    return each_once((gone[one], new[other]) for _, _, _, one, other in ranked)


def _lone(kind: Kind, lone: list[Definition], others: Sequence[Definition]) -> list[FilePair]:
    """Files of one side only, each with its near twin of the other side where there is one.

    Args:
        kind: What it is to have a twin: `COPIED` for new files, `MERGED_AWAY` for those that are gone.
        lone: The files.
        others: All files of the other side.
    """
    twins = _nearest(kind, lone, others)
    pairs = []
    for place, definition in enumerate(lone):
        twin = twins.get(place)
        before, after = (twin, definition) if kind is Kind.COPIED else (definition, twin)
        changes = (_file_change(kind, before, after),) if before and after else ()
        pairs.append(FilePair(before, after, changes))
    return pairs


def _nearest(kind: Kind, some: list[Definition], others: Sequence[Definition]) -> dict[int, Definition]:
    """For each of some files the other file that is nearly the same, its namesake first, if there is one."""
    best: dict[int, tuple[bool, float, str, Definition]] = {}
    for one, other, score in alike(some, others):
        found = others[other]
        if score >= _least(kind, some[one], found):
            rank = (some[one].name != found.name, -score, found.path, found)
            best[one] = min(best.get(one, rank), rank, key=lambda known: known[:3])
    return {one: rank[3] for one, rank in best.items()}


def _least(kind: Kind, one: Definition, other: Definition) -> float:
    """The share from which on two files are twins."""
    if one.path == other.path:
        # The name went elsewhere: what stays behind under another one is held against what it was, and an
        # agent whose place another took is gone.
        return SAME_AGENT if kind is Kind.COPIED else inf
    return SAME_NAMED_COPY if one.name == other.name else SAME_COPY
