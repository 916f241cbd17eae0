"""The output contract: a table of (situation, before, after, exact changes)."""

from __future__ import annotations

import pytest

from diff.test_references import Fact, facts, is_mirrored

REPORT = "## Output\n\n```\n# Report\n{}\n```\n"
LONG = (
    "Save the list to `docs/list.md`, with the name of each test, the time that it took, and why it failed or"
    " was left out.\n"
)
ROWS: list[tuple[str, str, str, list[Fact]]] = [
    (
        "a line of a template",
        REPORT.format("Findings: all"),
        REPORT.format("Findings: few"),
        [("template-changed", "template in Output")],
    ),
    (
        "a template that a sentence announces",
        "Reply in this format:\n\n```\nName: x\n```\n",
        "Reply in this format:\n\n```\nName: x\nAge: y\n```\n",
        [("template-changed", "template")],
    ),
    (
        "a template that comes",
        "## Output\n\nA table.\n",
        "## Output\n\nA table.\n\n```\nName: x\n```\n",
        [("template-added", "template in Output")],
    ),
    (
        "a template that comes with the line that announces it",
        "## Output\n\n- A table\n",
        "## Output\n\n- A table\n\nReport in this format:\n\n```\nName: x\n```\n",
        [("template-added", "template in Output")],
    ),
    (
        "a sentence that tells to write a file",
        "Text.\n\nAll tests run at night.\n",
        "Text.\n\nAll tests run at night. Save the list to `docs/list.md`.\n",
        [("output-path-added", "output path docs/list.md")],
    ),
    (
        "an item that tells to write a file",
        "## Notes\n\n- All tests run at night.\n",
        "## Notes\n\n- All tests run at night.\n- Save the list to `docs/list.md`.\n",
        [("output-path-added", "output path docs/list.md")],
    ),
    (
        "a sentence that tells to write a file, and much more",
        "Text.\n\nAll tests run at night.\n",
        "Text.\n\nAll tests run at night. " + LONG,
        [("output-path-added", "output path docs/list.md"), ("content-edited", "paragraph")],
    ),
    (
        "code that is no template",
        "Run this now:\n\n```\nmake one\n```\n",
        "Run this now:\n\n```\nmake two\n```\n",
        [("content-edited", "code block")],
    ),
    (
        "an item of the contract is reworded",
        "## Deliverables\n\n- A plan with all phases\n- A list\n",
        "## Deliverables\n\n- A plan with some phases\n- A list\n",
        [("output-rule-changed", "output rule in Deliverables")],
    ),
    (
        "an item of the contract comes, with what is nested in it",
        "## Deliverables\n\n- A list\n",
        "## Deliverables\n\n- A list\n- A plan\n  - of all phases\n",
        [("output-rule-added", "2 output rules in Deliverables")],
    ),
    (
        "an item of the contract comes alone",
        "## Deliverables\n\n- A list\n",
        "## Deliverables\n\n- A list\n- A plan\n",
        [("output-rule-added", "output rule in Deliverables")],
    ),
    (
        "a sentence about the answer among others",
        "## Notes\n\nThe port is 8000. Your final message is a table of findings. Logs are kept.\n",
        "## Notes\n\nThe port is 8000. Your final message is a list of findings. Logs are kept.\n",
        [("output-rule-changed", "output rule in Notes")],
    ),
    (
        "a demand in the contract is a constraint",
        "## Output\n\n- You must name the file.\n- A list\n",
        "## Output\n\n- You must name the file.\n- You must name the line.\n- A list\n",
        [("constraint-added", "constraint")],
    ),
    (
        "a step of how to answer is a step",
        "## Output\n\n1. Name the file.\n2. Name the line.\n",
        "## Output\n\n1. Name the file.\n2. Name the column.\n",
        [("step-edited", "step 2")],
    ),
    (
        "a whole contract that comes is a section",
        "Text.\n",
        "Text.\n\n## Output\n\n- A list\n- A plan\n",
        [("section-added", "section Output")],
    ),
    (
        "a file to be written comes with a demand",
        "## Rules\n\n- Never push.\n",
        "## Rules\n\n- Never push.\n- You must save the plan to `docs/plan.md` before you end.\n",
        [("constraint-added", "constraint"), ("output-path-added", "output path docs/plan.md")],
    ),
    (
        "a file that was read is to be written",
        "Text.\n\nFirst of all, read the `docs/plan.md` there.\n",
        "Text.\n\nFirst of all, write the `docs/plan.md` there.\n",
        [("output-path-added", "output path docs/plan.md"), ("content-edited", "paragraph")],
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_what_the_agent_delivers_is_told_in_its_area(before: str, after: str, expected: list[Fact]) -> None:
    assert facts(before, after) == expected
    assert is_mirrored(before, after)
