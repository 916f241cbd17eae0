"""Frontmatter that is there and that no host finds, since it does not begin and end as hosts expect."""

from __future__ import annotations

from itertools import dropwhile

from agentreg.formats.patterns import pattern
from agentreg.formats.unseen import UNSEEN
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.model.document import BOM, Span
from agentreg.records import NamedTuple

_HEAD = 8 * 1024
"""Characters in which frontmatter would begin."""

_LINE = pattern(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_KEY = pattern(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]|\Z)")
_TELLING = frozenset(("name", "description"))
_FENCE = pattern(r"---[ \t]*\Z")
_LIKE_FENCE = ("--", "++", "==", "\u2013", "\u2014")

_BEGIN = "let the file begin with a line `---`"


class Lost(NamedTuple):
    """Frontmatter that no host finds.

    Attributes:
        note: Why, where, and what to do.
        span: The place.
        keys: The fields that it states.
        leads: Whether nothing that a person sees stands before it; text above may speak of a template.
    """

    note: Diagnostic
    span: Span
    keys: frozenset[str]
    leads: bool

    @property
    def states_agent(self) -> bool:
        """Whether it states what an agent has to."""
        return self.keys >= _TELLING

    @property
    def is_of_agent(self) -> bool:
        """Whether it is that of an agent, and not an example in a text about agents."""
        return self.leads and self.states_agent


class _Why(NamedTuple):
    """What is wrong: the place of the line, the reason, the remedy."""

    line: int
    reason: str
    hint: str = _BEGIN
    trouble: Trouble = Trouble.LOST_FRONTMATTER


def lost_frontmatter(text: str) -> Lost | None:
    """Frontmatter that a person sees in a file and no host does.

    Args:
        text: A file in which none was found.

    Returns:
        What is wrong with it; None where the file begins with nothing like it.
    """
    if ":" not in text[:_HEAD]:
        return None
    found = list(_LINE.finditer(text, text.startswith(BOM), _HEAD))
    lines = [one[1] for one in found]
    first = _first_field(lines)
    if first is None or (why := _why(lines, first, text)) is None:
        return None
    return Lost(
        Diagnostic(why.trouble, why.line + 1, f"{why.reason}: hosts read the fields as text", why.hint),
        Span(found[why.line].start(), found[max(why.line, first - 1)].end(1)),
        frozenset(_keys(lines, first)),
        not any(_seen(item) for item in lines[: max(first - 1, 0)]),
    )


def _first_field(lines: list[str]) -> int | None:
    """The line of the first field: behind an opening fence of any, else that of a name or a description."""
    if _FENCE.match(lines[0]) and any(map(_key, lines[1:2])):
        return 1
    first = next((place for place, line in enumerate(lines) if _key(line) in _TELLING), None)
    while first and _key(lines[first - 1]):
        first -= 1
    return first


def _why(lines: list[str], first: int, text: str) -> _Why | None:
    """What is wrong with the fence before the first field; None where there is nothing like one."""
    if "\r" in text and "\n" not in text:
        return _Why(0, "its lines end in a bare CR", "let its lines end in LF")
    above = lines[: max(first - 1, 0)]
    fence, place = lines[first - 1], first - 1
    if not any(line.strip() for line in lines[:first]):
        closed = any(map(_FENCE.match, lines))
        return _Why(first, "the line `---` before its first field is missing") if closed else None
    if _FENCE.match(fence) and place == 0:
        closing = "close it by a line `---`"
        return _Why(0, "its frontmatter is never closed", closing, Trouble.UNCLOSED_FRONTMATTER)
    if _FENCE.match(fence):
        return _displaced(above, place)
    if _FENCE.match(_seen(fence)):
        return _Why(place, "something unseen stands before the `---` of its frontmatter")
    if fence.startswith(_LIKE_FENCE):
        return _Why(place, "its frontmatter does not begin with a plain `---`")
    return None


def _displaced(above: list[str], place: int) -> _Why:
    """Why a fence is not the first line."""
    if not any(line.strip() for line in above):
        return _Why(0, "a blank line stands before its frontmatter")
    if any(line.startswith(("```", "~~~")) for line in above):
        return _Why(place, "its frontmatter stands in a code fence")
    return _Why(place, "text stands before its frontmatter")


def _keys(lines: list[str], first: int) -> list[str]:
    """The fields from a line on, up to a fence."""
    found = []
    for line in lines[first:]:
        if _FENCE.match(line):
            break
        if key := _key(line):
            found.append(key)
    return found


def _key(line: str) -> str:
    found = _KEY.match(line)
    return found[1] if found else ""


def _seen(line: str) -> str:
    """A line from the first character on that a person sees."""
    return "".join(dropwhile(lambda char: char in UNSEEN or char in " \t", line))
