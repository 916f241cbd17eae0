from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.model.diagnostic import Trouble
from agentreg.model.fields import Listing, Scalar, Step, Style, plain
from formats.reading import define

STEPS = {
    "plain values": ("name: a\nmodel: opus\n", Step.STRICT, {"name": "a", "model": "opus"}),
    "nothing at all": ("", Step.STRICT, {}),
    "only a comment": ("# later\n", Step.STRICT, {}),
    "quotes and escapes": ("a: 'it''s'\nb: \"x\\ny\"\n", Step.STRICT, {"a": "it's", "b": "x\ny"}),
    "folded and literal": (
        "a: >-\n  one\n  two\nb: |\n  x\n  y\n",
        Step.STRICT,
        {"a": "one two", "b": "x\ny\n"},
    ),
    "words that look typed": (
        "a: no\nb: 1.10\nc: 2026-01-02\n",
        Step.STRICT,
        {"a": "no", "b": "1.10", "c": "2026-01-02"},
    ),
    "lists": ("a: [x, y]\nb:\n  - z\n", Step.STRICT, {"a": ["x", "y"], "b": ["z"]}),
    "maps": ("a: {x: 1}\nb:\n  y: 2\n", Step.STRICT, {"a": {"x": "1"}, "b": {"y": "2"}}),
    "a colon in a value": (
        "description: Use it. Examples: <example>\nmodel: x\n",
        Step.REQUOTED,
        {"description": "Use it. Examples: <example>", "model": "x"},
    ),
    "a backslash stays two characters": (
        "description: a: b\\n c\n",
        Step.REQUOTED,
        {"description": "a: b\\n c"},
    ),
    "two brackets": ("argument-hint: [a] | [b]\n", Step.REQUOTED, {"argument-hint": "[a] | [b]"}),
    "a star": ("globs: **/*.ts\nname: a\n", Step.REQUOTED, {"globs": "**/*.ts", "name": "a"}),
    "text after a quote": ('description: "a" and b\n', Step.REQUOTED, {"description": '"a" and b'}),
    "un-indented lines": (
        "description: Use it.\n<example>\nContext: c\nuser: 'u'\n</example>\nname: a\n",
        Step.LINEWISE,
        {"description": "Use it.\n<example>\nContext: c\nuser: 'u'\n</example>", "name": "a"},
    ),
    "a strict list beside a bad value": (
        "description: a: b\ntools:\n  - Read\n  - Bash\n",
        Step.REQUOTED,
        {"description": "a: b", "tools": ["Read", "Bash"]},
    ),
    "a list that is never closed": (
        "tools: [Read, Bash\nname: a\n",
        Step.REQUOTED,
        {"tools": "[Read, Bash", "name": "a"},
    ),
    "lines before the first key": ("some text\nname: a: b\n", Step.LINEWISE, {"name": "a: b"}),
    "a block scalar that is left": (
        "description: |\n  in\nout: of it: x\nout\nname: a\n",
        Step.LINEWISE,
        {"description": "in\n", "out": "of it: x\nout", "name": "a"},
    ),
    "nested indicator": (
        "hooks:\n  - a: b: c\nname: a\n",
        Step.LINEWISE,
        {"hooks": "- a: b: c", "name": "a"},
    ),
}


@pytest.mark.parametrize(("matter", "step", "fields"), STEPS.values(), ids=STEPS)
def test_frontmatter_is_read_in_the_strictest_step_that_works(
    matter: str, step: Step, fields: dict[str, object]
) -> None:
    frontmatter = define(matter).frontmatter
    assert frontmatter.step is step
    assert {field.key: plain(field.value) for field in frontmatter.fields} == fields


def test_without_frontmatter_there_are_no_fields() -> None:
    frontmatter = read_definition(b"# Title\n").frontmatter
    assert (frontmatter.step, frontmatter.fields) == (Step.ABSENT, ())


def test_a_repair_names_the_key_the_line_and_the_reason() -> None:
    (repair,) = define("name: a\ndescription: b: c\n").frontmatter.repairs
    assert (repair.key, repair.line) == ("description", 3)
    assert "mapping values are not allowed" in repair.reason


TROUBLES = {
    "conflict markers": (
        "name: a\n<<<<<<< ours\nmodel: x\n=======\nmodel: y\n>>>>>>> theirs\n",
        Trouble.CONFLICT_MARKERS,
        3,
    ),
    "a list of agents": ("- name: a\n- name: b\n", Trouble.NOT_A_MAPPING, 2),
    "a text": ("just words\n", Trouble.NOT_A_MAPPING, 2),
    "no key in bad YAML": ("[[[\n", Trouble.INVALID_YAML, 3),
    "a directive": ("%YAML 1.2\nname: a\n", Trouble.INVALID_YAML, 2),
    "a complex key": ("? [a]\n: b\n", Trouble.INVALID_YAML, 2),
    "too deep": ("a: " + "[" * 40 + "]" * 40 + "\n", Trouble.YAML_LIMIT, 2),
    "too long": ("a: " + "x" * 70_000 + "\n", Trouble.YAML_LIMIT, 2),
    "too many events": ("a: [" + "x, " * 12_000 + "]\n", Trouble.YAML_LIMIT, 2),
    "stated twice": ("name: a\nmodel: x\nname: b\n", Trouble.DUPLICATE_KEY, 4),
    "a word of YAML 1.1": ("background: yes\n", Trouble.AMBIGUOUS_VALUE, 2),
    "an alias": ("a: &x 1\nb: *x\n", Trouble.AMBIGUOUS_VALUE, 2),
    "a tab": ("a:\tb\n", Trouble.AMBIGUOUS_VALUE, 2),
    "a line separator": ('a: "b\u2028c"\n', Trouble.AMBIGUOUS_VALUE, 2),
}


