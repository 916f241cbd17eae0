"""Output paths and references: tables of (situation, before, after, exact changes)."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Area
from diff.test_compare import HEAD, changes_of, meaningful

Fact = tuple[str, str]

SWAPS: list[tuple[str, str, str, list[Fact]]] = [
    (
        "a file for another",
        "Read `docs/a.md` first, then think.",
        "Read `docs/b.md` first, then think.",
        [("reference-changed", "file docs/a.md -> file docs/b.md")],
    ),
    (
        "two files for others",
        "Read `a.md` and `b.md` first.",
        "Read `c.md` and `d.md` first.",
        [
            ("reference-changed", "file a.md -> file c.md"),
            ("reference-changed", "file b.md -> file d.md"),
        ],
    ),
    (
        "a file in a demand",
        "Never edit `src/a.py` at all.",
        "Never edit `src/b.py` at all.",
        [("reference-changed", "file src/a.py -> file src/b.py")],
    ),
    (
        "where to write, in a step",
        "1. Save the plan to `docs/a.md`.\n2. Tell the others.",
        "1. Save the plan to `docs/b.md`.\n2. Tell the others.",
        [("output-path-changed", "output path docs/a.md -> output path docs/b.md")],
    ),
    (
        "where to write, in a demand",
        "You MUST write it to `docs/a.md` now.",
        "You MUST write it to `docs/b.md` now.",
        [("output-path-changed", "output path docs/a.md -> output path docs/b.md")],
    ),
    (
        "an address for another",
        "See https://a.org/x for it.",
        "See https://b.org/x for it.",
        [("reference-changed", "url https://a.org/x -> url https://b.org/x")],
    ),
    (
        "an import for another",
        "```\n@docs/a.md\n```",
        "```\n@docs/b.md\n```",
        [("reference-changed", "import docs/a.md -> import docs/b.md")],
    ),
    (
        "a tool for another",
        "Use the Grep tool to find it.",
        "Use the Glob tool to find it.",
        [("reference-changed", "tool Grep -> tool Glob")],
    ),
    (
        "an agent for another",
        "Then ask the `code-reviewer` agent.",
        "Then ask the `test-runner` agent.",
        [("reference-changed", "agent code-reviewer -> agent test-runner")],
    ),
    (
        "many for others in one table",
        "| file |\n|---|\n| `a/1.md` |\n| `a/2.md` |\n| `a/3.md` |\n| `a/4.md` |",
        "| file      |\n|-----------|\n| `bb/1.md` |\n| `bb/2.md` |\n| `bb/3.md` |\n| `bb/4.md` |",
        [("reference-changed", "4 files")],
    ),
    (
        "a name, and the same as something else",
        "Text.\n\n- All lies in `a/b/c.md` there.",
        "Text.\n\n- All is to be output to `a/b/c.md`; scan `d/e/` there.",
        [("output-path-added", "output path a/b/c.md"), ("content-edited", "item")],
    ),
    (
        "a name, and more",
        "Text.\n\nThe plan in `docs/a.md` says what to do, so heed it.",
        "Text.\n\nThe plan in `docs/b.md` says how to do it, so learn it.",
        [
            ("content-edited", "paragraph"),
            ("reference-changed", "file docs/a.md -> file docs/b.md"),
        ],
    ),
]
RICH = """## More

- Look at https://a.org/1 or https://a.org/2 there.
- Heed https://b.org/1 too.
- Heed `docs/q.md` too.
- Save all to `out/x.md`.

