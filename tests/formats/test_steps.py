from __future__ import annotations

import pytest

from agentreg.model.prompt import StepForm
from formats.reading import prompt_of

FORMS = {
    "ordered list": ("1. a\n2. b\n", [[(1, "a"), (2, "b")]]),
    "ordered list from another number": ("4) a\n5) b\n", [[(4, "a"), (5, "b")]]),
    "lazy numbering": ("1. a\n1. b\n1. c\n", [[(1, "a"), (2, "b"), (3, "c")]]),
    "one step": ("1. a\n", [[(1, "a")]]),
    "nested lists belong to their step": ("1. a\n   1. x\n   2. y\n2. b\n", [[(1, "a\nx\ny"), (2, "b")]]),
    "interrupted by bullets": ("1. a\n\n- x\n- y\n\n2. b\n", [[(1, "a\nx\ny"), (2, "b")]]),
    "interrupted by a fence": ("1. a\n\n```\nx\n```\n\n2. b\n", [[(1, "a\n```\nx\n```"), (2, "b")]]),
    "two lists": ("1. a\n2. b\n\ntext\n\n1. c\n", [[(1, "a"), (2, "b")], [(1, "c")]]),
    "not across sections": ("1. a\n\n# B\n\n2. b\n", [[(1, "a")], [(2, "b")]]),
    "a list in a bullet": ("- x:\n  1. a\n  2. b\n", [[(1, "a"), (2, "b")]]),
    "a list in a tag": ("<workflow>\n1. a\n2. b\n</workflow>\n", [[(1, "a"), (2, "b")]]),
    "numbered headings": ("## 1. A\nx\n## 2. B\ny\n", [[(1, "A\nx"), (2, "B\ny")]]),
    "worded headings": ("### Phase 1: A\n### Phase 2: B\n", [[(1, "A"), (2, "B")]]),
    "bold headings": ("**Step 1: A**\n\nx\n\n**Step 2: B**\n\ny\n", [[(1, "A\nx"), (2, "B\ny")]]),
    "one numbered heading is no workflow": ("## 1. A\nx\n## B\n", []),
    "paragraphs": ("Step 1: a\n\nmore\n\nStep 2: b\n", [[(1, "a\nmore"), (2, "b")]]),
    "bold numbers": ("**1. A**: x\n\n**2. B**: y\n", [[(1, "A: x"), (2, "B: y")]]),
    "labelled bullets": ("- **Step 1**: a\n- **Step 2**: b\n", [[(1, "a"), (2, "b")]]),
    "one label is no workflow": ("Step 1: a\n\ntext\n", []),
    "Chinese": ("### 第一步\uff1a甲\n### 第二步\uff1a乙\n", [[(1, "甲"), (2, "乙")]]),
    "in a fence": ("```\n1. a\n2. b\n```\n", []),
    "bullets": ("- a\n- b\n", []),
    "years": ("2024 was good.\n\n2025 was better.\n", []),
}


@pytest.mark.parametrize(("body", "expected"), FORMS.values(), ids=FORMS)
def test_steps_are_found_in_every_form(body: str, expected: list[list[tuple[int, str]]]) -> None:
    found = [[(step.number, step.text) for step in workflow.steps] for workflow in prompt_of(body).workflows]
    assert found == expected


def test_a_step_that_is_a_section_may_hold_a_workflow_of_its_own() -> None:
    outer, inner = prompt_of("## Phase 1: A\n\n1. x\n2. y\n\n## Phase 2: B\n\nz\n").workflows
    assert [step.form for step in outer.steps] == [StepForm.HEADING] * 2
    assert [step.text for step in inner.steps] == ["x", "y"]
    assert outer.steps[0].span.start <= inner.span.start < inner.span.end <= outer.steps[0].span.end


def test_a_step_reaches_to_its_last_nested_line_and_a_workflow_to_its_last_step() -> None:
    body = "intro\n\n1. a\n   - x\n\n     y\n2. b\n\nafter\n"
    (workflow,) = prompt_of(body).workflows
    assert [step.span.of(body) for step in workflow.steps] == ["1. a\n   - x\n\n     y", "2. b"]
    assert workflow.span.of(body) == "1. a\n   - x\n\n     y\n2. b"


def test_a_workflow_knows_its_section() -> None:
    prompt = prompt_of("# A\n\n1. x\n\n# B\n\n1. y\n")
    assert [prompt.sections[workflow.section].title for workflow in prompt.workflows] == ["A", "B"]
