"""Which paths of a source are one agent: those that renames and moves lead through.

A pure function of all that is known of the source, not of the order in which it became known, so that an
index that grew step by step equals one built at once.
"""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.records import NamedTuple


class KnownPath(NamedTuple):
    """A path that ever held a definition.

    Attributes:
        id: Any identity of the path.
        path: The path.
        first: When it first held one.
        live: Whether it holds one in the default branch now.
    """

    id: int
    path: str
    first: int
    live: bool


class Link(NamedTuple):
    """A commit that renamed or moved one path's definition to another.

    Attributes:
        mainline: Whether the commit is reachable from the default branch.
        time: When it was committed.
        commit: Its id, to decide between equals.
        before: Identity of the old path.
        after: Identity of the new path.
    """

    mainline: bool
    time: int
    commit: bytes
    before: int
    after: int


def group(paths: Iterable[KnownPath], links: Iterable[Link]) -> dict[int, KnownPath]:
    """Gather the paths that belong to one agent.

    An agent is in one place at a time: a link that would join two agents that are both there now (a path was
    used again after its agent had moved away) is not followed. What the default branch says counts first.

    Args:
        paths: Every path that ever held a definition.
        links: Every rename and move, in any order.

    Returns:
        Identity of each path -> the path that its agent was first seen at.
    """
    known = {path.id: path for path in paths}
    root = {identity: identity for identity in known}
    live = {identity: path.live for identity, path in known.items()}

    def find(identity: int) -> int:
        while root[identity] != identity:
            root[identity] = root[root[identity]]
            identity = root[identity]
        return identity

    for link in sorted(links, key=lambda link: (not link.mainline, *link[1:])):
        if link.before not in known or link.after not in known:
            continue
        one, other = find(link.before), find(link.after)
        if one == other or (live[one] and live[other]):
            continue
        first, second = sorted(
            (one, other), key=lambda identity: (known[identity].first, known[identity].path)
        )
        root[second] = first
        live[first] = live[first] or live[second]
    return {identity: known[find(identity)] for identity in known}
