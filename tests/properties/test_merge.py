"""Laws of the merge, on arbitrary bytes and on inputs that look like definitions."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agentreg.formats.read import read_definition
from agentreg.merge.alignment import changes
from agentreg.merge.engine import merge
from agentreg.merge.items import Numbering, read_lines, renumbered
from agentreg.merge.lines import Origin, merge3
from agentreg.merge.markers import marker_size, write_parts
from agentreg.merge.policies import owned as owned_by_us
from agentreg.merge.values import Clash, Labels, Merged
from agentreg.model.fields import plain
from support.conflicts import read_parts

LINES_OF_DEFINITIONS = b"""\
---
name: a
name: b
tools: Read, Bash
tools: [Read]
tools:
  - Read
# note
a: {b: c}
d: x: y
&a [*a]
<<<<<<< a
=======
>>>>>>> b
text
```
1. one
""".splitlines(keepends=True)
ODD_PIECES = [b"---\r\n", b"name: a\r\n", b"\xef\xbb\xbf", b"\xff", b"\0", b"text", b"\r", b"\n"]
# All that `str.splitlines` or YAML 1.1 take for line ends, and values that are no valid YAML.
ODD_ENDS = ["\u2028", "\u2029", "\x85", "\x0c", "\x0b", "\r", ""]
ODD_FIELDS = st.builds(
    "{}: {}{}{}\n".format,
    st.sampled_from(["name", "description", "tools", "permission"]),
    st.sampled_from(["a", "b: c", "d: e: f", "'g", "[h", "{i: j", "&k *l", "\t- m", "|\n  n", "Read, Bash"]),
    st.sampled_from(ODD_ENDS),
    st.sampled_from(["", "o", "model: p", "\n  q: r", "---"]),
)
FRAGMENTS = st.sampled_from([*LINES_OF_DEFINITIONS, *ODD_PIECES])
ODD_DEFINITIONS = st.builds(
    "---\n{}---\n{}".format, st.lists(ODD_FIELDS, max_size=4).map("".join), st.sampled_from(["x\n", "y", ""])
).map(str.encode)
ANYTHING = st.one_of(st.binary(max_size=60), st.lists(FRAGMENTS, max_size=14).map(b"".join), ODD_DEFINITIONS)

MODELS = st.sampled_from(["model: opus\n", "model: haiku\n", "model: 'sonnet'\n", 'model: "opus"\n'])
TOOLS = st.sampled_from(
    [
        "tools: Read, Grep, Bash\n",
        "tools: [Grep, Read, Bash, Edit]\n",
        "tools:\n  - Read\n  - Grep\n",
        "tools: Read, Bash\n",
        "tools: Read, Grep, Bash, Task\n",
        "tools: Read, Grep, Bash(git *)\n",
        "tools:\n",
    ]
)
DESCRIPTIONS = st.sampled_from(
    [
        "description: Reviews: all of it.\n",
        "description: >-\n  Reviews\n  all.\n",
        'description: "Reviews all."\n',
    ]
)
EXTRAS = st.sampled_from(["color: red\n", "# owner\nowner: a\n", "\n", "hooks:\n  Stop: a\n  Start: b\n"])


class Side(NamedTuple):
    fields: tuple[str, ...]
    lines: tuple[str, ...]

    def render(self) -> bytes:
        return (
            "---\n" + "".join(self.fields) + "---\n\n" + "".join(f"{line}\n" for line in self.lines)
        ).encode()


BASE = Side(
    ("name: reviewer\n", "description: Reviews all.\n", "tools: Read, Grep, Bash\n", "model: sonnet\n"),
    tuple("" if number % 4 == 0 else f"Sentence {number} of the prompt." for number in range(1, 24)),
)


@st.composite
def edited(draw: st.DrawFn, mark: str) -> Side:
    """BASE with fields changed, dropped, added and moved, and lines of the body too."""
    fields = list(BASE.fields)
    for number, choices in enumerate((None, DESCRIPTIONS, TOOLS, MODELS)):
        if choices is not None and draw(st.booleans()):
            fields[number] = draw(choices)
    if draw(st.booleans()):
        fields.insert(draw(st.integers(0, len(fields))), draw(EXTRAS))
    if draw(st.integers(0, 3)) == 0:
        fields.pop(draw(st.integers(0, len(fields) - 1)))
    if draw(st.integers(0, 3)) == 0:
        fields = draw(st.permutations(fields))
    return Side(tuple(fields), draw(edited_lines(mark)))


@st.composite
def edited_lines(draw: st.DrawFn, mark: str) -> tuple[str, ...]:
    """The lines of BASE with some replaced, removed and inserted; every new line is unique to its side."""
    lines = list(BASE.lines)
    for number in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        removed = draw(st.integers(0, 2))
        lines[at : at + removed] = [
            f"{mark} {number}.{n} is new here." for n in range(draw(st.integers(0, 2)))
        ]
    return tuple(lines)


def settled(merged: Merged) -> str:
    assert merged.clean
    return merged.text.decode()


@given(ANYTHING, ANYTHING)
@settings(max_examples=200, deadline=None)
def test_a_side_that_changed_nothing_leaves_the_other_byte_for_byte(base: bytes, side: bytes) -> None:
    assert merge(base, side, base).text == side
    assert merge(base, base, side).text == side
    assert merge(base, side, side).text == side


@given(ANYTHING, ANYTHING, ANYTHING)
@settings(max_examples=200, deadline=None)
def test_any_bytes_merge_always_in_the_same_way(base: bytes, ours: bytes, theirs: bytes) -> None:
    merged = merge(base, ours, theirs)
    assert merged == merge(base, ours, theirs)
    assert [merged.text.decode("utf-8", "surrogateescape")[slice(*c.span)][:7] for c in merged.conflicts] == [
        "<<<<<<<"
    ] * len(merged.conflicts)


@given(edited("Ours"), edited("Theirs"))
@settings(max_examples=200, deadline=None)
def test_swapping_the_sides_changes_the_order_and_never_the_verdict(ours: Side, theirs: Side) -> None:
    forth = merge(BASE.render(), ours.render(), theirs.render())
    back = merge(BASE.render(), theirs.render(), ours.render())
    assert forth.clean == back.clean
    if forth.clean:
        assert values(forth.text) == values(back.text)
        assert sorted(body_lines(forth.text)) == sorted(body_lines(back.text))


@given(edited("Ours"), edited("Theirs"))
@settings(max_examples=200, deadline=None)
def test_no_line_is_lost_and_none_is_invented(ours: Side, theirs: Side) -> None:
    merged = merge(BASE.render(), ours.render(), theirs.render())
    shown = set(body_lines(merged.text))
    kept_by_both = set(BASE.lines) & set(ours.lines) & set(theirs.lines)
    news = (set(ours.lines) | set(theirs.lines)) - set(BASE.lines)
    assert kept_by_both | news <= shown
    if merged.clean:
        assert shown <= {*ours.lines, *theirs.lines, ""}
        removed = set(BASE.lines) - (set(ours.lines) & set(theirs.lines))
        assert not (removed - {""}) & shown


@given(edited("Ours"), edited("Theirs"))
@settings(max_examples=200, deadline=None)
def test_each_field_of_a_clean_result_says_what_the_side_that_changed_it_says(
    ours: Side, theirs: Side
) -> None:
    merged = merge(BASE.render(), ours.render(), theirs.render())
    if not merged.clean:
        return
    base, mine, others = (values(side.render()) for side in (BASE, ours, theirs))
    result = values(merged.text)
    for key in {*base, *mine, *others}:
        was, ours_says, theirs_says = base.get(key), mine.get(key), others.get(key)
        if ours_says in (was, theirs_says) or theirs_says == was:
            assert result.get(key) == (theirs_says if ours_says == was else ours_says)
    keys = [field.key for field in read_definition(merged.text).frontmatter.fields]
    assert len(keys) == len(set(keys))


@given(edited("Ours"), edited("Theirs"))
@settings(max_examples=200, deadline=None)
def test_what_was_merged_is_never_merged_into_something_else(ours: Side, theirs: Side) -> None:
    merged = merge(BASE.render(), ours.render(), theirs.render())
    again = merge(BASE.render(), ours.render(), merged.text)
    # It may ask: which of several equal lines went is a guess, and the two guesses may differ.
    if merged.clean and again.clean:
        assert again.text == merged.text


@given(edited("Ours"), edited("Theirs"), st.sampled_from(["\r\n", "\n"]), st.booleans(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_line_ends_and_byte_order_mark_of_ours_survive(
    ours: Side, theirs: Side, line_end: str, bom: bool, ended: bool
) -> None:
    text = ours.render().replace(b"\n", line_end.encode())
    text = b"\xef\xbb\xbf" * bom + (text if ended else text.rstrip(b"\r\n"))
    merged = merge(BASE.render(), text, theirs.render())
    assert merged.text.count(b"\r\n") == (merged.text.count(b"\n") if line_end == "\r\n" else 0)
    assert merged.text.startswith(b"\xef\xbb\xbf") == bom
    plainly = merge(BASE.render(), ours.render(), theirs.render())
    assert merged.clean == plainly.clean
    if merged.clean and ended:
        assert merged.text.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n") == plainly.text


@given(edited("Ours"), edited("Theirs"), st.sets(st.sampled_from(["name", "tools", "model", "color"])))
@settings(max_examples=100, deadline=None)
def test_owned_fields_keep_our_value(ours: Side, theirs: Side, owned: set[str]) -> None:
    merged = merge(BASE.render(), ours.render(), theirs.render(), policies=owned_by_us(owned))
    if merged.clean and not merged.warnings:
        mine, result = values(ours.render()), values(merged.text)
        assert {key: mine.get(key) for key in owned} == {key: result.get(key) for key in owned}


WORDS = "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima".split()  # noqa: SIM905 -- shorter
STEPS = tuple(f"{word} {word}ly {word}ness." for word in WORDS[:6])
MARKS = st.sampled_from(["{}. ", "{}) ", "- ", "* ", "    - "])


@st.composite
def edited_steps(draw: st.DrawFn, news: list[str]) -> tuple[str, ...]:
    """STEPS with some dropped, some reworded and some new ones; each new text occurs on one side only."""
    steps = [step for step in STEPS if draw(st.integers(0, 5))]
    for word in news[: draw(st.integers(0, 3))]:
        at = draw(st.integers(0, len(steps)))
        reword = draw(st.booleans()) and at < len(steps)
        steps[at : at + reword] = [f"{word} {word}ly {word}ness."]
    return tuple(steps)


def written(steps: tuple[str, ...], mark: str) -> bytes:
    return b"# Steps\n\n" + "".join(f"{mark.format(n)}{step}\n" for n, step in enumerate(steps, 1)).encode()


# Four blanks under a title make a block of code of what was a list.
@example(STEPS[-1:], (), "- ", "    - ")
@given(edited_steps(WORDS[6:9]), edited_steps(WORDS[9:]), st.sampled_from(["{}. ", "- "]), MARKS)
@settings(max_examples=200, deadline=None)
def test_lists_merge_as_their_items_whatever_their_form(
    ours: tuple[str, ...], theirs: tuple[str, ...], mark: str, other_mark: str
) -> None:
    mark_of_ours = other_mark if ("{" in mark) == ("{" in other_mark) else mark
    sides = (written(ours, mark_of_ours), written(theirs, mark))
    merged, back = merge(written(STEPS, mark), *sides), merge(written(STEPS, mark), *reversed(sides))
    assert merged.clean == back.clean
    # A list that is put behind a block of code needs a blank line between them.
    lines = [line for line in merged.text.decode().splitlines()[2:] if line]
    said = [line.lstrip(" -*0123456789.)") for line in lines]
    wanted = {*ours, *theirs} - {step for step in STEPS if step not in ours or step not in theirs}
    assert wanted <= set(said)
    if merged.clean:
        assert sorted(said) == sorted(wanted)
        assert sorted(said) == sorted(
            line.lstrip(" -*0123456789.)") for line in back.text.decode().splitlines()[2:] if line
        )
        if ours and ours != STEPS and not mark_of_ours.startswith("    "):
            assert lines == written(tuple(said), mark_of_ours).decode().splitlines()[2:]


@given(st.text(st.sampled_from("12. )-*a\n\t`#"), max_size=60))
@settings(max_examples=200)
def test_lists_that_nobody_edited_keep_their_numbers(text: str) -> None:
    assert "".join(line.raw for line in renumbered(read_lines(text), Numbering())) == text


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("git")


