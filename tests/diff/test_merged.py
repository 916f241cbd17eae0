"""Constraints that another one says now: (before, after, the kinds that are told)."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition

HEAD = "---\nname: worker\ndescription: Use for reviews.\n---\n"
MOVED, EDITED, REMOVED = Kind.CONSTRAINT_MOVED, Kind.CONSTRAINT_EDITED, Kind.CONSTRAINT_REMOVED


def told(before: str, after: str) -> list[Kind]:
    one, other = (read_definition(f"{HEAD}{body}\n".encode(), "a.md") for body in (before, after))
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    return [change.kind for change in changes if is_meaningful(change)]


SAID = {
    "two bans become one": (
        "- Do not push to main.\n- Never delete branches of others.\n- Keep a log.",
        "- Do neither push to main nor delete branches of others.\n- Keep a log.",
        [EDITED, MOVED],
    ),
    "two short bans become one": (
        "- Do not push. Do not tag.\n- Keep a log.",
        "- Do neither push nor tag.\n- Keep a log.",
        [MOVED, MOVED],
    ),
    "a ban goes from the role into a list": (
        "You are a reviewer of shops. You only read and never change files.\n\n## Scope\n\n- Read the diff.",
        "You are a reviewer of shops.\n\n## Limits\n\n- Only read; never change files.\n- Read the diff.",
        [MOVED, Kind.SECTION_RENAMED],
    ),
    "a demand goes from the role into a list, in other words": (
        "You review shops. You must report each finding and its line.\n\n## Scope\n\n- Read the diff.",
        "You review shops.\n\n## Findings\n\n- Each finding and line must be reported.\n- Read the diff.",
        [MOVED, Kind.SECTION_RENAMED],
    ),
}


@pytest.mark.parametrize(("before", "after", "kinds"), SAID.values(), ids=SAID)
def test_what_another_one_says_moved_there(before: str, after: str, kinds: list[Kind]) -> None:
    assert sorted(told(before, after)) == sorted(told(after, before)) == sorted(kinds)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Do not pay. Do not sign.", "Do not pay. Do not sign letters."),
        ("Never read secrets. Never print secrets.", "Never print logs or read mails."),
        (
            "Be kind. You must test all parts of it.",
            "Be kind. You should have tests of all parts, all of it.",
        ),
        (
            "Be kind. Never refactor without knowing the code.",
            "Do not refactor: old code. Be kind to all of us.",
        ),
        ("Be kind. Never assume anything.", "Libraries: never assume. Be kind to all people around us."),
    ],
    ids=["narrower", "other things", "less firm", "an act alone", "of something"],
)
def test_what_says_less_does_not_hold_it(before: str, after: str) -> None:
    assert MOVED not in told(before, after)
