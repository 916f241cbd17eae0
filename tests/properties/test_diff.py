"""Laws of the diff, over definitions that hypothesis makes."""

from __future__ import annotations

from collections import Counter

from hypothesis import assume, example, given
from hypothesis import strategies as st

from agentreg.diff.changes import Change, in_order, is_meaningful, mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.model.fields import Step
from agentreg.rules.finding import Direction
from agentreg.rules.judge import judge_case, open_case

VOCABULARY = "read write the a report file tests never always must should run plan code you 读"
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCE = st.lists(WORDS, min_size=2, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")
ITEM = SENTENCE.map(lambda text: f"- {text}")
STEP = st.tuples(st.integers(1, 12), SENTENCE).map(lambda step: f"{step[0]}. {step[1]}")
HEADING = st.tuples(st.integers(1, 3), WORDS).map(lambda title: f"\n{'#' * title[0]} {title[1].title()}\n")
NESTED = SENTENCE.map(lambda text: f"  - {text}")
FENCE = SENTENCE.map(lambda text: f"\n```text\n# {text}\n```\n")
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"
OTHER = st.sampled_from(["", "---", "<workflow>", "</workflow>", "**Rules:**", TABLE, "> quoted"])
PIECE = st.one_of(SENTENCE, ITEM, STEP, HEADING, NESTED, FENCE, OTHER)
BODY = st.lists(PIECE, max_size=14).map("\n".join)
FIELD = st.sampled_from(
    [
        "name: worker",
        "name: reviewer",
        "description: Use for reviews.",
        "description: 'Use: for reviews'",
        "tools: Read, Grep",
        "tools: [Read, Bash(git *)]",
        "tools: []",
        "tools:",
        "tools:\tRead",
        "tools: '*'\ntools: Read",
        "b: &b {tools: Read}\n<<: *b",
        "disallowedTools: Write",
        "model: opus",
        "model: inherit",
        "permissionMode: plan",
        "permissionMode: bypassPermissions",
        "color: red",
        "description: Use: for reviews",
        "hooks:\n  Stop:\n    - command: x",
    ]
)
HEAD = st.lists(FIELD, max_size=5, unique_by=lambda field: field.partition(":")[0])
TEXT = st.tuples(HEAD, BODY).map(lambda parts: "\n".join(("---", *parts[0], "---", parts[1])))
PATH = st.sampled_from([".claude/agents/x.md", "plugins/p/agents/x.md", ".github/agents/x.agent.md", "x.md"])


def definition(text: str, path: str = ".claude/agents/x.md") -> Definition:
    return read_definition(text.encode("utf-8", "surrogateescape"), path)


def counted(changes: tuple[Change, ...]) -> Counter[tuple[object, ...]]:
    """The changes without their subjects, which name the side before first."""
    return Counter((change.kind, *change[2:]) for change in changes)


@given(TEXT, PATH)
def test_equal_inputs_give_nothing(text: str, path: str) -> None:
    assert compare(definition(text, path), definition(text, path)) == ()


@given(TEXT, TEXT, PATH)
def test_the_reversed_diff_is_the_mirror(before: str, after: str, path: str) -> None:
    one, other = definition(before, path), definition(after, path)
    assert counted(tuple(map(mirror, compare(one, other)))) == counted(compare(other, one))


@example("---\n---\nWrite read read.\n- Read read read.", "---\n---\n- Never write read.", "x.md")
@given(TEXT, TEXT, PATH)
def test_every_line_that_differs_is_explained(before: str, after: str, path: str) -> None:
    changes = compare(definition(before, path), definition(after, path))
    assert unexplained_lines(before, after, changes) == ()


@given(TEXT, TEXT)
def test_texts_that_differ_have_changes_in_order_each_time_the_same(before: str, after: str) -> None:
    one, other = definition(before), definition(after)
    changes = compare(one, other)
    assert bool(changes) == (before != after)
    assert changes == in_order(list(changes)) == compare(one, other)


@given(TEXT, TEXT, PATH, PATH)
def test_nothing_is_gained_without_a_finding_that_widens(one: str, other: str, old: str, new: str) -> None:
    before, after = definition(one, old), definition(other, new)
    moved = (Change(Kind.FILE_MOVED, "file", old, new),) if old != new else ()
    case = open_case(before, after, (*moved, *compare(before, after)))
    widening = [finding for finding in judge_case(case) if finding.direction is Direction.WIDENS]
    assert widening or not case.gained


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_can_be_compared(before: bytes, after: bytes) -> None:
    one, other = read_definition(before, "x.md"), read_definition(after, "x.md")
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    assert all(change.kind in KINDS for change in changes)


def with_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


REFORMATS = st.sampled_from(
    [
        with_crlf,
        lambda text: text.replace("\n- ", "\n* "),
        lambda text: text.replace(".\n", ".  \n"),
        lambda text: text + "\n\n",
        lambda text: text.replace("\n\n", "\n\n\n"),
    ]
)


@given(TEXT, REFORMATS)
def test_reformatting_means_nothing(text: str, reformat: object) -> None:
    assert callable(reformat)
    before = definition(text)
    # Invalid YAML is repaired by one host, and only where lines end in LF.
    assume(reformat is not with_crlf or before.frontmatter.step in (Step.ABSENT, Step.STRICT))
    changes = compare(before, definition(reformat(text)))
    assert [change for change in changes if is_meaningful(change)] == []


def numbered(steps: list[str]) -> str:
    """A prompt with one workflow."""
    lines = (f"{number}. {step}" for number, step in enumerate(steps, 1))
    return "\n".join(("## Process", "", *lines, ""))


@given(st.lists(SENTENCE, min_size=2, max_size=8, unique=True), st.data())
def test_a_step_put_anywhere_is_one_change(steps: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(steps)))
    longer = [*steps[:place], "Ask the owner about the deadline of Friday.", *steps[place:]]
    changes = compare(definition(numbered(steps)), definition(numbered(longer)))
    assert [change.kind for change in changes if is_meaningful(change)] == [Kind.STEP_ADDED]
