"""Frontmatter that is no valid YAML, field by field.

The text is cut at its keys. A piece that is YAML by itself is read as such; one that is a single line
is read as if it had been quoted (what Claude Code and others do); of any other the text is kept.
"""

from __future__ import annotations

import re
from itertools import pairwise

from agentreg.formats.patterns import pattern
from agentreg.formats.yaml_events import YamlError, parse_yaml
from agentreg.model.document import Span, split_lines
from agentreg.model.fields import Field, Frontmatter, Mapping, Repair, Scalar, Step, Style, Value
from agentreg.records import NamedTuple

_KEY = pattern(r"^([A-Za-z_][\w.-]{0,63})[ \t]*:(?=[ \t\r\n]|\Z)", re.MULTILINE)
# Descriptions quote dialogues; where they are not indented, their speakers look like fields.
_SPEAKERS = frozenset(("user", "assistant", "human", "context", "commentary", "example", "examples", "note"))
_BLOCK_HEADER = pattern(r"([|>])[-+0-9]{0,2}[ \t]*\r?(?:\n|\Z)")


class _Piece(NamedTuple):
    key: str
    key_span: Span
    lines: Span


def salvage(text: str, matter: Span) -> Frontmatter:
    """Read the fields of frontmatter that a YAML parser refuses.

    Args:
        text: The whole file.
        matter: Where its frontmatter stands.

    Returns:
        The fields, the step that was needed and one repair for each value read otherwise than written;
        no fields and `UNREADABLE` when there is no key at all.
    """
    pieces = _cut(text, matter)
    if not pieces:
        return Frontmatter(Step.UNREADABLE)
    fields: list[Field] = []
    repairs: list[Repair] = []
    step = Step.STRICT if _leads(text, matter, pieces[0]) else Step.LINEWISE
    for piece in pieces:
        try:
            fields.append(_strictly(text, piece))
        except YamlError as error:
            fields.append(_as_text(text, piece))
            repairs.append(Repair(piece.key, text.count("\n", 0, piece.lines.start) + 1, error.reason))
            step = _worse(step, Step.REQUOTED if _is_one_line(text, piece) else Step.LINEWISE)
    # Every piece may be valid by itself and the whole not: then it is the cutting that repaired it.
    return Frontmatter(Step.LINEWISE if step is Step.STRICT else step, tuple(fields), tuple(repairs))


def _cut(text: str, matter: Span) -> list[_Piece]:
    keys = [
        found for found in _KEY.finditer(text, matter.start, matter.end) if _is_field_name(found.group(1))
    ]
    starts = [found.start() for found in keys] + [matter.end]
    return [
        _Piece(found.group(1), Span(*found.span(1)), Span(start, _without_tail(text, start, end)))
        for found, (start, end) in zip(keys, pairwise(starts), strict=True)
    ]


def _is_field_name(word: str) -> bool:
    # No host has a field that starts with a capital; sentences and labels in prose do.
    return not word[0].isupper() and word not in _SPEAKERS


def _without_tail(text: str, start: int, end: int) -> int:
    """The end of a piece less the blank lines and comments that follow its value."""
    lines = split_lines(text[start:end])
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        end -= len(lines.pop())
    return end


def _leads(text: str, matter: Span, first: _Piece) -> bool:
    return all(
        not line.strip() or line.startswith("#")
        for line in split_lines(text[matter.start : first.lines.start])
    )


def _strictly(text: str, piece: _Piece) -> Field:
    root = parse_yaml(text, piece.lines).root
    if not isinstance(root, Mapping) or len(root.fields) != 1:
        raise YamlError("its lines are not one field", piece.lines.start)
    return root.fields[0]._replace(lines=piece.lines)


def _as_text(text: str, piece: _Piece) -> Field:
    colon = text.index(":", piece.key_span.end)
    written = text[colon + 1 : piece.lines.end]
    start = colon + 1 + len(written) - len(written.lstrip())
    end = colon + 1 + len(written.rstrip())
    span = Span(start, end) if end > start else Span(colon + 1, colon + 1)
    return Field(piece.key, _raw_value(text, span), piece.key_span, piece.lines)


def _raw_value(text: str, span: Span) -> Value:
    written = span.of(text)
    header = _BLOCK_HEADER.match(written)
    style = Style.PLAIN
    if header is not None:
        style = Style.LITERAL if header.group(1) == "|" else Style.FOLDED
        written = written[header.end() :]
    return Scalar("\n".join(line.strip() for line in written.split("\n")).strip(), style, span)


def _is_one_line(text: str, piece: _Piece) -> bool:
    return "\n" not in piece.lines.of(text).rstrip()


def _worse(one: Step, other: Step) -> Step:
    return Step.LINEWISE if Step.LINEWISE in (one, other) else Step.REQUOTED
