"""Edits of the list of tools of an agent of Claude Code."""

from __future__ import annotations

from random import Random

from mutations.edit import NARROWS, NEUTRAL, WIDENS, Edit, Fact, Find, Operator, undone
from mutations.risks import EVERYTHING, RISKS, risks_of, shifts
from mutations.sheet import Sheet
from mutations.sites import field_patch, plain_value

_CLAIM = frozenset(("rights",))
_STARTS = (
    ("Read",),
    ("Read", "Grep"),
    ("Read", "Grep", "Glob"),
    ("Read", "Write", "Edit"),
    ("Read", "Write", "Edit", "Bash"),
    ("Read", "WebFetch"),
    ("Read", "Grep", "mcp__tracker__list_issues"),
)


def _start(sheet: Sheet, random: Random) -> list[str]:
    """The definition's own tools where they are all known, else a list as many have it."""
    own = [tool.strip() for tool in plain_value(sheet, "tools").split(",")]
    known = all(tool in RISKS for tool in own) and len(set(own)) == len(own) > 1
    return own if known else list(random.choice(_STARTS))


def _listed(sheet: Sheet, before: str | None, after: str | None, *facts: Fact) -> Edit:
    """The definition with one list of tools before and another after."""
    sides = [(field_patch(sheet, "tools", value),) for value in (before, after)]
    return Edit(facts, before=sides[0], after=sides[1], claims=_CLAIM)


def _list_with(tool: str, kind: str, subject: str) -> Find:
    """A tool joins the list, or leaves it, according to `kind`."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        tools = [own for own in _start(sheet, random) if own != tool]
        if not tools or (tool == "Bash(git *)" and "Bash" in tools):
            return None
        more = list(tools)
        more.insert(random.randint(0, len(tools)), tool)
        sides, direction = [tools, more], WIDENS
        if kind.endswith("revoked"):
            sides, direction = [more, tools], NARROWS
        before, after = map(", ".join, sides)
        return _listed(sheet, before, after, Fact(kind, subject, direction), *shifts(*map(risks_of, sides)))

    return find


def _tools(before: str | None, after: str | None, *facts: Fact) -> Find:
    """The field as it stands before and after; `{own}` stands for the definition's tools."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        own = _start(sheet, random)
        one, other = (side and side.replace("{own}", ", ".join(own)) for side in (before, after))
        return _listed(sheet, one, other, *facts, *shifts(_risks_stated(one), _risks_stated(other)))

    return find


def _risks_stated(value: str | None) -> frozenset[str]:
    if value is None or value.strip("\"'") == "*":
        return EVERYTHING
    tools = [tool.strip() for tool in value.strip("[]").split(",") if tool.strip()]
    return risks_of(tools)


def _empty(sheet: Sheet, random: Random) -> Edit | None:
    """An empty list takes each tool away."""
    own = _start(sheet, random)
    facts = [Fact("tool-revoked", f"tool {tool.replace('Task', 'Agent')}", NARROWS) for tool in own]
    return _listed(sheet, ", ".join(own), "[]", *facts, *shifts(risks_of(own), frozenset()))


def _deny(*, lift: bool) -> Find:
    def find(sheet: Sheet, _random: Random) -> Edit | None:
        patches = [(field_patch(sheet, "disallowedTools", value),) for value in (None, "NotebookEdit")]
        tools = field_patch(sheet, "tools", None)
        fact = Fact("tool-denied", "tool NotebookEdit", NARROWS)
        if lift:
            patches.reverse()
            fact = Fact("tool-undenied", "tool NotebookEdit", WIDENS)
        before, after = ((tools, *patch) for patch in patches)
        return Edit((fact,), before=before, after=after, claims=_CLAIM)

    return find


def _twice(sheet: Sheet, _random: Random) -> Edit | None:
    """Which of two `tools` lines counts is the host's choice: it may be neither."""
    once, twice = "tools: Read, Bash, Grep\n", "tools: Read, Bash, Grep\ntools: Read, Bash, Grep\n"
    spot = field_patch(sheet, "tools", None)
    gained = shifts(risks_of(("Read", "Bash")), EVERYTHING)
    return Edit(
        (Fact("rights-became-ambiguous", "tools", WIDENS), *gained),
        before=(spot._replace(text=once),),
        after=(spot._replace(text=twice),),
        claims=_CLAIM,
    )


def _once(sheet: Sheet, random: Random) -> Edit | None:
    lost = shifts(EVERYTHING, risks_of(("Read", "Bash")))
    return undone(_twice(sheet, random), Fact("rights-became-clear", "tools", NARROWS), *lost)


_OPEN = Fact("tools-unrestricted", "tools", WIDENS)
_NPM = Fact("specifier-widened", "tool Bash", WIDENS)
_DOCS = Fact("specifier-narrowed", "tool Edit", NARROWS)
_FETCH = Fact("specifier-widened", "tool WebFetch", WIDENS)
_CLOSED = Fact("tools-restricted", "tools", NARROWS)


def _rights(name: str, find: Find) -> Operator:
    return Operator(name, find, "rights", "claude")


TOOLS = (
    *(
        _rights(f"grant {tool}", _list_with(tool, "tool-granted", f"tool {subject}"))
        for tool, subject in (
            ("LS", "LS"),
            ("Bash", "Bash"),
            ("WebFetch", "WebFetch"),
            ("Write", "Write"),
            ("Task", "Agent"),
            ("Bash(git *)", r"Bash\(git \*\)"),
            ("mcp__freight__book_slot", "mcp__freight__book_slot"),
        )
    ),
    *(
        _rights(f"revoke {tool}", _list_with(tool, "tool-revoked", f"tool {tool}"))
        for tool in ("LS", "Bash", "WebSearch", "Edit", "mcp__freight__book_slot")
    ),
    _rights("grant a server", _list_with("mcp__freight", "server-granted", "server freight")),
    _rights("revoke a server", _list_with("mcp__freight__*", "server-revoked", "server freight")),
    _rights("drop the list", _tools("{own}", None, _OPEN)),
    _rights("list a star", _tools("{own}", '"*"', _OPEN)),
    _rights("drop an empty list", _tools("[]", None, _OPEN)),
    _rights("state a list", _tools(None, "{own}", _CLOSED)),
    _rights("empty the list", _empty),
    _rights(
        "limit the shell",
        _tools("Read, Bash", "Read, Bash(git *)", Fact("specifier-narrowed", "tool Bash", NARROWS)),
    ),
    _rights(
        "free the shell",
        _tools("Read, Bash(git log *)", "Read, Bash", Fact("specifier-widened", "tool Bash", WIDENS)),
    ),
    _rights(
        "limit the shell less",
        _tools("Read, Bash(git log *)", "Read, Bash(git *)", Fact("specifier-widened", "tool Bash", WIDENS)),
    ),
    _rights(
        "limit the shell to other commands",
        _tools("Read, Bash(git *)", "Read, Bash(npm *)", Fact("specifier-changed", "tool Bash", NEUTRAL)),
    ),
    _rights("forbid a tool", _deny(lift=False)),
    _rights("no longer forbid a tool", _deny(lift=True)),
    _rights("write the list twice", _twice),
    _rights("write the list once", _once),
    _rights("grant another kind of command", _tools("Bash(git *)", "Bash(git *), Bash(npm *)", _NPM)),
    _rights("limit edits to a folder", _tools("Read, Edit", "Read, Edit(docs/**)", _DOCS)),
    _rights("fetch from everywhere", _tools("WebFetch(domain:a.org)", "WebFetch", _FETCH)),
)
