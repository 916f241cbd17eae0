from __future__ import annotations

import pytest

from agentreg.formats.prompt import read_prompt
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition, Outcome
from agentreg.model.diagnostic import Trouble
from agentreg.model.fields import Step, plain

PATH = ".codex/agents/a.toml"
AGENT = '''\
# An agent
name = "planner"
description = 'Plans "things"'
model = "gpt-5"
sandbox_mode = "read-only"
nickname_candidates = ["a", "b"]
developer_instructions = """
You are a planner.

1. Read
2. Plan
"""

[mcp_servers.docs]
command = "docs"
args = ["-x"]

[[skills.config]]
path = "s"
'''


def read(text: str) -> Definition:
    return read_definition(text.encode(), PATH)


def test_an_agent_in_toml_is_read_like_any_other() -> None:
    definition = read(AGENT)
    assert (definition.name, definition.description, definition.model) == (
        "planner",
        'Plans "things"',
        "gpt-5",
    )
    assert definition.hosts[0].outcome is Outcome.LOADS
    assert [field.key for field in definition.frontmatter.fields] == [
        "name", "description", "model", "sandbox_mode", "nickname_candidates", "developer_instructions",
        "mcp_servers", "skills",
    ]  # fmt: skip
    value = definition.frontmatter.get("mcp_servers")
    assert value is not None
    assert plain(value) == {"docs": {"command": "docs", "args": ["-x"]}}


def test_its_instructions_are_the_prompt() -> None:
    definition = read(AGENT)
    (workflow,) = read_prompt(definition).workflows
    assert [step.text for step in workflow.steps] == ["Read", "Plan"]
    assert definition.body.strip().startswith("You are a planner.")


WRITTEN = {
    "name": ('"planner"', 'name = "planner"\n'),
    "description": ("'Plans \"things\"'", "description = 'Plans \"things\"'\n"),
    "nickname_candidates": ('["a", "b"]', 'nickname_candidates = ["a", "b"]\n'),
}


@pytest.mark.parametrize(("key", "expected"), WRITTEN.items(), ids=WRITTEN)
def test_its_fields_know_where_they_are_written(key: str, expected: tuple[str, str]) -> None:
    definition = read(AGENT)
    field = definition.frontmatter.field(key)
    assert field is not None
    text = definition.document.text
    assert (field.value.span.of(text), field.lines.of(text)) == expected


BODIES = {
    "multi-line": ('developer_instructions = """\nA\n"""\n', "\nA\n"),
    "literal": ("developer_instructions = '''A \\ b'''\n", "A \\ b"),
    "one line": ('developer_instructions = "A"\n', "A"),
    "escapes keep the whole value": ('developer_instructions = "A\\nB"\n', '"A\\nB"'),
    "a key inside the text": (
        'developer_instructions = """\nname = "x"\n"""\nname = "a"\n',
        '\nname = "x"\n',
    ),
    "a line separator before what looks like a key": (
        'developer_instructions = "A\u2028name = B"\nname = "a"\n',
        "A\u2028name = B",
    ),
    "carriage returns alone": ('developer_instructions = "A"\rname = "a"\r', "A"),
    "without": ('name = "a"\n', ""),
}


@pytest.mark.parametrize(("text", "body"), BODIES.values(), ids=BODIES)
def test_the_body_is_the_text_of_the_instructions(text: str, body: str) -> None:
    assert read(text).body == body


BROKEN = {
    "no value": "name = \n",
    "a key twice": "name = 'a'\nname = 'b'\n",
    "open brackets": "[[[",
    "a NUL byte": "\0",
    "nested lists": "a = " + "[" * 5_000,
    "an integer of more digits than Python reads": f"a = {'1' * 5_000}\n",
    "a deep table": f"[a{'.a' * 3_000}]\nb = 1\n",
    "a deep key": f"a{'.a' * 3_000} = 1\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_no_toml_is_said_and_not_raised(text: str) -> None:
    definition = read(text)
    assert definition.frontmatter.step is Step.UNREADABLE
    assert definition.hosts[0].outcome is Outcome.SKIPS
    assert [note.trouble for note in definition.diagnostics if note.trouble is not Trouble.NUL_BYTE] == [
        Trouble.INVALID_TOML
    ]


def test_the_line_of_an_error_is_named() -> None:
    assert read('name = "a"\nmodel = \n').diagnostics[0].line == 2


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    definition = read(f'name = "{"x" * 300_000}"\n')
    assert Trouble.TOO_LARGE in [note.trouble for note in definition.diagnostics]
    assert definition.frontmatter.fields == ()


def test_windows_line_ends_and_a_byte_order_mark_are_read_and_kept() -> None:
    data = b'\xef\xbb\xbfname = "a"\r\ndescription = "b"\r\n'
    definition = read_definition(data, PATH)
    assert (definition.name, definition.description) == ("a", "b")
    assert definition.document.render() == data
