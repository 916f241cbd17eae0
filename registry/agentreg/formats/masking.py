"""Texts as a report may show them: with the secrets of an agent taken out, and nothing else changed.

A report goes to the log of a CI job, or into a comment that all may read: it must not publish a second time
what it warns of. A mask is as long as what it hides, so that every line, column and span stays true.

Whoever writes a definition chooses what looks like a secret in it. So only quotations are masked, never what
a report is known by (rules, hosts; paths only in a review that is about to be shown). In them only a whole
secret is masked, or a cut one that is known again by what its issuer puts before it or by the ellipsis of the
cut: no other words can be made to vanish. What could be executed, or says something, is never masked,
whatever its form (`agentreg.formats.unmasked`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.formats.escapes import readings
from agentreg.formats.maskable import LEAST_LINE, Hidden, hidden_in_text, hidden_of_leak
from agentreg.formats.patterns import pattern
from agentreg.formats.unmasked import could_be_executed, says_something
from agentreg.model.document import Span
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from typing import Any, TypeVar

    T = TypeVar("T")

_QUOTED = frozenset(
    (
        *("name", "subject", "before", "after", "message", "reason", "titles"),
        *("base", "ours", "theirs", "tools", "limits", "denied", "because"),
    )
)
"""The fields of values that quote a definition."""

_KNOWN_BY = "judged"
"""The field by which a finding is known again: it is shown nowhere."""

_ALONE = "message"
"""What a text that stands in no value with fields counts as."""

_LEAST_CUT = 8
"""So many characters of a secret are hidden also where it was cut."""

_LEAST_WHOLE = 12
"""A shorter secret is hidden only where it is a word of its own."""

_LEAST_MARKED = 16
"""A word that is shorter gets no mark: few characters could be guessed by it."""

_MARK = 4
_DOT = "•"
_ELLIPSIS = "…"
# Elsewhere a colon and an `@` may stand around the name of a package.
_USER = pattern(r"(?:://|…/{0,2})[^\s:/?#\[\]()\"'`<>\\|;&]*\Z")
_MOST_USER = 110
# Where an address in prose ends (`formats.references`), and what does not belong to it at its end.
_ENDS = pattern(r"[)\]}|]")
_STRIPPED = ".,;:!?*_"
_WORD = pattern(r"\S+")
_LINE = pattern(rf"[A-Za-z0-9+/=]{{{LEAST_LINE},}}")
_BEGIN, _END = "-----BEGIN ", "-----END "


class Mask:
    """Hides the secrets of some texts; a mask of nothing is falsy, and hides nothing."""

    def __init__(self, hidden: Iterable[Hidden] = ()) -> None:
        """Take what must not be shown."""
        known = dict.fromkeys(one for one in hidden if one.text)
        self._hidden = tuple(one for one in known if not one.is_line)
        lines = (one.text for one in known if one.is_line)
        self._lines = frozenset(line[:LEAST_LINE] for line in lines if len(line) >= LEAST_LINE)

    def __bool__(self) -> bool:
        return bool(self._hidden or self._lines)

    def text(self, text: str) -> str:
        """A quotation with dots for each character of a secret; blanks stay, and so does the length."""
        if not self:
            return text
        return _without(text, (one.place(span) for one in readings(text) for span in self._places(one.text)))

    def value(self, value: T) -> T:
        """A value with all quotations in it masked: a tuple, a named tuple, or what stands in one."""
        masked: T = self._masked(value, _ALONE) if self else value
        return masked

    def everything(self, value: T) -> T:
        """The same with all texts in it masked, quotations or not, but for what a finding is known by."""
        masked: T = self._masked(value, _ALONE, everywhere=True) if self else value
        return masked

    def _places(self, text: str) -> Iterator[Span]:
        if self._lines:
            yield from (Span(*found.span()) for found in _LINE.finditer(text) if self._is_line(found))
        for one in self._hidden:
            yield from _in_addresses(text, one.text) if one.is_word else _places(text, one)

    def _is_line(self, found: re.Match[str]) -> bool:
        line = found[0]
        if line[:LEAST_LINE] not in self._lines or says_something(line):
            return False
        # A line of a key may begin with a slash: outside a block that would be a path.
        return not could_be_executed(line) or _is_in_block(found.string, found.start())

    def _masked(self, value: Any, field: str, *, everywhere: bool = False) -> Any:
        # A kind is a text, too, of ours.
        if type(value) is str:
            is_told = field != _KNOWN_BY if everywhere else field in _QUOTED
            return self.text(value) if is_told else value
        if not isinstance(value, tuple):
            return value
        make = getattr(value, "_make", tuple)
        names = getattr(value, "_fields", (field,) * len(value))
        told = zip(names, value, strict=True)
        return make(self._masked(one, name, everywhere=everywhere) for name, one in told)


def mask_of(texts: Iterable[str | bytes], leaks: Iterable[tuple[str, Span]] = ()) -> Mask:
    """The mask of some texts.

    Args:
        texts: What something is told of, as wholes: a passage may not say that it is a secret.
        leaks: Secrets that another program has found: a whole text, and where it stands there.
    """
    ours = (hidden_in_text(_decoded(text)) for text in texts)
    others = (hidden_of_leak(text, leak) for text, leak in leaks)
    return Mask(hidden for parts in (*ours, *others) for _place, hidden in parts)


def without_secrets(text: str, leaks: Iterable[Span] = ()) -> str:
    """A whole text with the secrets that stand in it masked, where they stand.

    Args:
        text: The text.
        leaks: Where another program has found some.
    """
    others = (hidden_of_leak(text, leak) for leak in leaks)
    return _without(text, (place for parts in (hidden_in_text(text), *others) for place, _hidden in parts))


def _without(text: str, places: Iterable[Span]) -> str:
    """A text with dots in some places, of which some may overlap."""
    at, shown = 0, list[str]()
    for place in sorted(places):
        if place.end > at:
            start = max(at, place.start)
            shown += (text[at:start], _WORD.sub(_dots, text[start : place.end]))
            at = place.end
    return "".join((*shown, text[at:]))


def _decoded(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "surrogateescape")


def _places(text: str, hidden: Hidden) -> Iterator[Span]:
    """Where a secret stands in a quotation, whole or cut; places do not overlap."""
    secret, whole = hidden.text, set[int]()
    for start in _starts(text, secret):
        if not _is_where_found(text, start, hidden.path):
            whole.add(start)
        elif len(secret) >= _LEAST_WHOLE or _is_word(text, start, start + len(secret)):
            whole.add(start)
            yield Span(start, start + len(secret))
    # Of one that nothing stands before, a beginning that could be a word of prose does not tell it.
    key = hidden.prefix or _beginning(secret)
    for start in (at + len(hidden.prefix) for at in _starts(text, key)):
        is_new = start not in whole and _is_where_found(text, start, hidden.path)
        if is_new and (length := _common(text, start, secret)):
            yield Span(start, start + length)
            whole.add(start)
    for at in _starts(text, _ELLIPSIS):
        for length in range(min(at, len(secret) - 1), _LEAST_CUT - 1, -1):
            if text.startswith(secret[:length], at - length) and at - length not in whole:
                yield Span(at - length, at)
                break
        for length in range(len(secret) - 1, _LEAST_CUT - 1, -1):
            if text.startswith(secret[-length:], at + 1):
                yield Span(at + 1, at + 1 + length)
                break


def _is_where_found(text: str, start: int, path: str) -> bool:
    """Whether a place is none of a path, or one behind the same folders, of which a cut may leave few."""
    if text[start - 1 : start] != "/":
        return True
    _, cut, before = text[max(0, start - len(path) - 1) : start].rpartition(_ELLIPSIS)
    return bool(path) and (path.endswith(before) if cut else before.endswith(path))


def _in_addresses(text: str, password: str) -> Iterator[Span]:
    """Where a password stands before the host of an address, whole or cut; elsewhere it is a word."""
    for start in _starts(text, f":{password}@"):
        if _USER.search(text[max(0, start - _MOST_USER) : start]):
            yield Span(start + 1, start + 1 + len(password))
    # Who reads an address in prose may take it to end within the password.
    end = _ENDS.search(password)
    begun = password[: end.start()].rstrip(_STRIPPED) if end else ""
    for start in _starts(text, f":{begun}") if begun else ():
        is_all = not text.startswith(password, start + 1)
        if is_all and _USER.search(text[max(0, start - _MOST_USER) : start]):
            yield Span(start + 1, start + 1 + len(begun))
    for at in _starts(text, _ELLIPSIS):
        length = next((n for n in _lengths(password) if text.endswith(f":{password[:n]}", 0, at)), 0)
        if length and "://" in text[:at].rpartition(" ")[2]:
            yield Span(at - length, at)
        ended = next((n for n in _lengths(password) if text.startswith(f"{password[-n:]}@", at + 1)), 0)
        if ended:
            yield Span(at + 1, at + 1 + ended)


def _lengths(secret: str) -> range:
    """The lengths that what is left of a secret can have, the longest first."""
    return range(len(secret), 0, -1)


def _beginning(secret: str) -> str:
    """The beginning of a secret by which it is known again; empty where that could be a word."""
    begun = secret[:_LEAST_WHOLE]
    return begun if len(begun) == _LEAST_WHOLE and any(map(str.isdigit, begun)) else ""


def _starts(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought) if sought else -1
    while at >= 0:
        yield at
        at = text.find(sought, at + len(sought))


def _common(text: str, start: int, secret: str) -> int:
    """How many characters of a secret follow; 0 for fewer than a cut leaves."""
    length = 0
    while length < len(secret) and text.startswith(secret[length], start + length):
        length += 1
    return length if length >= _LEAST_CUT else 0


def _is_in_block(text: str, at: int) -> bool:
    return text.rfind(_BEGIN, 0, at) > text.rfind(_END, 0, at)


def _is_word(text: str, start: int, end: int) -> bool:
    around = (text[start - 1 : start], text[end : end + 1])
    return not any(one.isalnum() for one in around)


def _dots(word: re.Match[str]) -> str:
    return _dotted(word[0])


def _dotted(text: str) -> str:
    """Dots for a word; the end of a long one tells whether two that look alike are the same."""
    if len(text) < _LEAST_MARKED:
        return _DOT * len(text)
    from hashlib import sha256

    digest = sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:_MARK]
    return f"{_DOT * (len(text) - _MARK - 2)}({digest})"
