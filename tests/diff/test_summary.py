from __future__ import annotations

import pytest

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.summary import summarize

LONG_ID = "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0"


def tool(kind: Kind, name: str) -> Change:
    return Change(kind, f"tool {name}")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ([], ""),
        ([Change(Kind.REFORMATTED, "text"), Change(Kind.LINE_ENDS_CHANGED, "line ends")], "reformatted"),
        (
            [
                tool(Kind.TOOL_GRANTED, "Bash"),
                Change(Kind.MODEL_CHANGED, "model", "sonnet", "opus"),
                Change(Kind.STEP_MOVED, "step 3 -> step 1"),
            ],
            "+Bash; model sonnet -> opus; step 3 -> 1 moved",
        ),
        ([tool(Kind.TOOL_REVOKED, name) for name in ("A", "B")], "-A, -B"),
        (
            [Change(Kind.OUTPUT_PATH_CHANGED, "output path a.md -> output path b.md", "a.md", "b.md")],
            "output path a.md -> b.md",
        ),
        ([tool(Kind.TOOL_REVOKED, name) for name in "ABCD"], "-A, -B, -C, -D"),
        ([tool(Kind.TOOL_REVOKED, name) for name in "ABCDE"], "-5 tools"),
        ([tool(Kind.TOOL_DENIED, "Bash")], "tool Bash forbidden"),
        ([tool(Kind.TOOL_UNDENIED, "webfetch")], "tool webfetch no longer forbidden"),
        ([tool(Kind.TOOL_UNDENIED, name) for name in "AB"], "tools A, B no longer forbidden"),
        ([tool(Kind.TOOL_UNDENIED, name) for name in "ABCD"], "4 tools no longer forbidden"),
        ([Change(Kind.TOOLS_UNRESTRICTED, "tools", "Read", "absent")], "all tools"),
        ([Change(Kind.MODEL_CHANGED, "model", "", "opus")], "+model opus"),
        ([Change(Kind.MODEL_PINNED, "model", "sonnet", LONG_ID)], f"model sonnet -> {LONG_ID}"),
        (
            [Change(Kind.MODEL_CHANGED, "model", "opus", "x" * 121)],
            f"model opus -> {'x' * 119}…",
        ),
        ([Change(Kind.CONSTRAINT_WEAKENED, "constraint", "must", "should")], "constraint weakened"),
        ([Change(Kind.CONSTRAINT_REMOVED, "constraint", "x")] * 2, "2 constraints removed"),
        ([Change(Kind.SECTION_ADDED, "section Output")], "section Output added"),
        ([Change(Kind.CONTENT_ADDED, "item in Rules")] * 3, "3 blocks added"),
        (
            [Change(kind, "item") for kind in (Kind.CONTENT_REMOVED, Kind.CONTENT_ADDED) * 4],
            "4 blocks removed; 4 blocks added",
        ),
        ([Change(Kind.STEP_EDITED, f"step {number}") for number in (1, 3)], "steps 1, 3 edited"),
        (
            [Change(Kind.STEP_MOVED, f"step {number} -> step 1") for number in (2, 3)],
            "step 2 -> 1, step 3 -> 1 moved",
        ),
        (
            [Change(Kind.SECTION_ADDED, f"section {name * 9}") for name in ("Long ", "Title ")],
            "2 sections added",
        ),
        (
            [
                Change(Kind.MODEL_CHANGED, "model", "sonnet", "opus"),
                Change(Kind.ROLE_REPLACED, "role"),
                *[Change(Kind.STEP_REMOVED, "step 1")] * 4,
                *[Change(Kind.STEP_ADDED, "step 1")] * 5,
                Change(Kind.SECTION_ADDED, "section Output"),
                *[Change(Kind.CONTENT_EDITED, "item")] * 8,
            ],
            "model sonnet -> opus; rewritten: role, 9 steps, 1 section, 8 blocks",
        ),
        ([Change(Kind.DESCRIPTION_CHANGED, "description", "a", "b")], "description changed"),
        ([Change(Kind.FIELD_CHANGED, "version", "1", "2")], "version changed"),
        (
            [
                Change(Kind.TRIGGER_BROADENED, "description", "", "Use PROACTIVELY."),
                tool(Kind.TOOL_GRANTED, "Bash"),
                Change(Kind.STEP_MOVED, "step 3"),
                Change(Kind.OUTPUT_PATH_CHANGED, "output path"),
            ],
            "broader trigger; +Bash; step 3 moved; output path changed",
        ),
        ([Change(Kind.STANCE_CHANGED, "stance plans -> implements")], "stance plans -> implements"),
        ([Change(Kind.RESPONSIBILITY_REMOVED, "responsibility", "x")] * 2, "2 responsibilities removed"),
        ([Change(Kind.OUTPUT_RULE_ADDED, "output rule in Output", after="x")], "output rule added"),
        ([Change(Kind.TEMPLATE_CHANGED, "template in Report")] * 2, "2 templates changed"),
        ([Change(Kind.STEPS_MERGED, "step 2")], "step 2 merged"),
        ([Change(Kind.REFERENCE_ADDED, "agent tester", after="tester")], "names agent tester"),
        (
            [Change(Kind.REFERENCE_REMOVED, f"file docs/{name}.md") for name in "abcd"],
            "no longer names 4 things",
        ),
        ([Change(Kind.URL_ADDED, "URL https://x.example")], "names URL https://x.example"),
        (
            [
                Change(Kind.REFERENCE_ADDED, "file a.md"),
                Change(Kind.STEP_REMOVED, "step 2"),
                Change(Kind.URL_ADDED, "URL https://x.example"),
            ],
            "names file a.md, URL https://x.example; step 2 removed",
        ),
        ([Change(Kind.IMPORT_REMOVED, "import a.md")], "no longer imports import a.md"),
        ([Change(Kind.STOPPED_LOADING, "agent a", "a", "no name")], "no longer loads"),
    ],
)
def test_changes_read_as_one_line(changes: list[Change], line: str) -> None:
    assert summarize(changes) == line
