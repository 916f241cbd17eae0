"""Edits of how the frontmatter is written; none of them changes what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from mutations.edit import Edit, Fact, Find, Operator, Patch
from mutations.sheet import Sheet
from mutations.sites import field_patch, plain_value

_PLAIN_SCALAR = re.compile(r"[A-Za-z][\w ,.()/-]*")


def _tools(sheet: Sheet, random: Random) -> list[str]:
    own = [tool.strip() for tool in plain_value(sheet, "tools").split(",")]
    plain = (
        all(re.fullmatch(r"[A-Za-z_]\w*(?:-\w+)*", tool) for tool in own) and len(set(own)) == len(own) > 1
    )
    return own if plain else list(random.choice((("Read", "Grep"), ("Read", "Write", "Bash"))))


def _comma(tools: list[str]) -> str:
    return ", ".join(tools)


def _flow(tools: list[str]) -> str:
    return f"[{', '.join(tools)}]"


def _block(tools: list[str]) -> str:
    return "\n" + "\n".join(f"  - {tool}" for tool in tools)


def _margin(tools: list[str]) -> str:
    return "\n" + "\n".join(f"- {tool}" for tool in tools)


def _quoted(tools: list[str]) -> str:
    return "[" + ", ".join(f'"{tool}"' for tool in tools) + "]"


def _backwards(tools: list[str]) -> str:
    return ", ".join(reversed(tools))


def _twice(tools: list[str]) -> str:
    return ", ".join([*tools, tools[0]])


def _spelled(before: Callable[[list[str]], str], after: Callable[[list[str]], str]) -> Find:
    def find(sheet: Sheet, random: Random) -> Edit | None:
        tools = _tools(sheet, random)
        sides = [(field_patch(sheet, "tools", spell(tools)),) for spell in (before, after)]
        return Edit((), before=sides[0], after=sides[1], claims=frozenset(("rights",)))

    return find


def _equal(key: str, *values: str | None) -> Find:
    def find(sheet: Sheet, _random: Random) -> Edit | None:
        sides = [(field_patch(sheet, key, value),) for value in values]
        claims = frozenset(("rights" if key in ("tools", "permissionMode") else key,))
        return Edit((), before=sides[0], after=sides[1], claims=claims)

    return find


def _requoted(mark: str) -> Find:
    def find(sheet: Sheet, _random: Random) -> Edit | None:
        value = plain_value(sheet, "description")
        plain = value.strip(mark) if value[:1] == mark else value
        if not _PLAIN_SCALAR.fullmatch(plain):
            return None
        after = plain if value[:1] == mark else f"{mark}{plain}{mark}"
        return Edit((), after=(field_patch(sheet, "description", after),), claims=frozenset(("description",)))

    return find


def _folded(header: str) -> Find:
    def find(sheet: Sheet, _random: Random) -> Edit | None:
        value = plain_value(sheet, "description")
        if not _PLAIN_SCALAR.fullmatch(value) or len(value.split()) < 9:
            return None
        words = value.split()
        middle = len(words) // 2
        text = f"{header}\n  {' '.join(words[:middle])}\n  {' '.join(words[middle:])}"
        return Edit((), after=(field_patch(sheet, "description", text),), claims=frozenset(("description",)))

    return find


def _reorder(sheet: Sheet, _random: Random) -> Edit | None:
    """The first field becomes the last."""
    if len(sheet.fields) < 2:
        return None
    first = next(iter(sheet.fields.values()))
    written = sheet.text[first.start : first.end]
    patches = (Patch(first.start, first.end, ""), Patch(sheet.matter_end, sheet.matter_end, written))
    return Edit((), after=patches, claims=frozenset(("every field",)))


def _comment(sheet: Sheet, _random: Random) -> Edit | None:
    patch = Patch(sheet.matter_end, sheet.matter_end, "# kept by the freight desk\n")
    return Edit((), after=(patch,), claims=frozenset(("comment",)))


def _unquote(sheet: Sheet, _random: Random) -> Edit | None:
    """A colon inside a plain value is no valid YAML: the host repairs it, or does not."""
    value = plain_value(sheet, "description")
    if any(": " in field.value for field in sheet.fields.values() if field.key != "description"):
        return None
    plain = value if _PLAIN_SCALAR.fullmatch(value) else "Keeps the freight calendar."
    text = f"{plain.rstrip('.')}. Context: freight."
    sides = [(field_patch(sheet, "description", said),) for said in (f'"{text}"', text)]
    fact = Fact("frontmatter-became-invalid", "frontmatter", "widens")
    return Edit((fact,), before=sides[0], after=sides[1], claims=frozenset(("every field", "description")))


def _quote(sheet: Sheet, random: Random) -> Edit | None:
    edit = _unquote(sheet, random)
    fact = Fact("frontmatter-became-valid", "frontmatter", "narrows")
    return edit and edit._replace(facts=(fact,), before=edit.after, after=edit.before)


FORM_FIELDS = (
    Operator("break the YAML", _unquote, host="claude"),
    Operator("repair the YAML", _quote, host="claude"),
    Operator("tools as a flow list", _spelled(_comma, _flow), "form", "claude"),
    Operator("tools as a block list", _spelled(_comma, _block), "form", "claude"),
    Operator("tools as a list at the margin", _spelled(_flow, _margin), "form", "claude"),
    Operator("tools as a comma string", _spelled(_block, _comma), "form", "claude"),
    Operator("tools in quotes", _spelled(_flow, _quoted), "form", "claude"),
    Operator("tools in another order", _spelled(_comma, _backwards), "form", "claude"),
    Operator("a tool named twice", _spelled(_comma, _twice), "form", "claude"),
    Operator("Task is Agent", _equal("tools", "Read, Task", "Read, Agent"), "form", "claude"),
    Operator("a server and its star", _equal("tools", "Read, mcp__s", "Read, mcp__s__*"), "form", "claude"),
    Operator("a colon or a blank", _equal("tools", "Bash(git:*)", "Bash(git *)"), "form", "claude"),
    Operator("manual is default", _equal("permissionMode", "manual", "default"), "form", "claude"),
    Operator("inherit the model aloud", _equal("model", None, "inherit"), "form", "claude"),
    Operator(
        "skills in another order", _equal("skills", "[freight, rail]", "[rail, freight]"), "form", "claude"
    ),
    Operator("quote the description", _requoted('"'), "form"),
    Operator("quote it otherwise", _requoted("'"), "form"),
    Operator("fold the description", _folded(">-"), "form"),
    Operator("wrap the description", _folded(""), "form"),
    Operator("fields in another order", _reorder, "form"),
    Operator("a comment", _comment, "form"),
)
