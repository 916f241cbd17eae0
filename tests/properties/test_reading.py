"""Laws of reading: nothing is lost, nothing is raised, every line is covered once, spans are exact."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agentreg.formats.document import parse_document
from agentreg.formats.permissions import effective
from agentreg.formats.prompt import read_outward, read_prompt
from agentreg.formats.read import read_definition
from agentreg.model.definition import Host
from agentreg.model.document import Span
from agentreg.model.fields import Field, Listing, Mapping, Scalar, Step, Style, Value
from formats.reading import uncovered

PATHS = (
    "",
    "a.md",
    ".claude/agents/a.md",
    "plugins/p/agents/a.md",
    ".github/agents/a.agent.md",
    ".opencode/agent/a.md",
    ".gemini/agents/a.md",
    ".codex/agents/a.toml",
)
PIECES = (
    "---\n", "---\r\n", "----\n", "name: a\n", "name: 'b'\n",
    "description: Use it. Examples: <example>\n", "description: >-\n  one\n  two\n\n",
    "description: |+\n  kept\n\n", "tools: Read, Bash(git *), mcp__s__t\n",
    "tools:\n  - Read\n  # note\n  - Bash\n", "tools: {write: false, 'mcp_*': ask}\n", "tools:\n",
    "tools: [Read\n", "model: no\n", "a: &x 1\nb: *x\n", "user: says\nun-indented text\n",
    "<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n", "# Title\n", "Title\n===\n", "**Bold title**\n",
    "**Label:** text\n", "### 1. First\n", "## Phase 2: Next\n", "- item\n", "  - nested\n",
    "    1. deep\n", "1. one\n", "2. two\n\n   more\n", "1. - both\n", "- # heading in item\n",
    "```md\n", "```\n", "~~~~\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "> quoted\n", ">\n",
    "<workflow>\n", "</workflow>\n", "<example>\n", "</example>\n", "<div>\n", "[x]: http://e.org\n",
    "You MUST never `rm -rf`. Only you may.\n", "Step 1: do\n\n", "Save it to `out/report.md`.\n",
    "@docs/a.md and https://e.org/x\n", "\n", "\n\n", "  ", "\t", "\r", "\r\n", "\ufeff", "\u2028",
    "\x85", "\x0b", "\x0c", "\0", "\u00e9\u00e8", "\u4f60\u662f\u3002", "\U0001f600", "text",
)  # fmt: skip
TOML_PIECES = (
    'name = "a"\n', "name = 'a'\n", 'developer_instructions = "A\u2028b = C"\n', "a = 1\n",
    'developer_instructions = """\n', '"""\n', "text\n", "# note\n", "tools = ['a',\n 'b']\n",
    "[a.b]\n", "[[c]]\n", "d.e.f = {g = true}\n", "h = 1979-05-27\n", "i = ", "\n", "\r", "\x0c",
)  # fmt: skip
REPEATED = (
    "- ", "> ", "* ", "1. ", "# ", "[", "{a: ", "a.", "1", "9", "`", "'", '"', "(", "\n", "\r", "<a>", "x: ",
)  # fmt: skip
ODD_BYTES = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf")

repeats = st.builds(lambda piece, times: piece * times, st.sampled_from(REPEATED), st.integers(1_000, 6_000))
pieces = st.one_of(*[st.sampled_from(PIECES)] * 9, repeats).map(str.encode)
definitions = st.lists(st.one_of(pieces, st.sampled_from(ODD_BYTES)), max_size=24).map(b"".join)
tables = st.lists(st.one_of(*[st.sampled_from(TOML_PIECES)] * 4, repeats), max_size=12).map("".join)
with_frontmatter = definitions.map(lambda rest: b"---\nname: a\ndescription: b\n" + rest)
inputs = st.one_of(st.binary(max_size=300), definitions, with_frontmatter, tables.map(str.encode))
laws = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@laws
@given(inputs)
def test_rendering_a_parsed_document_gives_its_bytes_back(data: bytes) -> None:
    assert parse_document(data).render() == data


@laws
@given(inputs, st.sampled_from(PATHS))
def test_reading_never_raises_whatever_the_bytes(data: bytes, path: str) -> None:
    definition = read_definition(data, path)
    read_prompt(definition)
    for host in (None, *Host):
        effective(definition, host)


@laws
@given(inputs, st.sampled_from(PATHS))
def test_reading_twice_gives_the_same(data: bytes, path: str) -> None:
    assert read_definition(data, path) == read_definition(data, path)


@laws
@example(b">")
@given(inputs)
def test_each_line_of_the_body_that_is_not_blank_is_in_exactly_one_block(data: bytes) -> None:
    definition = read_definition(data, "a.md")
    assert uncovered(definition, read_prompt(definition)) == []


@laws
@given(inputs)
def test_blocks_stand_in_order_and_inside_the_body(data: bytes) -> None:
    definition = read_definition(data, "a.md")
    blocks = read_prompt(definition).blocks
    assert all(before.span.end <= after.span.start for before, after in pairwise(blocks))
    assert all(_inside(block.span, definition.document.body) for block in blocks)


@laws
@given(inputs)
def test_everything_drawn_from_a_prompt_lies_in_the_file_and_is_not_empty(data: bytes) -> None:
    definition = read_definition(data, "a.md")
    prompt, whole = read_prompt(definition), Span(0, len(definition.document.text))
    outward = read_outward(definition, prompt)
    drawn = (*prompt.roles, *prompt.workflows, *prompt.constraints, *outward.outputs, *outward.references)
    spans = [each.span for each in (*drawn, *prompt.examples, *prompt.sections)]
    spans += [step.span for workflow in prompt.workflows for step in workflow.steps]
    assert all(_inside(span, whole) and span.start < span.end for span in spans)


@laws
@given(inputs)
def test_sections_nest_and_their_own_content_ends_before_their_first_child(data: bytes) -> None:
    sections = read_prompt(read_definition(data, "a.md")).sections
    for index, section in enumerate(sections):
        assert _inside(section.heading, section.span)
        assert _inside(section.own, section.span)
        assert section.parent < index
        if section.parent >= 0:
            parent = sections[section.parent]
            assert _inside(section.span, parent.span)
            assert section.path == (*parent.path, section.title)
            assert parent.own.end <= section.span.start


@laws
@given(inputs)
def test_steps_of_a_workflow_stand_in_order_and_are_numbered_upwards(data: bytes) -> None:
    for workflow in read_prompt(read_definition(data, "a.md")).workflows:
        numbers = [step.number for step in workflow.steps]
        starts = [step.span.start for step in workflow.steps]
        assert numbers == sorted(set(numbers))
        assert starts == sorted(set(starts))


@laws
@given(with_frontmatter)
def test_a_fields_spans_show_its_key_and_its_plain_value(data: bytes) -> None:
    definition = read_definition(data, "a.md")
    text = definition.document.text
    for field in definition.frontmatter.fields:
        assert field.key_span.of(text).strip("'\"") == field.key
        assert _inside(field.key_span, field.lines)
        assert _inside(field.value.span, field.lines)
        assert field.lines.start == 0 or text[field.lines.start - 1] == "\n"
        for value in _scalars(field):
            if value.style is Style.PLAIN and definition.frontmatter.step is Step.STRICT:
                assert value.text.split() == value.span.of(text).split()


@laws
@given(with_frontmatter)
def test_a_tool_entry_is_written_where_its_span_says(data: bytes) -> None:
    definition = read_definition(data, "a.md")
    text = definition.document.text
    if isinstance(definition.frontmatter.get("tools"), Scalar):
        for entry in definition.tools.entries:
            assert " ".join(entry.span.of(text).split()) == entry.raw


HOSTILE = {
    "nested flow lists": b"[" * 60_000,
    "closed nested flow lists": b"a: " + b"[" * 20_000 + b"]" * 20_000,
    "nested flow mappings": b"{a: " * 15_000,
    "nested block lists": b"- " * 30_000,
    "complex keys": b"? " * 30_000,
    "directives": b"%TAG ! tag:a\n" * 4_000,
    "aliases": b"a: &a [1]\n" + b"b: [" + b"*a, " * 12_000 + b"]\n",
    "merge keys": b"a: &a {x: 1}\n" + b"".join(b"b%d: &b%d {<<: [*a, *a]}\n" % (n, n) for n in range(900)),
    "one long plain line": b"a: " + b"x" * 10_000_000,
    "an unclosed quote": b'a: "' + b"x" * 60_000,
    "many keys": b"".join(b"k%d: 1\n" % n for n in range(8_000)),
    "many duplicate keys": b"name: a\n" * 8_000,
    "NUL bytes": b"\0" * 60_000,
    "tabs": b"a:\t" * 20_000,
    "colons": b"a: b: c: " * 7_000,
    "odd line breaks": b"".join(b"a%d:\n" % n for n in range(4_000)) + b"\r" * 38_000,
    "denied tools": b"tools: " + b"".join(b"a/%x," % n for n in range(5_500))
    + b"\ndisallowedTools: " + b"".join(b"%x," % n for n in range(6_000)),
    "denied servers": b"tools: " + b",".join(b"mcp__%x__t" % n for n in range(2_500))
    + b"\ndisallowedTools: " + b",".join(b"mcp__" + b"x" * n for n in range(200)),
    "item marks in tools": b"tools: '" + b"- " * 30_000 + b"x'",
    "un-indented lines": b"description: x\n" + b"Context: y: z\n" * 4_000,
    "parentheses in tools": b"tools: " + b"Bash(" * 12_000,
    "commas in tools": b"tools: " + b"a," * 30_000,
}  # fmt: skip
HOSTILE_BODIES = {
    "nested quotes": b"> " * 50_000,
    "nested items": b"- " * 50_000,
    "nested items before blank lines": b"- " * 3_000 + b"x\n" + b"\n" * 300_000,
    "items before blank lines": b"- a\n" * 3_000 + b"\n" * 300_000 + b"x",
    "emphasis": b"*a **a " * 30_000,
    "underscores": b"_a __a " * 30_000,
    "backticks": b"`" * 100_000,
    "backticks of growing length": b"".join(b"`" * n + b" a " for n in range(400)),
    "open fences": b"```\n" * 30_000,
    "headings": b"# a\n" * 30_000,
    "bold titles": b"**a**\n\n" * 20_000,
    "tags": b"<workflow>\n" * 20_000,
    "closed tags": b"<workflow>\n" * 8_000 + b"</workflow>\n" * 8_000,
    "examples": b"<example>" * 50_000,
    "ordered items": b"1. a\n" * 30_000,
    "steps": b"Step 1: a\n\nStep 2: b\n\n" * 8_000,
    "sentences": b"You must. " * 40_000,
    "dots": b"." * 100_000 + b"x",
    "exclamations": b"!!!" * 30_000,
    "table with wide cells": b"|a|\n|-|\n|" + b" " * 100_000 + b"x|\n",
    "hashes": b"# a " + b"#" * 100_000 + b"x",
    "hashes and blanks": b"# a" + b" #" * 50_000 + b"x",
    "bold marks": b"**" * 50_000,
    "bold words": b"**a** " * 30_000,
    "labels": b"- **Step 1**: a\n" * 8_000,
    "colons": b"a:" * 50_000,
    "code and stars": b"`*` *" * 20_000,
    "escapes": b"\\*" * 50_000,
    "imports": b"@a/" * 80_000,
    "urls": b"http://" * 60_000,
    "paths": b"`a/" * 60_000,
    "pipes": b"|" * 100_000,
    "table": b"|a|\n|-|\n" + b"|must|\n" * 20_000,
    "blanks": b" " * 500_000,
    "dashes": b"\n---" * 50_000,
    "conflict markers": b"<<<<<<< a\n" * 30_000,
    "one long line": b"x " * 400_000,
    "wide letters": "\u4f60".encode() * 100_000,
}  # fmt: skip
PATIENCE = 6.0
"""Seconds; each input takes far less on an idle machine, and quadratic ways take minutes."""


@pytest.mark.parametrize("matter", HOSTILE.values(), ids=HOSTILE)
def test_hostile_frontmatter_ends_soon_with_a_definition(matter: bytes) -> None:
    data = b"---\n" + matter + b"\n---\nbody\n"
    started = time.process_time()
    definition = read_definition(data, ".claude/agents/a.md")
    read_prompt(definition)
    effective(definition)
    assert time.process_time() - started < PATIENCE
    assert definition.document.render() == data


@pytest.mark.parametrize("body", HOSTILE_BODIES.values(), ids=HOSTILE_BODIES)
def test_hostile_bodies_end_soon_with_a_prompt(body: bytes) -> None:
    definition = read_definition(b"---\nname: a\n---\n" + body, ".claude/agents/a.md")
    started = time.process_time()
    read_prompt(definition)
    assert time.process_time() - started < PATIENCE


def _inside(span: Span, outer: Span) -> bool:
    return outer.start <= span.start <= span.end <= outer.end


def _scalars(field: Field) -> list[Scalar]:
    found: list[Scalar] = []
    waiting: list[Value] = [field.value]
    while waiting:
        value = waiting.pop()
        match value:
            case Scalar():
                found.append(value)
            case Listing():
                waiting += value.items
            case Mapping():
                waiting += [inner.value for inner in value.fields]
    return found
