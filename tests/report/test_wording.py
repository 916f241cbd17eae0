from __future__ import annotations

import pytest

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.report.wording import joined, mark, phrase, short_subject


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Change(Kind.TOOL_GRANTED, "tool Bash"), "+ tool Bash"),
        (Change(Kind.TOOL_DENIED, "tool Bash"), "~ tool Bash denied"),
        (Change(Kind.TOOLS_UNRESTRICTED, "tools"), "~ tools unrestricted"),
        (Change(Kind.STEP_REMOVED, "step 3"), "- step 3"),
        (Change(Kind.STEP_MOVED, "step 3 -> step 1"), "> step 3 -> 1 moved"),
        (Change(Kind.CONTENT_MOVED, "item in A -> item in B"), "> item in A -> B moved"),
        (Change(Kind.CONTENT_EDITED, "paragraph in Rules"), "~ paragraph in Rules edited"),
        (Change(Kind.CONSTRAINT_WEAKENED, "constraint"), "~ constraint weakened"),
        (Change(Kind.TRIGGER_BROADENED, "description"), "~ trigger broadened"),
        (Change(Kind.TRIGGER_NARROWED, "whenToUse"), "~ whenToUse narrowed"),
        (Change(Kind.MODE_WIDENED, "permissionMode"), "~ permissionMode widened"),
        (Change(Kind.SECTION_RENAMED, "section A -> section B", "A", "B"), "~ section renamed"),
        (Change(Kind.RENAMED, "name", "a", "b"), "~ renamed"),
        (Change(Kind.COPIED, "file"), "> file copied"),
        (Change(Kind.REFERENCE_CHANGED, "agent a -> agent b", "a", "b"), "~ agent changed"),
        (Change(Kind.MATTER_INVALIDATED, "frontmatter"), "~ frontmatter became invalid"),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Change) else value,
)
def test_a_mark_and_a_phrase_name_a_change(change: Change, line: str) -> None:
    assert f"{mark(change).text} {phrase(change)}" == line


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_phrase_that_names_its_subject_or_itself(kind: Kind) -> None:
    assert phrase(Change(kind, "thing")).startswith(("thing", *kind.value.split("-")))


@pytest.mark.parametrize(
    ("subjects", "line"),
    [
        (["tool A"], "tool A"),
        (["tool A", "tool B"], "tools A, B"),
        (["tool A", "server B"], "tool A, server B"),
        (["tools", "tool B"], "tools, tool B"),
    ],
)
def test_several_subjects_name_what_they_are_once(subjects: list[str], line: str) -> None:
    assert joined(subjects) == line


def test_a_subject_of_two_places_says_once_what_it_is() -> None:
    assert short_subject("step 3 -> step 1") == "step 3 -> 1"
    assert short_subject("section A b -> section A c") == "section A b -> c"
    assert short_subject("step 3") == "step 3"
