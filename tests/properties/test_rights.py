"""However a limit is hidden, repeated or broken, somebody is told that it may not hold any more."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentreg.diff.changes import Change, mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.finding import Direction, Severity
from agentreg.rules.judge import judge, judge_case, open_case

CLAUDE, PLUGIN, PLAIN = ".claude/agents/a.md", "plugins/p/agents/a.md", "collection/a.md"
LIMITS = ["tools: Read, Grep", "tools: [Read]", "tools:\n  - Read\n  - Glob", "tools: []"]
OTHERS = st.lists(
    st.sampled_from(["model: opus", "color: red", "# a comment", "memory: user", "owner: me", ""]),
    max_size=3,
    unique=True,
)
# What is written instead of a limit; `{0}` is the limit itself.
BROKEN = {
    "left out": "",
    "a comment": "# tools: Read",
    "another key": "tool: Read",
    "another case": "Tools: Read",
    "a look-alike letter": "t\u043eols: Read",
    "a key of skills": "allowed-tools: Read",
    "below another key": "metadata:\n  tools: Read",
    "a value of another key": "notes: |\n  tools: Read",
    "no value": "tools:",
    "null": "tools: null",
    "a tilde": "tools: ~",
    "a star": "tools: '*'",
    "a star among others": "tools: Read, *",
    "every tool by name": "tools: All tools",
    "twice, the wider first": "tools: Bash\n{0}",
    "twice, the wider last": "{0}\ntools: Bash",
    "twice, the last without a value": "{0}\ntools:",
    "a quoted key beside it": '{0}\n"tools": Bash',
    "an escaped key beside it": '{0}\n"t\\x6fols": Bash',
    "an anchor": "a: &a [Read]\ntools: *a",
    "a merge key": "a: &a {tools: Bash}\n<<: *a\n{0}",
    "a tab": "tools:\tRead",
    "a tab before it": "\ttools: Read",
    "an unclosed list": "tools: [Read",
    "an unclosed quote": 'tools: "Read',
    "a line that is no field": "{0}\nnonsense",
    "a list in a list of fields": "{0}\n- nonsense",
    "markers of a merge": "<<<<<<< ours\n{0}\n=======\n>>>>>>> theirs",
    "the end of the frontmatter before it": "---\n{0}",
    "an end of the document before it": "...\n{0}",
    "a directive": "%TAG ! x\n{0}",
    "a line separator": "tools: Read\u2028Grep",
    "a deep value": "a: " + "[" * 60 + "]" * 60 + "\n{0}",
}


def agent(path: str, others: list[str], limit: str) -> Definition:
    head = "\n".join(("---", "name: a", "description: d", *others, *([limit] if limit else []), "---", ""))
    return read_definition(f"{head}You work.\n".encode(), path)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@settings(max_examples=25)
@given(path=st.sampled_from([CLAUDE, PLUGIN, PLAIN]), limit=st.sampled_from(LIMITS), others=OTHERS)
def test_a_limit_that_may_not_hold_any_more_is_a_finding(
    broken: str, path: str, limit: str, others: list[str]
) -> None:
    before, after = agent(path, others, limit), agent(path, others, broken.replace("{0}", limit))
    findings = judge(before, after, compare(before, after))
    widening = [finding for finding in findings if finding.direction is Direction.WIDENS]
    assert any(finding.severity.at_least(Severity.HIGH) for finding in widening), findings


PATHS = [
    *(CLAUDE, PLUGIN, PLAIN, ".github/agents/a.agent.md", ".opencode/agents/a.md", ".gemini/agents/a.md"),
    *(".cursor/agents/a.md", ".kiro/agents/a.md", ".qwen/agents/a.md", ".openhands/agents/a.md"),
    *(".mux/agents/a.md", ".foo/agents/a.md"),
]
HOOK = "hooks:\n  PreToolUse:\n    - matcher: {}\n      hooks:\n        - command: {}"
FIELDS = st.lists(
    st.sampled_from(
        [
            *(
                "tools: Read, Bash",
                "tools: [read, 's/*']",
                "tools:\n  bash: false\n  read: true",
                "tools: []",
            ),
            *("permission:\n  '*': deny\n  bash: allow", "permission:\n  bash: allow\n  '*': deny"),
            *("disallowedTools: Bash", "permissionMode: plan", "permissionMode: auto", "memory: user"),
            *("model: opus", "model: claude-opus-5", "model: inherit", "maxTurns: 3", "steps: 4"),
            *(HOOK.format("Bash", "x"), HOOK.format("Write", "x"), HOOK.format("Bash", "y")),
            *(
                "mcpServers: {a: {command: x}}",
                "mcpServers:\n  - a\n  - b: {command: y}",
                "mcp_servers: {a: x}",
            ),
            *("agents: [a, b]", "agents: [a]", "readonly: true", "readonly: 'true'", "mode: subagent"),
            *("allowedTools: [read]", "allowedTools: [read, shell]", "excludedTools: [shell]"),
            *("tools: ['*']", "tools: [read, '@git']", "permissions: [{capability: shell, effect: deny}]"),
            *("tools:\n  add: [bash]", "base: exec", "base: plan", "approvalMode: yolo"),
            *("isolation: worktree", "background: true", "initialPrompt: /x", "color: red", "owner: me"),
        ]
    ),
    max_size=5,
)


@settings(max_examples=300)
@given(FIELDS, FIELDS, st.sampled_from(PATHS), st.sampled_from(PATHS))
def test_rights_are_told_from_either_side_alike_wherever_the_files_lie(
    one: list[str], other: list[str], old: str, new: str
) -> None:
    before, after = agent(old, one, ""), agent(new, other, "")
    changes = compare(before, after)
    there = Counter((change.kind, *change[2:]) for change in map(mirror, changes))
    assert there == Counter((change.kind, *change[2:]) for change in compare(after, before))
    assert unexplained_lines(before.document.text, after.document.text, changes) == ()


@settings(max_examples=200)
@given(FIELDS, FIELDS, st.sampled_from(PATHS), st.sampled_from(PATHS))
def test_no_host_lets_more_be_done_without_a_finding_that_names_it(
    one: list[str], other: list[str], old: str, new: str
) -> None:
    before, after = agent(old, one, ""), agent(new, other, "")
    moved = (Change(Kind.FILE_MOVED, "file", old, new),) if old != new else ()
    case = open_case(before, after, (*moved, *compare(before, after)))
    widening = [finding for finding in judge_case(case) if finding.direction is Direction.WIDENS]
    for view in case.views:
        assert not view.gained or any(view.host in finding.hosts for finding in widening)
