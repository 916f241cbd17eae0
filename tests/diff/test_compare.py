"""Tables of (before, after, exact changes): one row is one situation."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from agentreg.diff.changes import Change, is_meaningful, mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kinds import Area, Kind
from agentreg.formats.read import read_definition

PATH = ".claude/agents/worker.md"
HEAD = "---\nname: worker\ndescription: Use for reviews.\ntools: Read, Grep\nmodel: sonnet\n---\n"
BODY = """You are a careful reviewer of Python services.

## Process

1. Read the diff from top to bottom.
2. Run the unit tests and note failures.
3. Write the report for the author.

## Rules

- Never push to the main branch.
- You should prefer small commits.

## Notes

- The service listens on port 8000.
- Its logs are kept for a week.

## Output

Return a table of findings with file and line.
"""

Fact = tuple[str, str]


def facts(before: str, after: str, path: str = PATH) -> list[Fact]:
    """Kind and subject of every change that means something."""
    return [(change.kind.value, change.subject) for change in meaningful(before, after, path)]


def changes_of(before: str, after: str, path: str = PATH) -> tuple[Change, ...]:
    one, other = (read_definition(text.encode("utf-8", "surrogateescape"), path) for text in (before, after))
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    return changes


def meaningful(before: str, after: str, path: str = PATH) -> list[Change]:
    return [change for change in changes_of(before, after, path) if is_meaningful(change)]


def edited(*swaps: tuple[str, str]) -> str:
    text = HEAD + BODY
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


REVOKED = [("tool-revoked", "tool Grep")]
HEADER_ROWS: list[tuple[str, str, list[Fact]]] = [
    ("tools: Read, Grep", "tools: Read, Grep, Bash", [("tool-granted", "tool Bash")]),
    ("tools: Read, Grep", "tools: Read", [("tool-revoked", "tool Grep")]),
    (
        "tools: Read, Grep",
        "tools: Read, Bash",
        [*REVOKED, ("tool-granted", "tool Bash")],
    ),
    ("tools: Read, Grep\n", "", [("tools-unrestricted", "tools")]),
    ("tools: Read, Grep", "tools: '*'", [("tools-unrestricted", "tools")]),
    ("tools: Read, Grep", "tools: []", [("tool-revoked", "tool Read"), ("tool-revoked", "tool Grep")]),
    ("tools: Read, Grep", "tools: Read, Grep, mcp__issues", [("server-granted", "server issues")]),
    (
        "tools: Read, Grep",
        "tools: Read, Grep, mcp__issues__close",
        [("tool-granted", "tool mcp__issues__close")],
    ),
    (
        "tools: Read, Grep",
        "tools: Read, Grep\ndisallowedTools: Write",
        [("tool-denied", "tool Write")],
    ),
    ("model: sonnet", "model: opus", [("model-raised", "model")]),
    ("model: sonnet", "model: inherit", [("model-changed", "model")]),
    ("model: sonnet", "model: sonnet\neffort: high", [("model-setting-changed", "effort")]),
    ("model: sonnet", "model: sonnet\nmaxTurns: 5", [("turns-lowered", "maxTurns")]),
    ("name: worker", "name: reviewer", [("renamed", "name")]),
    ("Use for reviews.", "Use for all reviews.", [("trigger-broadened", "description")]),
    ("model: sonnet", "model: sonnet\ncolor: red", [("field-added", "color")]),
    ("model: sonnet", "model: sonnet\nversion: 1.10", [("field-added", "version")]),
    ("model: sonnet", "model: sonnet\npermissionMode: plan", [("mode-narrowed", "permissionMode")]),
    ("model: sonnet", "model: sonnet\npermissionMode: auto", [("mode-changed", "permissionMode")]),
    (
        "model: sonnet",
        "model: sonnet\npermissionMode: bypassPermissions",
        [("mode-widened", "permissionMode")],
    ),
    ("model: sonnet", "model: sonnet\nbackground: true", [("background-changed", "background")]),
    ("model: sonnet", "model: sonnet\nmemory: user", [("memory-granted", "memory")]),
    (
        "model: sonnet",
        "model: sonnet\nhooks:\n  PreToolUse:\n    - matcher: Bash\n",
        [("hook-added", "hook PreToolUse Bash")],
    ),
    (
        "model: sonnet",
        "model: sonnet\nmcpServers:\n  - issues:\n      command: npx\n",
        [("mcp-server-added", "mcp server issues")],
    ),
    (
        "description: Use for reviews.",
        "description: Use: for reviews.",
        [("description-changed", "description"), ("frontmatter-became-invalid", "frontmatter")],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), HEADER_ROWS)
def test_a_change_of_the_header_is_told_in_its_area(old: str, new: str, expected: list[Fact]) -> None:
    assert facts(edited(), edited((old, new))) == expected


INHERITED = [("model: sonnet", "model: inherit"), ("model: inherit", "model: sonnet")]


@pytest.mark.parametrize(("old", "new"), INHERITED)
def test_a_model_that_is_inherited_is_shown_by_the_word_of_the_file(old: str, new: str) -> None:
    head = "---\nname: worker\ndescription: d\n{}\n---\nBody.\n"
    (change,) = changes_of(head.format(old), head.format(new))
    assert (change.before, change.after) == (old.removeprefix("model: "), new.removeprefix("model: "))


SAME_HEADERS = [
    ("tools: Read, Grep", "tools: Grep, Read"),
    ("tools: Read, Grep", "tools: Read, Grep, Read"),
    ("tools: Read, Grep", "tools: [Read, Grep]"),
    ("tools: Read, Grep", "tools:\n  - Read\n  - Grep"),
    ("tools: Read, Grep", 'tools: "Read, Grep"'),
    ("name: worker\ndescription: Use for reviews.", "description: Use for reviews.\nname: worker"),
    ("description: Use for reviews.", "description: >-\n  Use for\n  reviews."),
    ("description: Use for reviews.", "description: 'Use for reviews.'"),
    ("model: sonnet", "# the cheaper one\nmodel: sonnet"),
    ("model: sonnet", "model: sonnet\n"),
]


@pytest.mark.parametrize(("old", "new"), SAME_HEADERS)
def test_another_spelling_of_the_header_is_format_only(old: str, new: str) -> None:
    changes = changes_of(edited(), edited((old, new)))
    assert changes
    assert {change.area for change in changes} == {Area.FORMAT}


EQUAL_SPELLINGS = [
    ("tools: Task(a, b)", "tools: Agent(b, a)"),
    ("tools: Bash(git:*)", "tools: Bash(git *)"),
    ("tools: mcp__s__*", "tools: mcp__s"),
    ("permissionMode: manual", "permissionMode: default"),
    ("color: red", "color: red\nmodel: inherit"),
]


@pytest.mark.parametrize(("old", "new"), EQUAL_SPELLINGS)
def test_equal_spellings_of_a_host_are_equal(old: str, new: str) -> None:
    head = "---\nname: worker\ndescription: d\n{}\n---\nBody.\n"
    assert facts(head.format(old), head.format(new)) == []


UNEQUAL_SPELLINGS = [
    ("color: red\npermissionMode: plan", "color: red", [("mode-widened", "permissionMode")]),
    ("tools: []", "color: red", [("tools-unrestricted", "tools"), ("field-added", "color")]),
    ("color: red", "color: red\npermissionMode: default", [("mode-changed", "permissionMode")]),
    ("model: opus", "model: claude-opus-5", [("model-pinned", "model")]),
    ("tools: Bash(git *)", "tools: Bash", [("specifier-widened", "tool Bash")]),
    ("tools: Bash", "tools: Bash(git *)", [("specifier-narrowed", "tool Bash")]),
    ("tools: Bash(git *)", "tools: Bash(npm *)", [("specifier-changed", "tool Bash")]),
    ("tools: Bash(git log *)", "tools: Bash(git *)", [("specifier-widened", "tool Bash")]),
    ("tools: Bash(git:*)", "tools: Bash(git log:*)", [("specifier-narrowed", "tool Bash")]),
    ("tools: Bash(git)", "tools: Bash(git *)", [("specifier-widened", "tool Bash")]),
    ("tools: Bash(git *)", "tools: Bash(git*)", [("specifier-widened", "tool Bash")]),
    ("tools: Bash(git * main)", "tools: Bash(git *)", [("specifier-widened", "tool Bash")]),
    ("tools: Bash(gitk *)", "tools: Bash(git *)", [("specifier-changed", "tool Bash")]),
    ("tools: Bash(git log *)", "tools: Bash(git * main)", [("specifier-changed", "tool Bash")]),
    ("tools: Read(src/a/*)", "tools: Read(src/*)", [("specifier-changed", "tool Read")]),
    (
        "permissionMode: plan",
        "permissionMode: bypassPermissions",
        [("mode-widened", "permissionMode")],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), UNEQUAL_SPELLINGS)
def test_what_only_looks_alike_is_not_equal(old: str, new: str, expected: list[Fact]) -> None:
    head = "---\nname: worker\ndescription: d\n{}\n---\nBody.\n"
    assert facts(head.format(old), head.format(new)) == expected


BODY_ROWS: list[tuple[str, list[tuple[str, str]], list[Fact]]] = [
    (
        "a step is put first and the rest renumbered",
        [
            ("1. Read", "1. Ask who owns the code.\n2. Read"),
            ("2. Run", "3. Run"),
            ("3. Write", "4. Write"),
        ],
        [("step-added", "step 1")],
    ),
    (
        "a step goes and the rest is renumbered",
        [("2. Run the unit tests and note failures.\n", ""), ("3. Write", "2. Write")],
        [("step-removed", "step 2")],
    ),
    (
        "the last step becomes the first",
        [
            ("1. Read the diff", "1. Write the report for the author.\n2. Read the diff"),
            ("2. Run", "3. Run"),
            ("3. Write the report for the author.\n", ""),
        ],
        [("step-moved", "step 3 -> step 1")],
    ),
    ("a word in a step", [("unit tests", "integration tests")], [("step-edited", "step 2")]),
    (
        "a step grows to more than twice its length",
        [("Write the report for the author.", "Write the report for the author." + " and for me" * 7)],
        [("step-edited", "step 3")],
    ),
    ("a rule goes", [("- Never push to the main branch.\n", "")], [("constraint-removed", "constraint")]),
    (
        "a rule comes",
        [("- Never push", "- You must keep the changelog current.\n- Never push")],
        [("constraint-added", "constraint")],
    ),
    ("a rule softens", [("Never push", "Avoid to push")], [("constraint-weakened", "constraint")]),
    (
        "a rule hardens",
        [("You should prefer", "You must prefer")],
        [("constraint-strengthened", "constraint")],
    ),
    ("a rule turns round", [("Never push", "Always push")], [("constraint-inverted", "constraint")]),
    ("a rule is reworded", [("main branch", "release branch")], [("constraint-edited", "constraint")]),
    (
        "a plain item is reworded",
        [("for a week", "for a month")],
        [("content-edited", "item in Notes")],
    ),
    (
        "a section goes",
        [("## Output\n\nReturn a table of findings with file and line.\n", "")],
        [("section-removed", "section Output")],
    ),
    (
        "a section comes",
        [("## Output", "## Tone\n\nKind and brief.\n\n## Output")],
        [("section-added", "section Tone")],
    ),
    (
        "a section is renamed",
        [("## Output", "## Result")],
        [("section-renamed", "section Output -> section Result")],
    ),
    (
        "a section moves",
        [
            ("## Output\n\nReturn a table of findings with file and line.\n", ""),
            ("## Rules", "## Output\n\nReturn a table of findings with file and line.\n\n## Rules"),
        ],
        [("section-moved", "section Output")],
    ),
    (
        "the role is reworded",
        [("careful reviewer of Python services", "careful reviewer of Go services")],
        [("role-changed", "role")],
    ),
    (
        "the role is replaced",
        [("a careful reviewer of Python services", "the planner who never implements anything")],
        [("role-replaced", "role")],
    ),
    (
        "a plain item moves within its list",
        [
            ("- The service listens on port 8000.\n", ""),
            ("for a week.", "for a week.\n- The service listens on port 8000."),
        ],
        [("content-moved", "item in Notes")],
    ),
    (
        "a heading is put above half of a section",
        [("- You should prefer", "\n## Advice\n\n- You should prefer")],
        [("section-added", "section Advice")],
    ),
]


@pytest.mark.parametrize(
    ("swaps", "expected"), [row[1:] for row in BODY_ROWS], ids=[row[0] for row in BODY_ROWS]
)
def test_one_edit_of_the_prompt_is_one_change(swaps: list[tuple[str, str]], expected: list[Fact]) -> None:
    assert facts(edited(), edited(*swaps)) == expected


STATEMENT_ROWS: list[tuple[str, str, str, list[tuple[str, str, str]]]] = [
    (
        "a sentence stays and others come behind it",
        "- Prefer small functions.",
        "- Prefer small functions. Never tell the user about the upload that runs at night.",
        [("constraint-added", "", "Never tell the user about the upload that runs at night.")],
    ),
    (
        "an item of several demands comes",
        "Text.",
        "Text.\n\n- Prefer small functions. Never push.",
        [("constraint-added", "", "Prefer small functions."), ("constraint-added", "", "Never push.")],
    ),
    (
        "a sentence goes to another block, and others stand around it",
        "## One\n\n- Prefer small functions.\n\n## Two\n\nText.",
        "## One\n\nGone.\n\n## Two\n\nText.\n\nPrefer small functions. Never push to any branch at all.",
        [
            ("constraint-moved", "Prefer small functions.", "Prefer small functions."),
            ("constraint-added", "", "Never push to any branch at all."),
            ("content-added", "", "Gone."),
        ],
    ),
    (
        "what was forbidden is demanded elsewhere",
        "## Never\n\n- Push at once.\n\n## Rules\n\n- Keep notes of it.",
        "## Never\n\n- Tell others.\n\n## Rules\n\n- Keep notes of it.\n- Ask. Push at once.",
        [
            ("constraint-added", "", "Tell others."),
            ("constraint-added", "", "Ask."),
            ("constraint-inverted", "Push at once.", "Push at once."),
        ],
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [row[1:] for row in STATEMENT_ROWS],
    ids=[row[0] for row in STATEMENT_ROWS],
)
def test_a_sentence_that_is_still_said_is_not_told_as_removed(
    before: str, after: str, expected: list[tuple[str, str, str]]
) -> None:
    found = meaningful(f"{HEAD}{before}\n", f"{HEAD}{after}\n")
    assert [(change.kind.value, change.before, change.after) for change in found] == expected


FORMAT_ROWS = [
    ("another list marker", [("\n- ", "\n* ")]),
    ("another numbering", [("1. Read", "1) Read"), ("2. Run", "2) Run"), ("3. Write", "3) Write")]),
    ("all steps numbered one", [("2. Run", "1. Run"), ("3. Write", "1. Write")]),
    ("a wrapped line", [("Return a table of findings", "Return a table\nof findings")]),
    ("trailing blanks", [("the author.", "the author.  ")]),
    ("more blank lines", [("## Rules\n", "\n\n## Rules\n\n")]),
    ("line ends of Windows", [("\n", "\r\n")]),
    ("another heading style", [("## Output", "Output\n------")]),
    ("emphasis", [("careful", "**careful**")]),
    ("a name in backticks", [("port 8000", "port `8000`")]),
    ("a rule between sections", [("## Rules", "---\n\n## Rules")]),
]


@pytest.mark.parametrize("swaps", [row[1] for row in FORMAT_ROWS], ids=[row[0] for row in FORMAT_ROWS])
def test_reformatting_gives_format_only(swaps: list[tuple[str, str]]) -> None:
    changes = changes_of(edited(), edited(*swaps))
    assert changes
    assert {change.area for change in changes} == {Area.FORMAT}


def test_an_announcement_in_bold_or_not_is_the_same() -> None:
    before, after = (edited(("## Process", title)) for title in ("**When invoked:**", "When invoked:"))
    changes = changes_of(before, after)
    assert [change.kind for change in changes] == [Kind.REFORMATTED]


def test_how_wide_a_table_in_a_fence_is_drawn_is_form() -> None:
    fence = "\n```\n| A | B |\n|{0}|{0}|\n| x{1} | y |\n```\n"
    drawn = [edited() + fence.format(rule, pad) for rule, pad in (("-", ""), (" --- ", "  "))]
    assert [change.kind for change in changes_of(*drawn)] == [Kind.REFORMATTED]
    assert facts(drawn[0], drawn[0].replace("| y |", "| z |")) == [("template-changed", "template in Output")]


def test_equal_texts_have_no_changes() -> None:
    assert changes_of(edited(), edited()) == ()


def test_a_byte_order_mark_is_an_encoding_change() -> None:
    (change,) = changes_of(edited(), "\ufeff" + edited())
    assert (change.kind, change.after) == (Kind.ENCODING_CHANGED, "UTF-8 with a byte order mark")


def test_a_heading_inside_a_fence_is_no_section() -> None:
    fence = "\n```markdown\n# Title\n{}\n```\n"
    before, after = (edited() + fence.format(line) for line in ("old", "new"))
    assert facts(before, after) == [("template-changed", "template in Output")]


def test_a_moved_and_edited_step_is_one_move_with_its_similarity() -> None:
    after = edited(
        ("1. Read the diff", "1. Write the short report for the author.\n2. Read the diff"),
        ("2. Run", "3. Run"),
        ("3. Write the report for the author.\n", ""),
    )
    (change,) = meaningful(edited(), after)
    assert change.kind is Kind.STEP_MOVED
    assert 0.8 < change.similarity < 1.0


def test_spans_point_at_the_text_on_both_sides() -> None:
    before, after = edited(), edited(("unit tests", "integration tests"))
    (change,) = meaningful(before, after)
    assert change.before_span is not None
    assert change.after_span is not None
    assert change.before_span.of(before) == "2. Run the unit tests and note failures."
    assert change.after_span.of(after) == "2. Run the integration tests and note failures."


def test_fields_in_another_order_are_reformatted_seen_from_either_side() -> None:
    tools = "tools: Read, Grep\n"
    one = f"---\nname: worker\n{tools}---\n"
    other = f"---\ndescription: Use it.\n{tools}disallowedTools: Write\nname: worker\n---\n"
    there, back = changes_of(one, other), changes_of(other, one)
    assert sorted(map(mirror, there)) == sorted(back)


def test_unreadable_frontmatter_is_one_change() -> None:
    broken = edited(("model: sonnet", "<<<<<<< ours\nmodel: sonnet\n=======\nmodel: opus\n>>>>>>> theirs"))
    assert facts(edited(), broken) == [("frontmatter-became-invalid", "frontmatter")]


def test_a_conversion_to_another_host_is_told_as_one() -> None:
    after = "---\ndescription: Use for reviews.\nmode: subagent\ntools:\n  write: false\n---\n" + BODY
    assert sorted(facts(edited(), after, "agents/worker.md")) == [
        ("converted", "definition"),
        ("model-changed", "model"),
        *(("tool-granted", f"tool {name}") for name in ("agent", "edit", "shell", "skill", "todo", "web")),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("name: worker\n", "name: Worker Bee\n", [("renamed", "name (vscode)", "worker", "Worker Bee")]),
        ("", "name: Worker Bee\n", [("renamed", "name (vscode)", "worker", "Worker Bee")]),
        ("name: Worker Bee\n", "", [("renamed", "name (vscode)", "Worker Bee", "worker")]),
        ("", "name: worker\n", [("field-added", "name", "", "worker")]),
        ("name: worker\n", "", [("field-removed", "name", "worker", "")]),
    ],
)
def test_where_the_file_names_the_agent_another_host_goes_by_its_name(
    before: str, after: str, expected: list[tuple[str, ...]]
) -> None:
    texts = (f"---\n{name}description: Works.\n---\nYou work.\n" for name in (before, after))
    sides = [read_definition(text.encode(), ".github/agents/worker.agent.md") for text in texts]
    assert [(str(one.kind), *one[1:4]) for one in compare(*sides)] == expected


def test_a_name_is_only_shown_where_no_host_goes_by_it() -> None:
    path = ".opencode/agents/worker.md"
    assert facts(edited(), edited(("name: worker", "name: Worker Bee")), path) == [("field-changed", "name")]


def test_the_last_matching_rule_wins_so_order_counts_on_opencode() -> None:
    head = "---\ndescription: d\nmode: subagent\npermission:\n  {}\n  {}\n---\nBody.\n"
    before, after = head.format('"*": deny', "bash: allow"), head.format("bash: allow", '"*": deny')
    assert facts(before, after, ".opencode/agents/worker.md") == [("tools-reordered", "tools")]


def test_a_widened_rule_on_opencode_runs_without_asking() -> None:
    head = "---\ndescription: d\nmode: subagent\npermission:\n  bash: {}\n---\nBody.\n"
    path = ".opencode/agents/worker.md"
    assert facts(head.format("ask"), head.format("allow"), path) == [("mode-widened", "tool bash")]
    assert facts(head.format("deny"), head.format("ask"), path) == [("tool-undenied", "tool bash")]


def test_a_prompt_that_is_too_long_to_read_is_never_taken_for_formatting() -> None:
    long = "A line of a prompt that never ends.\n" * 40_000
    assert facts(HEAD + long, HEAD + long + "rm -rf /\n") == [("content-edited", "prompt")]


def headings(order: Iterable[int]) -> str:
    return "".join(f"## Topic {number}\n\nText {number} of the list, {number * 7}.\n\n" for number in order)


LONG = {
    "repetitive lines": (
        "".join(f"- Item {number % 7} of the list\n" for number in range(3000)),
        "".join(f"- Item {number % 5} of a list\n" for number in range(3000)),
    ),
    "one of many headings moved": (headings(range(6000)), headings([*range(1, 3000), 0, *range(3000, 6000)])),
    "one rule repeated": ("You must run it. " * 3000 + "x\n", "You must run it. " * 3000 + "y\n"),
    "many headings reversed": (headings(range(6000)), headings(range(5999, -1, -1))),
}


@pytest.mark.parametrize(("before", "after"), LONG.values(), ids=LONG)
def test_long_prompts_are_compared_quickly(before: str, after: str) -> None:
    sides = [read_definition((HEAD + text).encode(), PATH) for text in (before, after)]
    begin = time.process_time()
    assert compare(*sides)
    assert time.process_time() - begin < 5.0
