"""Roles, outputs, references and examples: short tables, one for each."""

from __future__ import annotations

import pytest

from agentreg.formats.prompt import read_prompt
from agentreg.formats.read import read_definition
from agentreg.formats.references import is_path
from formats.reading import prompt_of

ROLES = {
    "opening": ("You are a **tester**.\nYou test.\n\nMore.\n", ["You are a tester. You test."]),
    "after a title": ("# Tester\n\nYou are a tester.\n", ["You are a tester."]),
    "act as": ("Act as a tester.\n", ["Act as a tester."]),
    "Chinese": ("你是一名测试员。\n", ["你是一名测试员。"]),
    "a section": ("# T\n\n## Mission\n\nTest all.\n\nMore.\n", ["Test all."]),
    "a section with a mark": ("## 🧠 Your Identity & Memory\n\nA tester.\n", ["A tester."]),
    "a label": ("You are a tester.\n\n**Your Role**: plan only.\n", ["You are a tester.", "plan only."]),
    "a labelled item": ("## Who\n- **Role**: tester\n", ["tester"]),
    "an introduction": ("# T\n\nTests all.\n\n## Steps\n", ["Tests all."]),
    "none": ("## Voice\n\nShort.\n", []),
    "not late": ("a\n\nb\n\nc\n\nd\n\nYou are late.\n", ["a"]),
}


@pytest.mark.parametrize(("body", "expected"), ROLES.values(), ids=ROLES)
def test_the_role_is_who_the_agent_is_told_to_be(body: str, expected: list[str]) -> None:
    assert [role.text for role in prompt_of(body).roles] == expected


def test_a_labelled_role_is_placed_after_its_label() -> None:
    body = "You are a tester.\n\n**Role:** plan.\n"
    assert [role.span.of(body) for role in prompt_of(body).roles] == ["You are a tester.", "plan."]


OUTPUTS = {
    "a file to write": ("Save it to `out/a.md`.\n", [("path", "out/a.md")]),
    "a file to read": ("Read `out/a.md`.\n", []),
    "a file read, another written": ("Read `a/b.md` and update `c/d.md`.\n", [("path", "c/d.md")]),
    "a template in its section": ("## Output Format\n\n```\nx\n```\n", [("template", "```\nx\n```")]),
    "a template after its lead": ("Reply in this format:\n\n```\nx\n```\n", [("template", "```\nx\n```")]),
    "code": ("Run:\n\n```\nx\n```\n", []),
    "rules in its section": (
        "## Output\n\nBe short. Be right.\n",
        [("rule", "Be short."), ("rule", "Be right.")],
    ),
    "a rule for the answer": (
        "Your final message should be short.\n",
        [("rule", "Your final message should be short.")],
    ),
    "items": ("## Deliverables\n- a\n", [("rule", "a")]),
}


@pytest.mark.parametrize(("body", "expected"), OUTPUTS.values(), ids=OUTPUTS)
def test_outputs_are_what_the_agent_promises_to_return_or_write(
    body: str, expected: list[tuple[str, str]]
) -> None:
    assert [(output.kind.value, output.text) for output in prompt_of(body).outputs] == expected


REFERENCES = {
    "a path": ("Read `docs/a.md`.\n", [("path", "docs/a.md")]),
    "a file": ("Read `RULES.md`.\n", [("path", "RULES.md")]),
    "a url": ("See https://e.org/x?y=1.\n", [("url", "https://e.org/x?y=1")]),
    "a linked url": ("[a](https://e.org/x)\n", [("url", "https://e.org/x")]),
    "an import": ("@docs/a.md\n", [("import", "docs/a.md")]),
    "an import from home": ("See @~/.claude/a.md now\n", [("import", "~/.claude/a.md")]),
    "an import in a fence": ("```\n@docs/a.md\n```\n", [("import", "docs/a.md")]),
    "a mail address": ("me@example.org\n", []),
    "a marked tool": ("Use #tool:search/codebase.\n", [("tool", "search/codebase")]),
    "a server's tool": ("Use mcp__a__b.\n", [("tool", "mcp__a__b")]),
    "a tool in code": ("Use `Bash`.\n", [("tool", "Bash")]),
    "a tool in words": ("Use the Task tool.\n", [("tool", "Task")]),
    "a word like a tool": ("Read the `code`.\n", []),
}


@pytest.mark.parametrize(("body", "expected"), REFERENCES.values(), ids=REFERENCES)
def test_references_are_what_a_prompt_names_outside_itself(
    body: str, expected: list[tuple[str, str]]
) -> None:
    prompt = prompt_of(body)
    assert [(reference.kind.value, reference.target) for reference in prompt.references] == expected
    assert all(reference.span.of(body) == reference.target for reference in prompt.references)


@pytest.mark.parametrize(
    "word", ["a.md", "a/b/c", "./a", "~/x/y", "src/", ".claude/doc/x.md", "a/*.py", "x/[n]/y.md"]
)
def test_words_in_code_that_name_files_are_paths(word: str) -> None:
    assert is_path(word)


@pytest.mark.parametrize(
    "word", ["async/await", "a.b", "x = 1", "http://e.org/a/b", "--flag", "1.2.3", "e.g."]
)
def test_other_words_in_code_are_none(word: str) -> None:
    assert not is_path(word)


def test_examples_are_found_in_the_description_and_in_the_body() -> None:
    matter = b"---\nname: a\ndescription: Use it. <example>one</example>\n---\n"
    data = matter + b"<example>\ntwo\n</example>\n<example>open\n"
    definition = read_definition(data)
    examples = read_prompt(definition).examples
    assert [example.text for example in examples] == ["one", "two"]
    assert examples[0].span.of(definition.document.text) == "<example>one</example>"