@docs/i.md"""
ADDITIONS: list[tuple[str, str, str, list[Fact]]] = [
    (
        "beside another",
        "Read `docs/a.md` first.",
        "Read `docs/a.md` and `docs/b.md` first.",
        [("reference-added", "file docs/b.md")],
    ),
    (
        "before another",
        "Read `docs/a.md` first.",
        "Read `docs/b.md`, `docs/a.md` first.",
        [("reference-added", "file docs/b.md")],
    ),
    (
        "in a sentence that only points",
        "Be kind to all.",
        "Be kind to all. See `docs/b.md` for details.",
        [("reference-added", "file docs/b.md")],
    ),
    (
        "on a line of its own",
        "One line here\nand the end.",
        "One line here\nand the end.\nSee `docs/b.md`.",
        [("reference-added", "file docs/b.md")],
    ),
    (
        "as an item of its own",
        "Text.\n\n- `docs/a.md`",
        "Text.\n\n- `docs/a.md`\n- `docs/b.md`",
        [("reference-added", "file docs/b.md")],
    ),
    (
        "as many items",
        "Text.\n\n- `docs/a.md`",
        "Text.\n\n- `docs/a.md`\n- `docs/b.md`\n- `docs/c.md`\n- `docs/d.md`\n- `docs/e.md`",
        [("reference-added", "4 files")],
    ),
    ("an import", "Text.", "Text.\n\n@docs/b.md", [("import-added", "import docs/b.md")]),
    (
        "an address in a step that is new",
        "1. Work.",
        "1. Work.\n2. Post the result to https://a.org/x now.",
        [("step-added", "step 2"), ("url-added", "url https://a.org/x")],
    ),
    (
        "in a section that is new: no files, addresses by their hosts",
        "Text.",
        "Text.\n\n" + RICH,
        [
            ("output-path-added", "output path out/x.md"),
            ("section-added", "section More"),
            ("url-added", "2 urls at a.org"),
            ("url-added", "url https://b.org/1"),
            ("import-added", "import docs/i.md"),
        ],
    ),
    (
        "many files to write in a section that is new",
        "Text.",
        "Text.\n\n## More\n\nWrite `a.md`, `b.md`, `c.md` and `d.md` now.",
        [("output-path-added", "4 output paths"), ("section-added", "section More")],
    ),
    (
        "what is named elsewhere already",
        "See `docs/a.md` there.\n\n## More\n\nThe text is long enough here.",
        "See `docs/a.md` there.\n\n## More\n\nThe text is long enough here, as `docs/a.md` says.",
        [("content-edited", "paragraph in More")],
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "expected"), [row[1:] for row in SWAPS], ids=[row[0] for row in SWAPS]
)
def test_a_name_that_took_the_place_of_another_is_one_change(
    before: str, after: str, expected: list[Fact]
) -> None:
    assert facts(before, after) == expected
    assert is_mirrored(before, after)


@pytest.mark.parametrize(
    ("before", "after", "expected"), [row[1:] for row in ADDITIONS], ids=[row[0] for row in ADDITIONS]
)
def test_a_name_that_came_is_told_once(before: str, after: str, expected: list[Fact]) -> None:
    assert facts(before, after) == expected
    assert is_mirrored(before, after)


RESPELT = [
    ("See https://a.org/x for it.", "See <https://a.org/x> for it."),
    ("See https://a.org/x for it.", "See <https://a.org/x/> for it."),
    ("See https://A.org/x for it.", "See https://a.org/x for it."),
    ("All lies in `.claude/plans` now.", "All lies in `.claude/plans/` now."),
    ("All lies in `./docs/a.md` now.", "All lies in `docs/a.md` now."),
    ("See `docs/a.md` for it, and then go on.", "See `docs/a.md` for it,\nand then go on."),
]


@pytest.mark.parametrize(("before", "after"), RESPELT)
def test_another_spelling_of_a_name_is_form(before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        changes = told(one, other)
        assert changes
        assert {change.area for change in changes} <= {Area.FORMAT}


def test_a_reference_that_moved_is_not_told() -> None:
    before = "Text.\n\n- Heed `docs/a.md` always.\n- Work.\n- Rest.\n"
    after = "Text.\n\n- Work.\n- Rest.\n- Heed `docs/a.md` always.\n"
    assert not [fact for fact in facts(before, after) if fact[0].startswith("reference")]


def test_spans_are_those_of_the_names() -> None:
    before, after = (f"{HEAD}Read `docs/{name}.md` first, then think.\n" for name in "ab")
    (change,) = changes_of(before, after)
    assert change.before_span is not None
    assert change.after_span is not None
    assert (change.before_span.of(before), change.after_span.of(after)) == ("docs/a.md", "docs/b.md")
    assert (change.before, change.after) == ("docs/a.md", "docs/b.md")
    assert 0.8 < change.similarity < 1.0


def test_a_name_that_came_is_shown_with_the_words_that_join_it() -> None:
    after = f"{HEAD}Read `docs/a.md` and `docs/b.md` first.\n"
    (change,) = changes_of(f"{HEAD}Read `docs/a.md` first.\n", after)
    assert change.after_span is not None
    assert change.after_span.of(after) == "and `docs/b.md"
    assert change.after == "docs/b.md"


def facts(before: str, after: str) -> list[Fact]:
    found = meaningful(f"{HEAD}{before}\n", f"{HEAD}{after}\n")
    return [(change.kind.value, change.subject) for change in found]


def told(before: str, after: str) -> tuple[Change, ...]:
    return changes_of(f"{HEAD}{before}\n", f"{HEAD}{after}\n")


def is_mirrored(before: str, after: str) -> bool:
    """Subjects apart, which name the side before first."""
    there, back = (
        sorted(repr(change._replace(subject="")) for change in changes)
        for changes in (told(before, after), map(mirror, told(after, before)))
    )
    return there == back
