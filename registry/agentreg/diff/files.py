"""Which file of one tree became which of another: a reorganisation reads as moves, not as new agents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.model.definition import Definition
from agentreg.model.document import split_lines
from agentreg.records import NamedTuple

# The share of their distinguishing text that two files must have in common to be one agent that moved, less
# when it kept its name; and, where the older one still exists as well, to be a copy of it, more when the
# copy has another name: agents of one template are none.
SAME_AGENT = 0.5
SAME_NAMED_AGENT = 0.25
SAME_COPY = 0.95
SAME_NAMED_COPY = 0.8
# A shorter line ("- Testing") tells nothing about where a text came from.
LEAST_LINE = 12
_ONLY_AFTER = (Kind.COPIED, Kind.STARTED_LOADING)
_ONLY_BEFORE = (Kind.MERGED_AWAY, Kind.STOPPED_LOADING)
# A step that was renumbered and an item with another bullet are the same line.
_MARKERS = "0123456789.)-*+# "


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
        for its origin a second time.
    """
    one = {definition.path: definition for definition in before}
    other = {definition.path: definition for definition in after}
    pairs = [FilePair(one[path], other[path]) for path in one if path in other]
    gone = [definition for path, definition in one.items() if path not in other]
    new = [definition for path, definition in other.items() if path not in one]
    moved = _moved(gone, new)
    pairs += [FilePair(old, now, file_changes(old, now)) for old, now in moved]
    left = {old.path for old, _ in moved}, {now.path for _, now in moved}
    pairs += _lone(Kind.COPIED, [item for item in new if item.path not in left[1]], before)
    pairs += _lone(Kind.MERGED_AWAY, [item for item in gone if item.path not in left[0]], after)
    return tuple(sorted(pairs, key=_path))


def file_changes(before: Definition, after: Definition) -> tuple[Change, ...]:
    """What is known of one agent beyond its contents: that its file was moved, when it was."""
    return () if before.path == after.path else (_file_change(Kind.FILE_MOVED, before, after),)


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


def _moved(gone: list[Definition], new: list[Definition]) -> list[tuple[Definition, Definition]]:
    """Pairs of one side's lost and the other's new files, the most alike first."""
    ranked = sorted(
        (-score, gone[one].path, new[other].path, one, other)
        for one, other, score in _alike(gone, new)
        if score >= (SAME_NAMED_AGENT if gone[one].name == new[other].name else SAME_AGENT)
    )
    used: tuple[set[int], set[int]] = set(), set()
    found = []
    for _, _, _, one, other in ranked:
        if one not in used[0] and other not in used[1]:
            used[0].add(one)
            used[1].add(other)
            found.append((gone[one], new[other]))
    return found


def _lone(kind: Kind, lone: list[Definition], others: Sequence[Definition]) -> list[FilePair]:
    """Files of one side only, each with its near twin of the other side where there is one.

    Args:
        kind: What it is to have a twin: `COPIED` for new files, `MERGED_AWAY` for those that are gone.
        lone: The files.
        others: All files of the other side.
    """
    twins = _nearest(lone, others)
    pairs = []
    for place, definition in enumerate(lone):
        twin = twins.get(place)
        before, after = (twin, definition) if kind is Kind.COPIED else (definition, twin)
        changes = (_file_change(kind, before, after),) if before and after else ()
        pairs.append(FilePair(before, after, changes))
    return pairs


def _nearest(some: list[Definition], others: Sequence[Definition]) -> dict[int, Definition]:
    """For each of some files the other file that is nearly the same, its namesake first, if there is one."""
    best: dict[int, tuple[bool, float, str, Definition]] = {}
    for one, other, score in _alike(some, others):
        found = others[other]
        is_named = some[one].name == found.name
        if score >= (SAME_NAMED_COPY if is_named else SAME_COPY):
            rank = (not is_named, -score, found.path, found)
            best[one] = min(best.get(one, rank), rank, key=lambda known: known[:3])
    return {one: rank[3] for one, rank in best.items()}


def _alike(some: Sequence[Definition], others: Sequence[Definition]) -> Iterable[tuple[int, int, float]]:
    """Pairs that share lines, with the share of the larger one's weight that both have."""
    lines = [[_lines(definition) for definition in side] for side in (some, others)]
    weights = _weights(lines[0] + lines[1])
    holders: dict[str, list[int]] = defaultdict(list)
    for place, told in enumerate(lines[1]):
        for line in told:
            holders[line].append(place)
    totals = [[sum(weights[line] for line in told) for told in side] for side in lines]
    for one, told in enumerate(lines[0]):
        shared: Counter[int] = Counter()
        for line in told:
            for other in holders.get(line, ()):
                shared[other] += weights[line]
        for other, weight in shared.items():
            yield one, other, weight / max(totals[0][one], totals[1][other], 1)


def _lines(definition: Definition) -> frozenset[str]:
    lines = frozenset(line.strip().lstrip(_MARKERS) for line in split_lines(definition.body))
    told = frozenset(line for line in lines if len(line) >= LEAST_LINE)
    # An agent that is hardly more than its description is known by that.
    return told or frozenset((definition.description.strip(), *lines)) - {""}


def _weights(texts: list[frozenset[str]]) -> dict[str, int]:
    """A line's length, less for lines that many files share: those come from a template."""
    spread = Counter(line for told in texts for line in told)
    return {line: 1 + len(line) * 2 // max(2, count) for line, count in spread.items()}
