"""For each rule about one state, how something that it must find is planted into a real definition."""

from __future__ import annotations

import base64
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from mutations.sheet import Sheet

from agentreg.formats.secret_table import TOKEN_FORMATS
from agentreg.model.definition import Host, Kind
from agentreg.rules.state.elsewhere import Elsewhere, Foreigner
from agentreg.rules.state.scene import NOWHERE, Lost, Neighbour, Surroundings
from planting import words
from planting.tokens import make

PATH = ".claude/agents/planted.md"


class Planted(NamedTuple):
    """A definition with something planted, and what is around it."""

    text: str
    surroundings: Surroundings = NOWHERE
    path: str = PATH


Plant = Callable[[Sheet, Random, int], Planted]


class Sort(NamedTuple):
    """What is planted for a rule.

    Attributes:
        rule: The rule that must find it.
        plant: How it is planted, the number of the round given.
        times: How often.
        is_heuristic: Whether the rule goes by the words of people, which no rule knows all.
    """

    rule: str
    plant: Plant
    times: int
    is_heuristic: bool = False


def _said(choices: tuple[str, ...]) -> Plant:
    """A sentence of its own: behind a paragraph, as an item, or at the end."""

    def plant(sheet: Sheet, random: Random, number: int) -> Planted:
        return Planted(_placed(sheet, random, choices[number % len(choices)]))

    return plant


def _said_in_company(choices: tuple[str, ...]) -> Plant:
    """Every sentence of its own first, then each behind words that mean something else."""

    def plant(sheet: Sheet, random: Random, number: int) -> Planted:
        said = choices[number % len(choices)]
        return Planted(_placed(sheet, random, said if number < len(choices) else _in_company(said, number)))

    return plant


def _in_company(said: str, number: int) -> str:
    """A sentence behind words that forbid, warn, or look for something else."""
    before = words.COMPANY[number % len(words.COMPANY)]
    return before + (said if before.endswith((". ", "! ")) else said[0].lower() + said[1:])


def _placed(sheet: Sheet, random: Random, said: str) -> str:
    text = sheet.text
    places = [paragraph.end for paragraph in sheet.paragraphs] or [len(text)]
    place = random.choice(places)
    mark = random.choice(("\n\n", "\n\n- ")) if "\n" not in said and "<!--" not in said else "\n\n"
    return f"{text[:place]}{mark}{said}\n{text[place:]}"


def _field(sheet: Sheet, key: str, line: str) -> str:
    """A field, in place of the one that is there."""
    text, old = sheet.text, sheet.fields.get(key)
    if old:
        return f"{text[: old.start]}{line}\n{text[old.end :]}"
    return f"{text[: sheet.matter_end]}{line}\n{text[sheet.matter_end :]}"


def _fields(key: str, *lines: str) -> Plant:
    return lambda sheet, _random, number: Planted(_field(sheet, key, lines[number % len(lines)]))


def _heeded(key: str, *lines: str) -> Plant:
    """A field that Claude Code heeds, which loads no agent without a name."""

    def plant(sheet: Sheet, _random: Random, number: int) -> Planted:
        text = _field(sheet, key, lines[number % len(lines)])
        named = text if "name" in sheet.fields else text.replace("---\n", "---\nname: planted\n", 1)
        return Planted(named)

    return plant


def _hidden(sheet: Sheet, random: Random, number: int) -> Planted:
    hidden = (
        *(words.TAGGED, words.SELECTED, "\u202e", "\u2066x\u2069", "\x1b[2J", "\u200b", "\ufe01\ufe02"),
        *(
            words.MOVED,
            "\U0001d173\U0001d17a",
            "\U0001bca0" * 4,
            "\ufff0\ufff8",
            "\u2065" * 40,
            "\u3164",
            "\u206a",
        ),
    )
    place = random.choice([paragraph.end for paragraph in sheet.paragraphs] or [len(sheet.text)])
    text = sheet.text
    return Planted(f"{text[: place - 1]}{hidden[number % len(hidden)]}{text[place - 1 :]}")


def _imitated(sheet: Sheet, _random: Random, number: int) -> Planted:
    tools = (
        *("Re\u0430d", "B\u0430sh", "\u0415dit", "Wr\u0456te", "Gr\u0435p", "\uff22ash", "W\u0435bFetch"),
        *("\U0001d401ash", "\u13d4rite", "\u211dead", "\uff37\uff52\uff49\uff54\uff45", "\ua4d6rep"),
    )
    return Planted(_field(sheet, "tools", f"tools: Glob, {tools[number % len(tools)]}"))


