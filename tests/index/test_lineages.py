"""Paths that renames lead through are one agent."""

from itertools import permutations

import pytest

from agentreg.index.lineages import KnownPath, Link, group


def known(identity: int, *, live: bool = False) -> KnownPath:
    return KnownPath(identity, f"p{identity}.md", first=identity, live=live)


def link(before: int, after: int, time: int = 0, *, mainline: bool = True) -> Link:
    return Link(mainline, time, b"c", before, after)


@pytest.mark.parametrize(
    ("paths", "links", "expected"),
    [
        pytest.param([known(1), known(2)], [], {1: 1, 2: 2}, id="strangers"),
        pytest.param([known(1), known(2, live=True)], [link(1, 2)], {1: 1, 2: 1}, id="renamed"),
        pytest.param(
            [known(1), known(2), known(3, live=True)],
            [link(2, 3), link(1, 2)],
            {1: 1, 2: 1, 3: 1},
            id="renamed twice",
        ),
        pytest.param(
            [known(1, live=True), known(2)],
            [link(1, 2, 1), link(2, 1, 2)],
            {1: 1, 2: 1},
            id="renamed and back",
        ),
        pytest.param(
            [known(1, live=True), known(2, live=True)],
            [link(1, 2)],
            {1: 1, 2: 2},
            id="the old path is used again",
        ),
        pytest.param(
            [known(1), known(2, live=True), known(3, live=True)],
            [link(1, 2, 1, mainline=False), link(1, 3, 2)],
            {1: 1, 2: 2, 3: 1},
            id="the default branch decides where it went",
        ),
        pytest.param([known(1)], [link(1, 9), link(9, 1)], {1: 1}, id="links to paths that never held one"),
    ],
)
def test_an_agent_is_followed_through_its_paths_in_whatever_order_links_come(paths, links, expected):
    for order in permutations(links):
        assert {identity: path.id for identity, path in group(paths, order).items()} == expected
