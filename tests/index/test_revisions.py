"""What a commit's raw entries mean for definitions."""

import pytest

from agentreg.git.history import Commit, Entry
from agentreg.index.revisions import keys_of, revisions_of
from agentreg.index.store import NewRevision, PathRow
from agentreg.index.values import Status

NONE = "0" * 40
A, B, LINK = "a" * 40, "b" * 40, "c" * 40


def commit(*entries: Entry) -> Commit:
    return Commit("f" * 40, (), "Ada", "ada@example.org", "", 0, "subject", entries)


def agent(identity: int) -> PathRow:
    return PathRow(identity, identity, f"name{identity}", is_agent=True, sketch=b"")


READINGS = {(A, "x.md"): agent(1), (B, "x.md"): agent(2), (LINK, "x.md"): agent(3)._replace(is_agent=False)}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry("x.md", "A", "100644", A, (NONE,)), [NewRevision("x.md", 1, None, None, Status.ADDED)]),
        (Entry("x.md", "M", "100755", B, (A,)), [NewRevision("x.md", 2, 1, None, Status.MODIFIED)]),
        (Entry("x.md", "M", "100755", A, (A,)), []),
        (Entry("x.md", "D", "000000", NONE, (A,)), [NewRevision("x.md", None, 1, None, Status.DELETED)]),
        (Entry("x.md", "T", "120000", LINK, (A,)), [NewRevision("x.md", None, 1, None, Status.DELETED)]),
        (Entry("x.md", "T", "100644", A, (LINK,)), [NewRevision("x.md", 1, None, None, Status.ADDED)]),
        (Entry("x.md", "T", "160000", LINK, (A,)), [NewRevision("x.md", None, 1, None, Status.DELETED)]),
        (Entry("x.md", "MM", "100644", B, (A, LINK)), [NewRevision("x.md", 2, 1, None, Status.MODIFIED)]),
        (Entry("x.md", "AM", "100644", B, (NONE, A)), [NewRevision("x.md", 2, 1, None, Status.MODIFIED)]),
        (Entry("x.md", "AA", "100644", B, (NONE, NONE)), [NewRevision("x.md", 2, None, None, Status.ADDED)]),
        (Entry("x.md", "DD", "000000", NONE, (A, B)), [NewRevision("x.md", None, 1, None, Status.DELETED)]),
        (Entry("x.md", "A", "120000", LINK, (NONE,)), []),
    ],
)
def test_an_entry_becomes_a_revision_or_none(entry, expected):
    assert revisions_of(commit(entry), READINGS) == expected


def test_what_has_to_be_read_are_the_files_on_both_sides():
    entries = (Entry("x.md", "M", "100644", B, (A,)), Entry("l.md", "A", "120000", LINK, (NONE,)))
    assert keys_of(commit(*entries)) == [(B, "x.md"), (A, "x.md")]
