"""Edits of a tree of agents: files that come, go, move, are copied, renamed, switched on or converted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from mutations.edit import NARROWS, NEUTRAL, WIDENS, Fact, patched
from mutations.sheet import Sheet
from mutations.sites import field_patch, plain_value

# Agents in one tree, at most: the one that is edited, and others that stay.
SIZE = 6


class Tree(NamedTuple):
    """A tree before and after: text by path, and all that must be reported.

    Attributes:
        operator: What was done, in words.
        before: The files before.
        after: The files after.
        facts: What must be reported, each once.
        also: Kinds that may be told beside.
    """

    operator: str
    before: dict[str, str]
    after: dict[str, str]
    facts: tuple[Fact, ...]
    also: frozenset[str] = frozenset()


_Files = dict[str, str]
_Make = Callable[[_Files, Sheet], Tree]


def trees(sheets: Sequence[tuple[str, Sheet]], seed: int, number: int) -> list[Tree]:
    """So many trees of agents of Claude Code that have different names, each edited in one way."""
    random = Random(seed)  # noqa: S311  # a sample, no secret
    named = {plain_value(sheet, "name"): sheet for _, sheet in sheets if sheet.fields.get("description")}
    plain = [sheet for name, sheet in named.items() if name.replace("-", "").isalnum() and name.islower()]
    made = []
    for place in range(number):
        drawn = random.sample(plain, min(SIZE, len(plain)))
        files = {_path(sheet): sheet.text for sheet in drawn}
        made.append(_OPERATORS[place % len(_OPERATORS)](files, drawn[0]))
    return made


def _path(sheet: Sheet, folder: str = ".claude/agents") -> str:
    return f"{folder}/{plain_value(sheet, 'name')}.md"


def _without(files: _Files, path: str) -> _Files:
    return {other: text for other, text in files.items() if other != path}


def _renamed(sheet: Sheet) -> str:
    name = f"{plain_value(sheet, 'name')}-two"
    return patched(sheet.text, (field_patch(sheet, "name", name),))


def _remove(files: _Files, sheet: Sheet) -> Tree:
    fact = Fact("agent-removed", f"agent {plain_value(sheet, 'name')}", NARROWS)
    return Tree("remove an agent", files, _without(files, _path(sheet)), (fact,))


def _add(files: _Files, sheet: Sheet) -> Tree:
    fact = Fact("agent-added", f"agent {plain_value(sheet, 'name')}", WIDENS)
    return Tree("add an agent", _without(files, _path(sheet)), files, (fact,))


def _move(files: _Files, sheet: Sheet) -> Tree:
    after = {**_without(files, _path(sheet)), _path(sheet, ".claude/agents/freight"): sheet.text}
    return Tree("move a file", files, after, (Fact("file-moved", "file"),))


def _move_all(files: _Files, _sheet: Sheet) -> Tree:
    after = {path.replace("agents/", "agents/freight/"): text for path, text in files.items()}
    return Tree("move all files", files, after, (Fact("file-moved", "file"),) * len(files))


def _rename(files: _Files, sheet: Sheet) -> Tree:
    path = _path(sheet).replace(".md", "-two.md")
    after = {**_without(files, _path(sheet)), path: _renamed(sheet)}
    return Tree("rename agent and file", files, after, (Fact("file-moved", "file"), Fact("renamed", "name")))


def _move_edited(files: _Files, sheet: Sheet) -> Tree:
    edited = patched(sheet.text, (field_patch(sheet, "color", "teal"),))
    before = {**files, _path(sheet): patched(sheet.text, (field_patch(sheet, "color", "red"),))}
    after = {**_without(files, _path(sheet)), _path(sheet, ".claude/agents/freight"): edited}
    facts = (Fact("file-moved", "file"), Fact("field-changed", "color"))
    return Tree("move and edit a file", before, after, facts)


def _copy(files: _Files, sheet: Sheet) -> Tree:
    """A copy under another name is one all the same."""
    after = {**files, _path(sheet).replace(".md", "-two.md"): _renamed(sheet)}
    return Tree("copy an agent", files, after, (Fact("copied", "file", WIDENS), Fact("renamed", "name")))


def _install(files: _Files, sheet: Sheet) -> Tree:
    """A copy in another folder."""
    after = {**files, _path(sheet, "freight/agents"): sheet.text}
    return Tree("copy a file", files, after, (Fact("copied", "file", WIDENS),))


def _merge_away(files: _Files, sheet: Sheet) -> Tree:
    """One of two near twins goes."""
    before = {**files, _path(sheet).replace(".md", "-two.md"): _renamed(sheet)}
    facts = (Fact("merged-away", "file", NARROWS), Fact("agent-removed", ".*", NARROWS))
    return Tree("remove a copy", before, files, facts)


def _switch_off(files: _Files, sheet: Sheet) -> Tree:
    """Outside of a host's own folders a file without frontmatter is no agent."""
    path, text = _path(sheet, "freight/agents"), sheet.prompt.lstrip("\n")
    fact = Fact("stopped-loading", ".*", NARROWS)
    return Tree("take the frontmatter away", {**files, path: sheet.text}, {**files, path: text}, (fact,))


