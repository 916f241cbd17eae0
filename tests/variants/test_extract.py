from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentreg.errors import CannotCompare
from agentreg.variants.extract import extract
from agentreg.variants.overlay import WHOLE_PROMPT, parse_overlay
from agentreg.variants.rendering import render
from support.shared import ROOT, SHARED, requires_shared

BASE = """\
---
name: reviewer
description: Reviews changes.
model: sonnet
tools: Read, Grep, WebFetch
# for people
color: red
---
You are a careful reviewer.

## Rules

- Be kind to people.
- Be brief.

## Workflow

1. Read the change.
2. Judge it by its tests.
3. Report.

## Tone

Be calm.
"""
HEAD = (
    '# What differs from the base; `agentreg variant render` makes the agent of it.\nextends = "team/a@^1"\n'
)


def step(name: str, do: str) -> str:
    return f'[[patch]]\nsection = "Workflow"\nstep = "{name}"\ndo = "{do}"\n'


# what a copy has in place of something in the base, and what its overlay says
EDITS = [
    ("model: sonnet", "model: opus", '[set]\nmodel = "opus"\n'),
    ("color: red\n", "color: red\nmaxTurns: 20\n", "[set]\nmaxTurns = 20\n"),
    ("model: sonnet\n", "", '[remove]\nfields = ["model"]\n'),
    (
        "Read, Grep, WebFetch",
        "Grep, WebFetch, Bash",
        '[add]\ntools = ["Bash"]\n\n[remove]\ntools = ["Read"]\n',
    ),
    ("Read, Grep, WebFetch", "WebFetch, Read", '[set]\ntools = "WebFetch, Read"\n'),
    (
        "model: sonnet",
        'model:  "opus"',
        "[[patch]]\nfield = \"model\"\ndo = \"rewrite\"\ntext = '''\nmodel:  \"opus\"\n'''\n",
    ),
    (
        "model: sonnet\n",
        "effort: high\nmodel: sonnet\n",
        "[[patch]]\nfield = \"description\"\ndo = \"insert-after\"\ntext = '''\neffort: high\n'''\n",
    ),
    (
        "- Be brief.\n",
        "- Be brief.\n- Never push to main.\n",
        "[[patch]]\nsection = \"Rules\"\ndo = \"append\"\ntext = '''\n- Never push to main.\n'''\n",
    ),
    (
        "- Be kind to people.\n",
        "Mind:\n\n- Be kind to people.\n",
        "[[patch]]\nsection = \"Rules\"\ndo = \"prepend\"\ntext = '''\nMind:\n'''\n",
    ),
    (
        "1. Read the change.\n2. Judge it by its tests.\n3. Report.",
        "1. Read the change.\n2. Run the tests.\n   - all\n3. Judge it by its tests.\n4. Report.",
        step("Read the change.", "insert-after") + "text = '''\nRun the tests.\n- all'''\n",
    ),
    (
        "2. Judge it by its tests.",
        "2. Judge it by its looks.",
        step("Judge it by its tests.", "replace") + 'text = "Judge it by its looks."\n',
    ),
    (
        "2. Judge it by its tests.\n3. Report.",
        "2. Report.",
        step("Judge it by its", "remove"),
    ),
    ("Be calm.", "Be loud.", "[[patch]]\nsection = \"Tone\"\ndo = \"replace\"\ntext = '''\nBe loud.\n'''\n"),
    (
        "## Tone\n\n",
        "## Tone\n",
        "[[patch]]\nsection = \"Tone\"\ndo = \"rewrite\"\ntext = '''\n## Tone\nBe calm.\n'''\n",
    ),
    ("\n## Tone\n\nBe calm.\n", "", '[[patch]]\nsection = "Tone"\ndo = "remove"\n'),
    (
        "## Workflow",
        "## Scope\n\nAll.\n\n## Workflow",
        "[[patch]]\nsection = \"Rules\"\ndo = \"insert-after\"\ntext = '''\n## Scope\n\nAll.\n'''\n",
    ),
    ("Be calm.\n", "Be calm.", "final-newline = false\n"),
]


OPENING = """\
You are a careful reviewer of all that others write, and you know what they meant.

When you are asked:

1. Look at the change.
2. Look at what is around it.

What you look at:
- Names that say what they mean, in code and in documents
- Tests that would fail without the change
- Errors that nobody would see

| what | how |
|---|---|
| names | by reading them aloud |
| tests | by running them |

Say it in few words, whatever it is,
and say what you did not look at.
"""
LONG = BASE.replace("You are a careful reviewer.\n", OPENING)


def line(name: str, do: str, to: str = "") -> str:
    last = f'to = "{to}"\n' if to else ""
    return f'[[patch]]\nline = "{name}"\n{last}do = "{do}"\n'