@pytest.mark.parametrize(("matter", "trouble", "line"), TROUBLES.values(), ids=TROUBLES)
def test_trouble_is_reported_with_its_line(matter: str, trouble: Trouble, line: int) -> None:
    first = next(note for note in define(matter).diagnostics if note.trouble is trouble)
    assert first.line == line


@pytest.mark.parametrize(
    "name", ["conflict markers", "a list of agents", "too deep", "too long", "too many events"]
)
def test_what_cannot_be_read_has_no_fields(name: str) -> None:
    frontmatter = define(TROUBLES[name][0]).frontmatter
    assert (frontmatter.step, frontmatter.fields) == (Step.UNREADABLE, ())


def test_of_a_key_stated_twice_the_last_one_counts_and_it_is_ambiguous() -> None:
    frontmatter = define("name: a\nname: b\n").frontmatter
    assert frontmatter.text("name") == "b"
    assert frontmatter.ambiguous == ("name",)


def test_an_alias_is_never_followed() -> None:
    frontmatter = define("a: &x [1, 2]\nb: *x\n").frontmatter
    assert frontmatter.text("b") == "*x"
    assert frontmatter.ambiguous == ("a", "b")


def written(definition: Definition, key: str) -> tuple[str, str]:
    """The source of a field's value, and its whole lines."""
    field = definition.frontmatter.field(key)
    assert field is not None
    text = definition.document.text
    return field.value.span.of(text), field.lines.of(text)


SPANS = {
    "plain": ("a: b c  # note\nz: 1\n", "b c", "a: b c  # note\n"),
    "quoted": ("a: 'b'\nz: 1\n", "'b'", "a: 'b'\n"),
    "empty": ("a:\nz: 1\n", "", "a:\n"),
    "folded": ("a: >\n  b\n  c\n\n# note\nz: 1\n", ">\n  b\n  c", "a: >\n  b\n  c\n"),
    "kept blank lines": ("a: |+\n  b\n\nz: 1\n", "|+\n  b\n", "a: |+\n  b\n\n"),
    "block list": ("a:\n  - b\n  - c\n# note\n\nz: 1\n", "- b\n  - c", "a:\n  - b\n  - c\n"),
    "flow list over lines": ("a: [b,\n  c]\nz: 1\n", "[b,\n  c]", "a: [b,\n  c]\n"),
    "wide letters before it": ("y: \U0001f600é\na: é\nz: 1\n", "é", "a: é\n"),
    "repaired": ("a: b: c\nz: 1\n", "b: c", "a: b: c\n"),
    "repaired over lines": ("a: b: c\nd\n\nz: 1\n", "b: c\nd", "a: b: c\nd\n"),
    "repaired with a line separator": ("a: b: c\u2028\nz: 1\n", "b: c", "a: b: c\u2028\n"),
    "repaired before a form feed": (
        "a: b: c\n\x0c# note\nz: 1\n",
        "b: c\n\x0c# note",
        "a: b: c\n\x0c# note\n",
    ),
    "last without line end": ("z: 1\na: b", "b", "a: b"),
}


@pytest.mark.parametrize(("matter", "value", "lines"), SPANS.values(), ids=SPANS)
def test_a_field_knows_where_it_is_written(matter: str, value: str, lines: str) -> None:
    matter = matter if matter.endswith("\n") else matter + "\n"
    lines = lines if lines.endswith("\n") else lines + "\n"
    assert written(define(matter), "a") == (value, lines)


def test_spans_count_characters_from_the_start_of_the_file_with_a_byte_order_mark_and_crlf() -> None:
    definition = read_definition("\ufeff---\r\nname: é\r\nmodel: 'x'\r\n---\r\n".encode())
    assert written(definition, "model") == ("'x'", "model: 'x'\r\n")


def test_nested_items_have_places_of_their_own() -> None:
    definition = define("a:\n  - x\n  - {k: v}\n")
    value = definition.frontmatter.get("a")
    assert isinstance(value, Listing)
    assert [item.span.of(definition.document.text) for item in value.items] == ["x", "{k: v}"]


def test_styles_are_kept() -> None:
    frontmatter = define("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\ne: >\n  x\n").frontmatter
    styles = [field.value.style for field in frontmatter.fields if isinstance(field.value, Scalar)]
    assert styles == [Style.PLAIN, Style.SINGLE, Style.DOUBLE, Style.LITERAL, Style.FOLDED]