def _switch_on(files: _Files, sheet: Sheet) -> Tree:
    tree = _switch_off(files, sheet)
    fact = Fact("started-loading", ".*", WIDENS)
    return Tree("give a file its frontmatter", tree.after, tree.before, (fact,))


def _wake(files: _Files, sheet: Sheet) -> Tree:
    """A plugin's agent may state a permission mode to no effect; among those of a project it has one."""
    # What else the definition states to no effect there is left out.
    silent = [field_patch(sheet, key, None) for key in ("hooks", "mcpServers", "initialPrompt")]
    text = patched(sheet.text, (field_patch(sheet, "permissionMode", "acceptEdits"), *silent))
    before = {**_without(files, _path(sheet)), _path(sheet, "plugins/freight/agents"): text}
    facts = (Fact("file-moved", "file"), Fact("field-woken", ".*permissionMode.*", WIDENS))
    return Tree("take an agent out of a plugin", before, {**files, _path(sheet): text}, facts)


def _silence(files: _Files, sheet: Sheet) -> Tree:
    tree = _wake(files, sheet)
    facts = (Fact("file-moved", "file"), Fact("field-silenced", ".*permissionMode.*", NARROWS))
    return Tree("put an agent into a plugin", tree.after, tree.before, facts)


def _convert(files: _Files, sheet: Sheet) -> Tree:
    """The list of tools becomes a permission map, which states more than the list did."""
    text = patched(
        sheet.text, (field_patch(sheet, "tools", "Read, Grep"), field_patch(sheet, "model", "opus"))
    )
    head = "---\ndescription: Keeps the freight calendar.\nmode: subagent\n"
    rights = 'permission:\n  "*": deny\n  read: allow\n  grep: allow\n---\n'
    path = f".opencode/agents/{plain_value(sheet, 'name')}.md"
    before = {**files, _path(sheet): text}
    after = {**_without(files, _path(sheet)), path: f"{head}{rights}{sheet.prompt}"}
    facts = (Fact("file-moved", "file"), Fact("converted", "definition", NEUTRAL))
    also = frozenset(
        (
            *("description-changed", "trigger-narrowed", "example-removed", "model-changed"),
            *("conversion-lost", "conversion-gained"),
        )
    )
    return Tree("convert to another host", before, after, facts, also)


_OPERATORS: tuple[_Make, ...] = (
    _add,
    _remove,
    _move,
    _move_all,
    _rename,
    _move_edited,
    _copy,
    _install,
    _merge_away,
    _switch_off,
    _switch_on,
    _wake,
    _silence,
    _convert,
)