def _built_in(sheet: Sheet, _random: Random, number: int) -> Planted:
    named = ("Explore", "Plan", "general-purpose", "statusline-setup", "claude-code-guide", "explore", "PLAN")
    return Planted(_field(sheet, "name", f"name: {named[number % len(named)]}"))


def _taken(sheet: Sheet, _random: Random, number: int) -> Planted:
    name = f"keeper-{number}"
    other = Neighbour(name.upper() if number % 2 else name, Host.CLAUDE_CODE, ".claude/agents/other.md")
    return Planted(_field(sheet, "name", f"name: {name}"), Surroundings((other,)))


def _similar(sheet: Sheet, _random: Random, number: int) -> Planted:
    pairs = (
        *(("code-reviewer", "code-reveiwer"), ("code-reviewer", "code-reviewerr"), ("planner", "plannner")),
        *(("security-auditor", "security-auditer"), ("docs-writer", "docs-writar"), ("tester", "testerr")),
        *(("release-notes", "release_notes"), ("debugger", "debuger"), ("migrator", "migratr")),
        *(("test-writer", "testwriter"), ("worker", "w\u043erker"), ("helper", "hepler")),
    )
    name, other = pairs[number % len(pairs)]
    foreign = Foreigner(other, Host.CLAUDE_CODE, "agents/other.md", "elsewhere")
    return Planted(_field(sheet, "name", f"name: {name}"), Surroundings(elsewhere=Elsewhere((foreign,))))


def _unknown(sheet: Sheet, _random: Random, number: int) -> Planted:
    tools = (
        "Grpe",
        "WebFecth",
        "read_file",
        "codebase",
        "bash",
        "Brwser",
        "Editt",
        "search",
        "Nothing",
        "TodoWrit",
    )
    return Planted(_field(sheet, "tools", f"tools: Glob, {tools[number % len(tools)]}"))


def _used(sheet: Sheet, random: Random, number: int) -> Planted:
    tools = ("WebFetch", "Bash", "Task", "Write", "mcp__jira__search", "WebSearch", "NotebookEdit", "Edit")
    tool = tools[number % len(tools)]
    said = words.USES[number % len(words.USES)].format(tool=tool)
    text = _placed(sheet, random, _in_company(said, number) if number % 2 else said)
    old = sheet.fields.get("tools")
    if old:
        return Planted(f"{text[: old.start]}tools: Glob, LSP\n{text[old.end :]}")
    return Planted(f"{text[: sheet.matter_end]}tools: Glob, LSP\n{text[sheet.matter_end :]}")


def _dead(sheet: Sheet, random: Random, number: int) -> Planted:
    said = ("See [the rules](../../docs/rules.md).", "@docs/gone.md", "Read [this](notes/gone.md) first.")
    text = _placed(sheet, random, said[number % len(said)])
    return Planted(text, Surroundings(exists=lambda path: "gone" not in path and "docs/rules" not in path))


def _secret(sheet: Sheet, random: Random, number: int) -> Planted:
    token = TOKEN_FORMATS[number % len(TOKEN_FORMATS)]
    return Planted(_placed(sheet, random, f"Log in with {make(token, random)} at first."))


def _encoded(sheet: Sheet, random: Random, number: int) -> Planted:
    if number % 3 == 0:
        return Planted(_placed(sheet, random, words.DECODED[number % len(words.DECODED)]))
    text = words.ENCODED[number % len(words.ENCODED)].encode()
    run = base64.b64encode(text) if number % 2 else base64.urlsafe_b64encode(text)
    return Planted(_placed(sheet, random, f"Take this into account: {run.decode()}"))


def _broken(sheet: Sheet, _random: Random, number: int) -> Planted:
    lines = ("notes: one: two", "notes: [a, b", "notes: 'it's'", "notes: @here", "notes: `x`")
    return Planted(_field(sheet, "notes", lines[number % len(lines)]))


def _doubled(sheet: Sheet, _random: Random, _number: int) -> Planted:
    text = _field(sheet, "tools", "tools: Read\ntools: Read, Bash")
    return Planted(text)


def _not_loaded(sheet: Sheet, _random: Random, number: int) -> Planted:
    lines = ("name: team:worker", "description:", 'name: ""')
    line = lines[number % len(lines)]
    return Planted(_field(sheet, line.partition(":")[0], line))


def _overlooked(sheet: Sheet, _random: Random, number: int) -> Planted:
    paths = (
        *(".claude/Agents/worker.md", ".Claude/agents/worker.md", ".claude/agents/worker.MD"),
        *(".claude/agents/worker.markdown", ".claude/agent/worker.md", ".claude/agents/worker.mdx"),
    )
    return Planted(sheet.text, path=paths[number % len(paths)])