@given(ours=edited_lines("Ours"), theirs=edited_lines("Theirs"))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_git_merges_cleanly_comes_out_as_git_has_it(
    folder: Path, ours: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    sides = [Side(BASE.fields, lines).render() for lines in (BASE.lines, ours, theirs)]
    for name, content in zip(("base", "ours", "theirs"), sides, strict=True):
        (folder / name).write_bytes(content)
    git = subprocess.run(
        ["git", "merge-file", "-p", "--diff3", "ours", "base", "theirs"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    merged = merge(*sides)
    if git.returncode == 0:
        assert merged.text == git.stdout


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_changes_rebuild_the_new_sequence(before: str, after: str) -> None:
    built, at = "", 0
    for change in changes([*map(ord, before)], [*map(ord, after)]):
        built += before[at : change.start] + after[change.after_start : change.after_end]
        at = change.end
    assert built + before[at:] == after


@given(st.text("abc", max_size=10), st.text("abc", max_size=10), st.text("abc", max_size=10))
def test_stretches_cover_all_three_sequences_without_gaps(base: str, ours: str, theirs: str) -> None:
    stretches = merge3(base, ours, theirs)
    for side, text in ((1, base), (2, ours), (3, theirs)):
        assert "".join(text[slice(*stretch[side])] for stretch in stretches) == text
    for stretch in stretches:
        b, o, t = (text[slice(*at)] for text, at in zip((base, ours, theirs), stretch[1:], strict=True))
        assert (b == o == t) == (stretch.origin is Origin.BASE)
        assert b not in (o, t) or stretch.origin is not Origin.CONFLICT


LINES = st.text(st.sampled_from("<=>|a \r\n"), max_size=30).map(lambda text: text and text + "\n")
CLASHES = st.builds(Clash, st.sampled_from(["", "model", "step 3"]), st.just(""), LINES, LINES, LINES)


@given(st.lists(st.one_of(LINES.filter(bool), CLASHES), max_size=4))
def test_parts_are_read_back_as_they_were_written(parts: list[str | Clash]) -> None:
    texts = [part for part in parts if isinstance(part, str)]
    texts += [
        side for part in parts if isinstance(part, Clash) for side in (part.base, part.ours, part.theirs)
    ]
    size = marker_size(*texts)
    joined: list[str | Clash] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    assert read_parts(write_parts(parts, size=size, labels=Labels()), size=size) == tuple(joined)


def values(data: bytes) -> dict[str, object]:
    """The fields' values; lists, also those written with commas, as sorted sets."""
    found: dict[str, object] = {}
    for field in read_definition(data).frontmatter.fields:
        value = plain(field.value)
        if field.key == "tools":
            items = value if isinstance(value, list) else str(value).split(",")
            value = sorted({str(item).strip() for item in items})
        found[field.key] = value
    return found


def body_lines(data: bytes) -> list[str]:
    return read_definition(data).body.split("\n")
