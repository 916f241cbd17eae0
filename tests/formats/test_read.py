from __future__ import annotations

import pytest

from agentreg.formats.prompt import read_prompt
from agentreg.formats.read import MAX_BYTES, read_definition
from agentreg.model.diagnostic import Trouble
from agentreg.model.tools import ToolState
from formats.reading import define
from support.shared import SHARED, requires_shared

FORMS = {
    "invalid UTF-8": (b"# A\n\n\xff\n", Trouble.INVALID_UTF8, 3),
    "a NUL byte": (b"# A\n\0\n", Trouble.NUL_BYTE, 2),
    "a large file": (b"a\n" * MAX_BYTES, Trouble.TOO_LARGE, 0),
    "a long line": (b"a\n" + b"x" * 300_000, Trouble.LONG_LINE, 2),
    "frontmatter that never ends": (b"---\nname: a\n# A\n", Trouble.UNCLOSED_FRONTMATTER, 1),
    "conflict markers": (b"a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n", Trouble.CONFLICT_MARKERS, 2),
    "an open fence": (b"---\nname: a\n---\n```\na\n```\n\n```py\nb\n", Trouble.UNCLOSED_FENCE, 8),
    "an open fence in an item": (b"- ~~~\n  a\n", Trouble.UNCLOSED_FENCE, 1),
}


@pytest.mark.parametrize(("data", "trouble", "line"), FORMS.values(), ids=FORMS)
def test_trouble_with_the_form_is_noted_with_its_line(data: bytes, trouble: Trouble, line: int) -> None:
    assert [(note.trouble, note.line) for note in read_definition(data).diagnostics] == [(trouble, line)]


@pytest.mark.parametrize(
    "data",
    [
        b"# A\n\n```\na\n```\n",
        b"````md\n```\na\n```\n````\n",
        b"```a`b```\n",
        b"---\n\nA rule first.\n",
        b"<<<<<<< is how a conflict starts\n",
        b"text with ``` inside\n",
    ],
)
def test_what_only_looks_like_trouble_is_not_noted(data: bytes) -> None:
    assert read_definition(data).diagnostics == ()


def test_a_definition_has_the_facts_that_hosts_look_for() -> None:
    definition = define("name: a\ndescription: Use it.\nmodel: opus\ntools: Read\n", body="Go.\n")
    assert (definition.name, definition.description, definition.model) == ("a", "Use it.", "opus")
    assert definition.tools.state is ToolState.LISTED
    assert definition.body == "Go.\n"


@pytest.mark.parametrize(
    ("matter", "path", "name"),
    [
        ("name: a\n", "x/f.md", "a"),
        ("name:\n", "x/f.md", "f"),
        ("description: a\n", "x/f.agent.md", "f"),
        ("description: a\n", "x/f.chatmode.md", "f"),
        ("", "", ""),
    ],
)
def test_a_name_that_is_not_declared_is_the_files(matter: str, path: str, name: str) -> None:
    assert define(matter, path).name == name


@pytest.mark.parametrize(
    ("matter", "model"), [("", ""), ("model:\n", ""), ("model: opus\n", "opus"), ("model: [a, b]\n", "a, b")]
)
def test_a_model_is_kept_as_written(matter: str, model: str) -> None:
    assert define(matter).model == model


SEEDS = {
    "000": ("python-architecture-planner", "requoted", 0, 0, 4, 5),
    "001": ("python-backend-expert-planner", "requoted", 33, 17, 4, 5),
    "002": ("Python Backend Expert", "strict", 0, 0, 7, 13),
    "003": ("python-dev", "strict", 0, 0, 11, 12),
    "004": ("python-backend-architect", "requoted", 27, 12, 11, 5),
}


@requires_shared
@pytest.mark.parametrize("number", SEEDS)
def test_the_seeds_are_read_fully(number: str) -> None:
    assert SHARED is not None
    (path,) = (SHARED / "seeds").glob(f"{number}_*.md")
    data = path.read_bytes()
    definition = read_definition(data, path.name)
    prompt = read_prompt(definition)
    servers = [entry for entry in definition.tools.entries if entry.server]
    steps = [step for workflow in prompt.workflows for step in workflow.steps]
    assert definition.document.render() == data
    assert (
        definition.name,
        definition.frontmatter.step.value,
        len(definition.tools.entries),
        len(servers),
        len(prompt.sections),
        len(steps),
    ) == SEEDS[number]
    assert prompt.roles
    assert prompt.constraints
