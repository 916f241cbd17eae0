"""Overlays: small files that say only what differs from a base; reading one."""

from __future__ import annotations

from enum import StrEnum

from agentreg.config.read import check_base, check_version
from agentreg.config.table import Table, load_toml
from agentreg.config.values import OVERLAY_SUFFIX
from agentreg.errors import ConfigError
from agentreg.records import NamedTuple

WHOLE_PROMPT = "*"
"""The section that a patch names when it means the whole prompt."""

_MOST_LEVELS = 16
# Each is applied and read again by itself, and an overlay may come from anybody.
_MOST_EDITS = 500
_SECTION_ACTS = ("replace", "append", "prepend", "remove", "insert-after", "rewrite")
_STEP_ACTS = ("replace", "remove", "insert-after")
_LINE_ACTS = ("replace", "remove", "insert-after")
_FIELD_ACTS = ("rewrite", "insert-after")
_PROMPT_ACTS = ("rewrite",)


class FieldAct(StrEnum):
    """What an overlay does with a field: SET gives it a value, DROP takes the field out."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"
    DROP = "drop"


class FieldEdit(NamedTuple):
    """One field of the header.

    Attributes:
        act: What is done with it.
        key: Its name.
        value: For SET the value as TOML has it; for ADD and REMOVE the entries; None for DROP.
        place: `FILE:LINE` in the overlay.
    """

    act: FieldAct
    key: str
    value: object
    place: str


class Act(StrEnum):
    """What a patch does; `rewrite` takes whole lines as they stand, title and blank lines included."""

    REPLACE = "replace"
    APPEND = "append"
    PREPEND = "prepend"
    REMOVE = "remove"
    INSERT_AFTER = "insert-after"
    REWRITE = "rewrite"


class Patch(NamedTuple):
    """One patch.

    Attributes:
        act: What is done.
        text: The new text; empty for `remove`.
        place: `FILE:LINE` in the overlay.
        section: The title of the section, with those around it where needed (`Parent / Rules`); empty for the
            text before the first heading.
        step: How an item of the section begins, or its number; empty for the section itself.
        field: The field whose lines are meant; empty for the prompt.
        line: How a line of the section's own text begins; empty for the section itself.
        to: How the last of several lines begins; empty for one line alone.
    """

    act: Act
    text: str
    place: str
    section: str = ""
    step: str = ""
    field: str = ""
    line: str = ""
    to: str = ""


class Overlay(NamedTuple):
    """What differs from a base.

    Attributes:
        origin: The file's name for messages.
        extends: The base as written: `source/agent@version`, or the path of another overlay.
        fields: The edits of fields, those that take away first.
        patches: The patches, in the order in which they apply.
        final_newline: Whether the last line is ended; None leaves that to the base.
    """

    origin: str
    extends: str
    fields: tuple[FieldEdit, ...] = ()
    patches: tuple[Patch, ...] = ()
    final_newline: bool | None = None

    @property
    def extends_overlay(self) -> bool:
        """Whether the base is another overlay of the project."""
        return self.extends.endswith(OVERLAY_SUFFIX)

    @property
    def base(self) -> tuple[str, str]:
        """The base agent and the versions that are followed, when it is no other overlay."""
        return split_base(self.extends)


def split_base(reference: str) -> tuple[str, str]:
    """`source/agent@version` as base and version; every version is followed where none is named."""
    base, at, version = reference.rpartition("@")
    # The path of an agent may hold an `@`; a version holds no slash behind one.
    return (base, version) if at and base and "/" not in version else (reference, "*")


def join_base(base: str, version: str) -> str:
    """The reference that `split_base` takes apart again."""
    return base if (base, version) == split_base(base) else f"{base}@{version}"


def parse_overlay(text: str, origin: str) -> Overlay:
    """Read an overlay.

    Args:
        text: The file's text.
        origin: Its path, for messages.

    Returns:
        The overlay.

    Raises:
        ConfigError: The text is no TOML, or says something that cannot be followed; with the line.
    """
    top = Table(text, origin, "", 0, load_toml(text, origin))
    top.allow("extends", "final-newline", "set", "add", "remove", "patch")
    ended = top.flag_of("final-newline") if "final-newline" in top.content else None
    patches = tuple(_patch(place) for place in top.tables_of("patch"))
    fields = _field_edits(top)
    if len(fields) + len(patches) > _MOST_EDITS:
        raise ConfigError(f"{origin}: more than {_MOST_EDITS} edits and patches", hint="edit a copy in place")
    return Overlay(origin, _extends(top), fields, patches, ended)


def _extends(top: Table) -> str:
    if "extends" not in top.content:
        top.fail("", "an overlay needs the key 'extends'", 'write it like extends = "source/agent@^1"')
    named = top.text_of("extends")
    if not named.endswith(OVERLAY_SUFFIX):
        base, version = split_base(named)
        check_base(top, "extends", base)
        check_version(top, "extends", version)
    elif not named.startswith(("./", "../")) or "\\" in named:
        top.fail("extends", f"{named!r} is no path from here", f"write it like ./strict{OVERLAY_SUFFIX}")
    return named


def _field_edits(top: Table) -> tuple[FieldEdit, ...]:
    given, added, removed = (top.table_of(name) for name in ("set", "add", "remove"))
    edits = [
        FieldEdit(FieldAct.DROP, key, None, removed.place("fields")) for key in removed.texts_of("fields")
    ]
    taken = [key for key in removed.content if key != "fields"]
    edits += [FieldEdit(FieldAct.REMOVE, key, _entries(removed, key), removed.place(key)) for key in taken]
    edits += [FieldEdit(FieldAct.ADD, key, _entries(added, key), added.place(key)) for key in added.content]
    edits += [FieldEdit(FieldAct.SET, key, _value(given, key), given.place(key)) for key in given.content]
    _refuse_rivals(top, edits)
    return tuple(edits)


def _entries(table: Table, key: str) -> tuple[str, ...]:
    return table.texts_of(key) or table.fail(key, f"{key!r} lists nothing")


def _value(table: Table, key: str) -> object:
    value = table.content[key]
    if not _is_plain(value):
        table.fail(key, f"{key!r} must be a text, a number, true or false, a list or a table of these")
    return value


def _is_plain(value: object, levels: int = _MOST_LEVELS) -> bool:
    match value:
        case dict() | list():
            inner = value.values() if isinstance(value, dict) else value
            return levels > 0 and all(_is_plain(one, levels - 1) for one in inner)
        case _:
            return isinstance(value, str | bool | int | float)


def _refuse_rivals(top: Table, edits: list[FieldEdit]) -> None:
    """A field that is set or dropped has nothing left to add to or to remove from."""
    decided: dict[str, FieldAct] = {}
    for edit in edits:
        before = decided.setdefault(edit.key, edit.act)
        if before is not edit.act and {before, edit.act} != {FieldAct.ADD, FieldAct.REMOVE}:
            table = top.table_of(edit.act.value)
            table.fail(edit.key, f"{edit.key!r} is both in {_called(before)} and in {_called(edit.act)}")


def _called(act: FieldAct) -> str:
    return "`fields` of [remove]" if act is FieldAct.DROP else f"[{act}]"


def _patch(table: Table) -> Patch:
    table.allow("section", "step", "field", "line", "to", "do", "text")
    section, field, line, to = (table.text_of(key, "").strip() for key in ("section", "field", "line", "to"))
    step = table.content.get("step", "")
    if to and not line:
        table.fail("to", "'to' needs a 'line' from which it is meant")
    if line and (field or "step" in table.content):
        table.fail("line", "a patch is for lines, for a step or for a field, not for several of them")
    if section == WHOLE_PROMPT and (line or "step" in table.content):
        table.fail("section", "'*' is the whole prompt: name the section of the step or line")
    if field and (section or "step" in table.content):
        table.fail("field", "a patch is for a field or for a section, not for both")
    if (
        isinstance(step, bool)
        or not isinstance(step, str | int)
        or ("step" in table.content and not str(step).strip())
    ):
        table.fail("step", "'step' must be how the step begins, or its number")
    step = str(step).strip()
    act = _act(table, _LINE_ACTS if line else _acts_for(section=section, step=step, field=field))
    text = table.content.get("text", "")
    if not isinstance(text, str) or (act is not Act.REWRITE and bool(text.strip()) is (act is Act.REMOVE)):
        table.fail("text", f"`{act}` needs " + ("no 'text'" if act is Act.REMOVE else "a 'text'"))
    return Patch(act, text.replace("\r\n", "\n"), table.place(), section, step, field, line, to)


def _acts_for(*, section: str, step: str, field: str) -> tuple[str, ...]:
    if field:
        return _FIELD_ACTS
    if step:
        return _STEP_ACTS
    return _PROMPT_ACTS if section == WHOLE_PROMPT else _SECTION_ACTS


def _act(table: Table, known: tuple[str, ...]) -> Act:
    word = table.text_of("do")
    if word not in known:
        table.fail("do", f"{word!r} cannot be done here", f"what can: {', '.join(known)}")
    return Act(word)
