"""What a tool with a limit accepts beside what it accepted: as grave as what is new in it."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.judge import judge
from agentreg.sync.widening import widenings

CLAUDE, COPILOT, PLUGIN = ".claude/agents/a.md", ".github/agents/a.agent.md", "plugins/p/agents/a.md"
OPENCODE, GEMINI = ".opencode/agent/a.md", ".gemini/agents/a.md"
OURS = "tools: Read, Bash(git status)"
WIDENED, CHANGED, NARROWED = "specifier-was-widened", "specifier-was-changed", "specifier-was-narrowed"


def text(fields: str) -> bytes:
    return f"---\nname: a\ndescription: d\n{fields}\n---\n\nWork.\n".encode()


def found(path: str, before: str, after: str) -> tuple[Finding, ...]:
    one, other = (read_definition(text(fields), path) for fields in (before, after))
    return judge(one, other, compare(one, other))


def told(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {item.rule: item.severity.value for item in findings}


# What came beside `Bash(git status)`, and how grave that is.
BESIDE = [
    ("Bash(curl:*)", "high"),
    ("Bash(curl *)", "high"),
    ("Bash(rm:*)", "high"),
    ("Bash(rm -rf *)", "high"),
    ("Bash(sh:*)", "high"),
    ("Bash(bash -c:*)", "high"),
    ("Bash(python:*)", "high"),
    ("Bash(sudo:*)", "high"),
    ("Bash(:*)", "high"),
    ("Bash(**)", "high"),
    ("Bash(* *)", "high"),
    ("Bash(c*)", "high"),
    ("Bash(git status && curl *)", "high"),
    ("Bash(curl -X POST *)", "high"),
    ("Bash(time curl *)", "high"),
    ("Bash(env X=1 curl *)", "high"),
    ("Bash(find * -exec *)", "high"),
    ("Bash(python --version)", "medium"),
    ("Bash(node -v)", "medium"),
    ("Bash(ls:*)", "medium"),
    ("Bash(git push)", "medium"),
    ("Bash(git:*)", "medium"),
    ("Bash(npm run build)", "medium"),
    ("Bash(python tool.py *)", "medium"),
    ("Bash(ls:*), Bash(curl:*)", "high"),
    ("Bash", "high"),
]


@pytest.mark.parametrize(("entry", "severity"), BESIDE)
def test_what_comes_beside_a_limit_widens_it(entry: str, severity: str) -> None:
    assert told(found(CLAUDE, OURS, f"{OURS}, {entry}")) == {WIDENED: severity}
    assert told(found(CLAUDE, OURS, f"tools: {entry}, Read, Bash(git status)")) == {WIDENED: severity}
    assert told(found(CLAUDE, f"{OURS}, {entry}", OURS)) == {NARROWED: "note"}


ROWS = [
    # Other things instead of what it was.
    (CLAUDE, OURS, "tools: Read, Bash(curl:*)", {CHANGED: "high"}),
    (CLAUDE, OURS, "tools: Read, Bash(ls:*)", {CHANGED: "medium"}),
    (CLAUDE, f"{OURS}, Bash(ls)", f"{OURS}, Bash(rm:*)", {CHANGED: "high"}),
    (CLAUDE, "tools: Bash(curl *), Bash(git log)", "tools: Bash(curl -s *), Bash(ls)", {CHANGED: "medium"}),
    (CLAUDE, "tools: Bash(python tool.py)", "tools: Bash(python:*)", {WIDENED: "high"}),
    (CLAUDE, "tools: Bash(curl:*)", "tools: Bash(curl:*), Bash(curl -s https://a.org)", {}),
    # The same in another order or twice, in another spelling or style; what an older entry includes.
    (CLAUDE, f"{OURS}, Bash(ls)", "tools: [Bash(ls), Read, Bash(git status), Bash(ls)]", {}),
    (CLAUDE, "tools: Bash(git:*)", "tools: Bash(git *), Bash(git status)", {}),
    (CLAUDE, "tools: Bash", "tools: Bash, Bash(curl:*)", {}),
    # As a map, which no host documents for lists.
    (
        CLAUDE,
        "tools: {Read: true, Bash(ls): true}",
        "tools: {Read: true, Bash(ls): true, Bash(curl *): true}",
        {WIDENED: "high"},
    ),
    (
        "collection/a.md",
        "tools: Read, Bash(ls)",
        "tools: {Read: true, Bash(ls): true, Bash(curl *): true, Bash(pwd): true}",
        {WIDENED: "high"},
    ),
    # Other tools than the shell.
    (CLAUDE, "tools: Edit(docs/**)", "tools: Edit(docs/**), Edit(//**)", {WIDENED: "high"}),
    (CLAUDE, "tools: Edit(docs/**)", "tools: Edit(docs/**), Edit(**)", {WIDENED: "high"}),
    (CLAUDE, "tools: Edit(docs/**)", "tools: Edit(docs/**), Edit(src/**)", {WIDENED: "medium"}),
    (CLAUDE, "tools: Edit(docs/**)", "tools: Edit(docs/**), Edit(docs/a.md)", {}),
    (CLAUDE, "tools: Edit(docs/**)", "tools: Edit(docs/**), Edit(docs/../src/a.py)", {WIDENED: "medium"}),
    (CLAUDE, "tools: Edit(/**)", "tools: Edit(/**), Edit(//etc/**)", {WIDENED: "medium"}),
    (CLAUDE, "tools: Read(docs/**)", "tools: Read(docs/**), Read(//**)", {WIDENED: "medium"}),
    (
        CLAUDE,
        "tools: WebFetch(domain:a.org)",
        "tools: WebFetch(domain:a.org), WebFetch(domain:*)",
        {WIDENED: "high"},
    ),
    (
        CLAUDE,
        "tools: WebFetch(domain:a.org)",
        "tools: WebFetch(domain:a.org), WebFetch(domain:b.org)",
        {WIDENED: "medium"},
    ),
    (CLAUDE, "tools: Agent(a)", "tools: Agent(a), Agent(b)", {WIDENED: "medium"}),
    (CLAUDE, "tools: mcp__s__t(a)", "tools: mcp__s__t(a), mcp__s__t(**)", {WIDENED: "high"}),
    (CLAUDE, "tools: mcp__s__t(a)", "tools: mcp__s__t(a), mcp__s__t(b)", {WIDENED: "medium"}),
    # What is forbidden beside is not let through.
    (
        CLAUDE,
        f"{OURS}\ndisallowedTools: Bash(curl *)",
        f"{OURS}, Bash(curl -s *)\ndisallowedTools: Bash(curl *)",
        {WIDENED: "note"},
    ),
    (
        CLAUDE,
        f"{OURS}\ndisallowedTools: Bash",
        f"{OURS}, Bash(curl *)\ndisallowedTools: Bash",
        {WIDENED: "note"},
    ),
    (
        CLAUDE,
        f"{OURS}\ndisallowedTools: Bash(curl -s *)",
        f"{OURS}, Bash(curl *)\ndisallowedTools: Bash(curl -s *)",
        {WIDENED: "high"},
    ),
    (
        CLAUDE,
        f"{OURS}, Bash(curl *)\ndisallowedTools: Bash(curl *)",
        f"{OURS}, Bash(curl *)",
        {"tool-denial-was-lifted": "high"},
    ),
    # A field that the host does not read for agents grants nothing.
    (CLAUDE, OURS, f"{OURS}\nallowed-tools: Bash(curl:*)", {"field-was-changed": "note"}),
    # Other hosts.
    (
        COPILOT,
        "tools: ['shell(git status)']",
        "tools: ['shell(git status)', 'shell(curl *)']",
        {WIDENED: "high"},
    ),
    (
        GEMINI,
        "tools: [run_shell_command(git)]",
        "tools: [run_shell_command(git), run_shell_command(rm)]",
        {WIDENED: "high"},
    ),
    (
        GEMINI,
        "tools: [run_shell_command(git)]",
        "tools: [run_shell_command(git), run_shell_command(ls)]",
        {WIDENED: "medium"},
    ),
]


@pytest.mark.parametrize(("path", "before", "after", "expected"), ROWS)
def test_a_limit_is_judged_by_what_is_let_through_now(
    path: str, before: str, after: str, expected: dict[str, str]
) -> None:
    assert told(found(path, before, after)) == expected


RULES = [
    ("git *: allow", "git *: allow, curl *: allow", {WIDENED: "high"}),
    ("git *: allow", "git *: allow, curl *: ask", {WIDENED: "medium"}),
    ("git *: allow", "git *: allow, ls *: allow", {WIDENED: "medium"}),
    ("git *: allow", "git *: allow, git log *: allow", {}),
    ("git *: allow", "curl *: allow", {WIDENED: "high", NARROWED: "note"}),
    ("git *: allow, curl *: deny", "git *: allow, curl *: allow", {"tool-denial-was-lifted": "high"}),
    ("git *: allow, ls *: allow", "ls *: allow, git *: allow", {}),
]


def test_a_shell_of_which_every_command_is_allowed_was_limited_less() -> None:
    limited = "permission: {'*': deny, bash: {'git *': allow}}"
    for free in ("permission: {'*': deny, bash: allow}", "permission: {'*': deny, bash: {'*': allow}}"):
        assert told(found(OPENCODE, limited, free)) == {WIDENED: "high"}
        assert told(found(OPENCODE, free, limited)) == {NARROWED: "note"}
    asking = "permission: {'*': deny, bash: ask}"
    assert told(found(OPENCODE, limited, asking))[WIDENED] == "medium"


@pytest.mark.parametrize(("before", "after", "expected"), RULES)
def test_a_rule_more_widens_what_a_tool_accepts(before: str, after: str, expected: dict[str, str]) -> None:
    one, other = (f"permission: {{bash: {{'*': deny, {quoted(rules)}}}}}" for rules in (before, after))
    assert told(found(OPENCODE, one, other)) == expected


def quoted(rules: str) -> str:
    return ", ".join("'{}': {}".format(*rule.split(": ")) for rule in rules.split(", "))


def test_what_had_no_shell_at_all_is_told_as_what_it_gains() -> None:
    for entry in ("Bash(git status)", "Bash(curl:*)"):
        assert told(found(CLAUDE, "tools: Read", f"tools: Read, {entry}")) == {
            "permissions-were-gained": "high",
            "tool-was-granted": "low",
        }


# What came beside a tool with a limit: another tool, what is gained by it, and how grave that is.
OTHERS = [
    (OURS, "WebFetch", "network", "high"),
    (OURS, "WebFetch(domain:a.org)", "network", "high"),
    (OURS, "PowerShell", "execute, network, write", "high"),
    (OURS, "PowerShell(ls)", "", ""),
    (OURS, "mcp__s__t", "execute, network, write", "high"),
    (OURS, "Edit", "write", "medium"),
    (OURS, "Edit(//**)", "write", "medium"),
    (OURS, "Edit(docs/**)", "write", "medium"),
    (OURS, "Grep", "", ""),
    ("tools: Read, Edit(docs/**)", "Write", "write", "medium"),
    ("tools: Read, Edit(docs/**)", "Write(docs/**)", "", ""),
    ("tools: Read, Edit(docs/**)", "Bash(ls)", "execute, network", "high"),
    ("tools: Read, Read(docs/**)", "Grep", "", ""),
    ("tools: Read, Bash", "WebFetch", "", ""),
    ("tools: Read, Bash(curl *)", "WebFetch", "", ""),
    ("tools: Read, Bash(git status), Bash(python *)", "Edit", "", ""),
    (f"memory: project\n{OURS}", "Edit(src/**)", "", ""),
    (f"disallowedTools: WebFetch\n{OURS}", "WebFetch", "", ""),
    ("tools: mcp__s, Bash(ls)", "mcp__s__t", "", ""),
]


@pytest.mark.parametrize(("before", "entry", "gained", "severity"), OTHERS)
def test_what_was_held_within_limits_is_gained_by_a_tool_without_them(
    before: str, entry: str, gained: str, severity: str
) -> None:
    findings = found(PLUGIN, before, f"{before}, {entry}")
    gains = [(item.message, item.severity.value) for item in findings if item.severity is not Severity.LOW]
    assert gains == ([(f"gains {gained} on claude-plugin", severity)] if gained else [])


def test_what_is_two_tools_on_one_host_and_one_on_another_is_gained_on_the_first() -> None:
    gain = found(CLAUDE, "tools: Edit(docs/**)", "tools: Edit(docs/**), Write")[0]
    assert gain.message == "gains write on claude-code"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (OURS, f"{OURS}, Bash(curl:*)", "tool Bash is limited less: now also Bash(curl *)"),
        (OURS, "tools: Read, Bash(git:*)", "tool Bash is limited less: Bash(git status) became Bash(git *)"),
        (f"{OURS}, Bash(ls)", OURS, "tool Bash is limited more: no longer Bash(ls)"),
        ("tools: Bash", "tools: Bash(ls)", "tool Bash is limited more: Bash became Bash(ls)"),
        (OURS, "tools: Read, Bash(ls)", "Bash(git status) became Bash(ls)"),
    ],
)
def test_a_finding_names_what_is_new_or_gone(before: str, after: str, message: str) -> None:
    assert [item.message for item in found(CLAUDE, before, after)] == [message]


def test_among_more_limits_than_can_be_compared_each_new_one_counts() -> None:
    many = ", ".join(f"Bash(x{number} *)" for number in range(150))
    more = many.replace("x149 *", "curl *")
    assert told(found(CLAUDE, f"tools: {many}", f"tools: {more}")) == {CHANGED: "high"}


@pytest.mark.parametrize(
    ("path", "before", "after", "held"),
    [
        (CLAUDE, OURS, f"{OURS}, Bash(ls:*)", [WIDENED]),
        (CLAUDE, OURS, "tools: Read, Bash(curl:*)", [CHANGED]),
        (CLAUDE, OURS, "tools: Read, Bash(ls)", [CHANGED]),
        (CLAUDE, f"{OURS}, Bash(ls)", OURS, []),
        (CLAUDE, OURS, "tools: [Bash(git status), Read]", []),
        (
            OPENCODE,
            "permission: {bash: {'git *': allow, '*': deny}}",
            "permission: {bash: {'*': deny, 'git *': allow}}",
            ["tool-rules-were-reordered"],
        ),
    ],
)
def test_a_sync_asks_before_a_tool_accepts_other_things(
    path: str, before: str, after: str, held: list[str]
) -> None:
    assert [finding.rule for finding in widenings(text(before), text(after), path)] == held