# the same for edits of a long text
PASSAGES = [
    (
        "Look at what is around",
        "Look at all around",
        '[[patch]]\nstep = "Look at what is"\ndo = "replace"\ntext = "Look at all around it."\n',
    ),
    (
        "a careful reviewer",
        "a strict reviewer",
        line("You are a careful", "replace")
        + 'text = "You are a strict reviewer of all that others write, and you know what they meant."\n',
    ),
    (
        "running",
        "reading",
        line("| tests | by running", "replace") + 'text = "| tests | by reading them |"\n',
    ),
    (
        "in few words",
        "in one word",
        line("Say it in few", "replace") + 'text = "Say it in one word, whatever it is,"\n',
    ),
    (
        "- Errors that",
        "- Names that nobody would read\n- Errors that",
        line("- Tests that would", "insert-after") + 'text = "- Names that nobody would read"\n',
    ),
    (
        "What you look at:",
        "Then wait.\n\nWhat you look at:",
        line("When you are asked:", "replace", to="What you look at:")
        + "text = '''\nWhen you are asked:\n\n1. Look at the change.\n2. Look at what is around it.\n\n"
        "Then wait.\n\nWhat you look at:\n'''\n",
    ),
    ("| names | by reading them aloud |\n", "", line("| names | by", "remove")),
    (
        "Say it in few words, whatever it is,\nand say what you did not look at.\n",
        "Be brief.\n",
        line("Say it in few", "replace", to="and say what you") + 'text = "Be brief."\n',
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), PASSAGES)
def test_an_edit_in_a_long_text_holds_the_lines_that_differ(old: str, new: str, said: str) -> None:
    assert LONG.count(old) == 1
    copy = LONG.replace(old, new)
    text = extract(LONG.encode(), copy.encode(), "team/a@^1").text
    assert text == f"{HEAD}\n{said}"
    assert render(parse_overlay(text, "o"), LONG.encode()) == copy.encode()


@pytest.mark.parametrize(("old", "new", "said"), EDITS)
def test_an_edit_is_told_as_the_smallest_patch(old: str, new: str, said: str) -> None:
    assert BASE.count(old) == 1
    copy = BASE.replace(old, new)
    text = extract(BASE.encode(), copy.encode(), "team/a@^1").text
    gap = "" if said.startswith("final") else "\n"
    assert text == HEAD + gap + said
    assert render(parse_overlay(text, "o"), BASE.encode()) == copy.encode()


def test_a_copy_without_edits_gives_an_overlay_that_says_nothing() -> None:
    assert extract(BASE.encode(), BASE.encode(), "team/a@^1").text == HEAD


def test_line_ends_are_left_to_the_base() -> None:
    assert extract(BASE.encode(), BASE.replace("\n", "\r\n").encode(), "team/a@^1").text == HEAD


def test_what_differs_in_form_only_is_told() -> None:
    copy = BASE.replace("Read, Grep, WebFetch", "[Grep, Read, WebFetch]").replace("sonnet", '"sonnet"')
    found = extract(BASE.encode(), copy.replace("red", "blue").encode(), "team/a")
    assert found.form_only == ("model", "tools")


def test_what_shares_no_section_with_its_base_is_rewritten() -> None:
    copy = "---\nname: reviewer\n---\n# One\n\n## A\n\nx\n\n## A\n\ny\n"
    base = copy.replace("x\n", "z\n")
    overlay = parse_overlay(extract(base.encode(), copy.encode(), "team/a").text, "o")
    assert [patch.section for patch in overlay.patches] == [WHOLE_PROMPT]
    assert render(overlay, base.encode()) == copy.encode()


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        (b"\xff", "what is no UTF-8"),
        (b"\xef\xbb\xbf" + BASE.encode(), "a byte order mark"),
        (BASE.replace("---\nYou", "You").encode(), "the frontmatter: its fields cannot be read one by one"),
        (BASE.replace("---\nYou", "--- \nYou").encode(), "the frontmatter"),
    ],
)
def test_what_cannot_be_expressed_is_named(copy: bytes, said: str) -> None:
    with pytest.raises(CannotCompare, match=f"an overlay cannot express {said}"):
        extract(BASE.encode(), copy, "team/a")


FIXTURES = sorted((ROOT / "fixtures" / "definitions").rglob("*.md"))
NEW_LINES = [
    "- Never push.\n",
    "9. Wait.\n",
    "## Scope\n",
    "Text.\n",
    "\n",
    "color: blue\n",
    "```\n",
    "  - x\n",
]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A real definition, and a copy with lines removed, moved and put in."""
    base = draw(st.sampled_from(FIXTURES)).read_text(encoding="utf-8")
    lines = base.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines)))
        gone = draw(st.integers(0, 2))
        moved = [draw(st.sampled_from(lines))] if lines and draw(st.booleans()) else []
        lines[at : at + gone] = [*moved, *draw(st.lists(st.sampled_from(NEW_LINES), max_size=2))]
    return base, "".join(lines)


@given(edited())
@settings(deadline=None, max_examples=150)
def test_an_overlay_makes_exactly_the_copy_or_says_that_it_cannot(pair: tuple[str, str]) -> None:
    base, copy = (text.encode() for text in pair)
    try:
        text = extract(base, copy, "team/a").text
    except CannotCompare:
        # Told by name; that this is rare is asked of real copies.
        return
    made = render(parse_overlay(text, "o"), base)
    assert made.replace(b"\r\n", b"\n") == copy.replace(b"\r\n", b"\n")


@requires_shared
def test_overlays_of_real_copies_make_exactly_these_copies() -> None:
    assert SHARED is not None
    refused = 0
    bases = sorted((SHARED / "corpus" / "triples").glob("*/base.md"))
    for folder in (base.parent for base in bases[::9]):
        base, copy = ((folder / name).read_bytes() for name in ("base.md", "ours.md"))
        try:
            made = render(parse_overlay(extract(base, copy, "team/a").text, "o"), base)
        except CannotCompare:
            refused += 1
            continue
        assert made.replace(b"\r\n", b"\n") == copy.replace(b"\r\n", b"\n")
    assert refused <= 2


@requires_shared
def test_one_agent_may_be_told_as_an_overlay_of_quite_another() -> None:
    assert SHARED is not None
    seeds = [seed.read_bytes() for seed in sorted((SHARED / "seeds").glob("*.md"))]
    for base, copy in pairwise(seeds):
        assert render(parse_overlay(extract(base, copy, "team/a").text, "o"), base) == copy
