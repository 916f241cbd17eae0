from __future__ import annotations

import subprocess
import sys

from agentreg.formats.prompt import MAX_CHARACTERS, read_outward, read_prompt
from agentreg.formats.read import read_definition
from agentreg.model.prompt import Prompt
from formats.reading import prompt_of

AGENT = """\
---
name: reviewer
description: Reviews changes. <example>Context: a change</example>
---

# Reviewer

You are a careful reviewer.

## Workflow

1. **Read** the change with `Bash`.
2. Save the report to `out/report.md`.

## Rules

- NEVER push.

## Output Format

```
# Report
1. not a step
```
"""


def test_a_prompt_is_drawn_from_the_whole_file_with_spans_into_it() -> None:
    definition = read_definition(AGENT.encode(), ".claude/agents/reviewer.md")
    prompt, text = read_prompt(definition), definition.document.text
    assert [section.title for section in prompt.sections] == [
        "Reviewer",
        "Workflow",
        "Rules",
        "Output Format",
    ]
    assert [role.span.of(text) for role in prompt.roles] == ["You are a careful reviewer."]
    (workflow,) = prompt.workflows
    assert [step.title for step in workflow.steps] == ["Read", "Save the report to `out/report.md`."]
    assert [constraint.span.of(text) for constraint in prompt.constraints] == ["NEVER push."]
    outward = read_outward(definition, prompt)
    assert [output.kind.value for output in outward.outputs] == ["path", "template"]
    assert [reference.target for reference in outward.references] == ["Bash", "out/report.md"]
    assert [example.text for example in prompt.examples] == ["Context: a change"]
    assert prompt.span.of(text) == definition.body


def test_an_empty_body_has_an_empty_prompt() -> None:
    prompt = prompt_of("")
    assert prompt == Prompt(prompt.span)


def test_a_body_beyond_the_limit_is_not_read() -> None:
    definition = read_definition(b"Never push.\n" * (MAX_CHARACTERS // 10), "a.md")
    assert read_prompt(definition).blocks == ()


def test_reading_a_header_imports_no_markdown_parser() -> None:
    code = (
        "import sys, agentreg.formats.read; sys.exit(not {'pyromark', 'frontmatter'}.isdisjoint(sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