def _unlisted(sheet: Sheet, _random: Random, number: int) -> Planted:
    manifests = (".claude-plugin/plugin.json", ".claude-plugin/marketplace.json")
    return Planted(sheet.text, Surroundings(lost=Lost(unlisted={PATH: manifests[number % 2]})))


def _gone(sheet: Sheet, random: Random, number: int) -> Planted:
    kind, said = words.CALLS[number % len(words.CALLS)]
    name = f"keeper-of-{number}"
    text = _placed(sheet, random, said.format(name=name))
    return Planted(text, Surroundings(lost=Lost(names={(Kind(kind), name): {"gone.md": "its file is gone"}})))


_MODES = ("bypassPermissions", "acceptEdits", "auto")
SORTS: tuple[Sort, ...] = (
    Sort("text-is-hidden", _hidden, 42),
    Sort("name-is-imitated", _imitated, 24),
    Sort("name-is-built-in", _built_in, 14),
    Sort("name-is-taken", _taken, 10),
    Sort("name-is-similar", _similar, 24),
    Sort("tools-are-unrestricted", _fields("tools", 'tools: "*"', "tools: ['*']", "tools: All tools"), 12),
    Sort(
        "shell-is-unrestricted", _fields("tools", "tools: Bash", "tools: Read, Bash(*)", "tools: [Bash]"), 12
    ),
    Sort("tool-is-unknown", _unknown, 20),
    Sort(
        "permission-mode-is-wide",
        _fields("permissionMode", *(f"permissionMode: {mode}" for mode in _MODES)),
        12,
    ),
    Sort("hook-is-run", _heeded("hooks", *words.HOOKS), 12),
    Sort("mcp-server-is-brought", _heeded("mcpServers", *words.SERVERS), 12),
    Sort("initial-prompt-is-submitted", _heeded("initialPrompt", "initialPrompt: Begin with the tests."), 10),
    Sort(
        "memory-is-kept", _heeded("memory", *(f"memory: {one}" for one in ("user", "project", "local"))), 12
    ),
    Sort(
        "skill-is-preloaded", _heeded("skills", "skills: [style]", "skills: style", "skills:\n  - style"), 12
    ),
    Sort("rights-are-ambiguous", _doubled, 10),
    Sort("frontmatter-is-invalid", _broken, 20),
    Sort("command-is-embedded", _said(("The state: !`git status`", "Now: !`date` it is.")), 12),
    Sort("import-is-outside", _said(words.IMPORTS), 4 * len(words.IMPORTS)),
    Sort("reference-is-dead", _dead, 12),
    Sort("secret-is-exposed", _secret, 4 * len(TOKEN_FORMATS)),
    Sort("conflict-is-unresolved", _said(words.CONFLICTS), 4 * len(words.CONFLICTS)),
    Sort("agent-is-not-loaded", _not_loaded, 12),
    Sort("agent-is-overlooked", _overlooked, 12),
    Sort("agent-is-unlisted", _unlisted, 10),
    Sort("name-is-gone", _gone, 4 * len(words.CALLS)),
    Sort("data-is-sent-out", _said(words.SENT), 2 * len(words.SENT), is_heuristic=True),
    Sort(
        "trigger-is-broad",
        _fields("description", *(f"description: {one}" for one in words.BROAD)),
        2 * len(words.BROAD),
        is_heuristic=True,
    ),
    Sort("tool-is-not-granted", _used, 40, is_heuristic=True),
    Sort(
        "instruction-is-overridden",
        _said_in_company(words.OVERRIDES),
        2 * len(words.OVERRIDES),
        is_heuristic=True,
    ),
    Sort("safeguard-is-skipped", _said_in_company(words.SKIPS), 2 * len(words.SKIPS), is_heuristic=True),
    Sort(
        "remote-script-is-run",
        _said_in_company(words.REMOTE_SCRIPTS),
        2 * len(words.REMOTE_SCRIPTS),
        is_heuristic=True,
    ),
    Sort("files-are-deleted", _said_in_company(words.WIPES), 4 * len(words.WIPES), is_heuristic=True),
    Sort("files-are-sent-out", _said_in_company(words.TREES), 4 * len(words.TREES), is_heuristic=True),
    Sort(
        "credentials-are-read",
        _said_in_company(words.CREDENTIALS),
        2 * len(words.CREDENTIALS),
        is_heuristic=True,
    ),
    Sort("instruction-is-hidden", _said(words.COMMENTS), 2 * len(words.COMMENTS), is_heuristic=True),
    Sort("text-is-encoded", _encoded, 30, is_heuristic=True),
)
