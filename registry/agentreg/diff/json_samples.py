"""Samples of JSON in fences: how they are laid out is form, and which value they show matters little."""

from __future__ import annotations

from agentreg.formats.patterns import pattern

_BRACKETS = ("{}", "[]")
# The language stands in the first line of a fence, where it has one.
_LANGUAGE = pattern(r"\A[ \t]*json[ \t]*\r?\n")
_PIECE = pattern(r"\"(?:[^\"\\]|\\.)*\"|[{}\[\],:]|[^\s{}\[\],:\"]+")
_INDENT = "  "
# A value that says what may stand there is part of the form: `pass | fail`, `<path>`, `string`.
_SAYS_FORM = pattern(
    r"[|<{\[]|\.\.\.|\u2026|\bor\b|\A(?:string|number|boolean|integer|array|object|any|null)\b"
)


def laid_out(fence: str) -> str:
    """JSON with a line for each member, whatever blanks are in it; any other text as it is.

    Args:
        fence: What stands in a fence, with its language in the first line.
    """
    language = _LANGUAGE.match(fence)
    text = fence[language.end() :] if language else fence
    if _read(text) is None:
        return fence
    lines, depth, line = [], 0, ""
    for piece in _PIECE.findall(text):
        if piece in ("}", "]"):
            lines.append(line)
            depth -= 1
            line = _INDENT * depth + piece
            continue
        line += f"{piece} " if piece == ":" else piece
        if piece in ("{", "[", ","):
            lines.append(line)
            depth += piece != ","
            line = _INDENT * depth
    return "\n".join((*(["json"] if language else []), *filter(str.strip, (*lines, line))))


def shows_same_form(before: str, after: str) -> bool:
    """Whether two samples of JSON have the same members of the same kinds, and only values differ.

    Args:
        before: What stands in a fence, with its language in the first line.
        after: The same of another one.
    """
    sides = [_read(_LANGUAGE.sub("", text)) for text in (before, after)]
    return None not in sides and _is_alike(*sides)


def _read(text: str) -> object:
    """A text as JSON, objects as lists of their members in tuples; None for any other text."""
    stripped = text.strip()
    if stripped[:1] + stripped[-1:] not in _BRACKETS:
        return None
    # Few prompts hold JSON, and starting up is part of every `diff`.
    import json

    try:
        return json.loads(stripped, object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        return None


def _is_alike(one: object, other: object) -> bool:
    match one, other:
        case tuple(), tuple():
            keys = [[key for key, _ in side] for side in (one, other)]
            pairs = zip(one, other, strict=False)
            return keys[0] == keys[1] and all(_is_alike(old, new) for (_, old), (_, new) in pairs)
        case list(), list():
            return len(one) == len(other) and all(map(_is_alike, one, other))
        case str(), str():
            return one == other or not (_SAYS_FORM.search(one) or _SAYS_FORM.search(other))
        case _:
            return type(one) is type(other)
