"""A part of a variant's local edits: of some fields, and of some sections of its prompt."""

from __future__ import annotations

from collections.abc import Sequence

from agentreg.errors import AmbiguousReference, UnknownReference
from agentreg.formats.prompt import read_prompt
from agentreg.formats.read import read_definition
from agentreg.merge.policies import BODY, Policies, owned
from agentreg.model.definition import Definition
from agentreg.model.prompt import Section
from agentreg.records import NamedTuple

_SECTION = "section "


class Excerpt(NamedTuple):
    """What is left of the edits.

    Attributes:
        text: A text that has only the chosen sections' edits in its prompt; its line ends are LF.
        policies: By which a merge leaves out the edits of all other fields.
    """

    text: bytes
    policies: Policies


class _Side(NamedTuple):
    definition: Definition
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        return self.definition.document.text

    @property
    def fields(self) -> set[str]:
        return {field.key for field in self.definition.frontmatter.fields}

    def section(self, title: str) -> Section | None:
        wanted = title.strip().casefold()
        found = [one for one in self.sections if one.title.casefold() == wanted]
        if len(found) > 1:
            raise AmbiguousReference(f"{len(found)} sections are called {title!r}", hint="propose all of it")
        return next(iter(found), None)


def excerpt(base: bytes, file: bytes, names: Sequence[str]) -> Excerpt:
    """Leave out all edits but those of some fields and sections.

    Args:
        base: The text that was edited.
        file: The edited text.
        names: Names of fields, `body` for the whole prompt, or `section TITLE` for a section with all that
            is in it.

    Raises:
        UnknownReference: Neither text has such a field or section.
        AmbiguousReference: A text has several sections of that title.
    """
    before, after = _read(base), _read(file)
    titles = [name.removeprefix(_SECTION) for name in names if name.startswith(_SECTION)]
    keys = {name for name in names if not name.startswith(_SECTION)}
    known = before.fields | after.fields
    if unknown := sorted(keys - known - {BODY}):
        raise UnknownReference(f"neither has a field {unknown[0]!r}", hint="for a section: 'section TITLE'")
    others = known - keys if titles or BODY in keys else known - keys | {BODY}
    prompt = _prompt(after) if BODY in keys else _with_sections(before, after, titles)
    head = after.text[: after.definition.document.body.start]
    return Excerpt((head + prompt).encode("utf-8", "surrogateescape"), owned(sorted(others)))


def _read(text: bytes) -> _Side:
    definition = read_definition(text.replace(b"\r\n", b"\n"))
    return _Side(definition, read_prompt(definition).sections)


def _prompt(side: _Side) -> str:
    return side.text[side.definition.document.body.start :]


class _Edit(NamedTuple):
    """A stretch of the text before, the place of what replaces it in the text after, and what that is."""

    start: int
    order: int
    end: int
    text: str


def _with_sections(before: _Side, after: _Side, titles: Sequence[str]) -> str:
    """The prompt before, with some sections as they are after."""
    chosen = {title.strip().casefold() for title in titles}
    edits = [edit for title in sorted(chosen) if (edit := _edit(before, after, title, chosen))]
    text = before.text
    for start, _, end, new in sorted(edits, reverse=True):
        text = _joined(text[:start], new, text[end:])
    return text[before.definition.document.body.start :]


def _edit(before: _Side, after: _Side, title: str, chosen: set[str]) -> _Edit | None:
    """What a section's edit does; None where a chosen section around it brings that too."""
    old, new = before.section(title), after.section(title)
    around = {name.casefold() for section in (old, new) if section for name in section.path[:-1]}
    if around & chosen:
        return None
    match old, new:
        case Section(), None:
            return _Edit(old.span.start, 0, old.span.end, "")
        case Section(), Section():
            return _Edit(old.span.start, new.span.start, old.span.end, _content(after, new))
        case None, Section():
            place = _place(before, after, new)
            return _Edit(place, new.span.start, place, _content(after, new))
        case _:
            raise UnknownReference(f"neither has a section {title!r}", hint="give the title as it is written")


def _content(side: _Side, section: Section) -> str:
    return side.text[section.span.start : section.span.end]


def _place(before: _Side, after: _Side, new: Section) -> int:
    """Where a new section belongs in the text before: behind what it stands behind in the text after."""
    ends = {one.title: one for one in before.sections}
    at, place = 0, before.definition.document.body.end
    for section in after.sections:
        twin = ends.get(section.title)
        if twin is None:
            continue
        for end, there in ((section.own.end, twin.own.end), (section.span.end, twin.span.end)):
            if at <= end <= new.span.start:
                at, place = end, there
    return place


def _joined(*parts: str) -> str:
    """Passages with one blank line between them."""
    text = "\n\n".join(part.strip("\n") for part in parts if part.strip("\n"))
    return f"{text}\n"
