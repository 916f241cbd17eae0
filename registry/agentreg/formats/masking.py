"""Texts as a report may show them: with the secrets of an agent taken out, and nothing else changed.

A report goes to the log of a CI job, or into a comment that all may read: it must not publish a second time
what it warns of. A mask is as long as what it hides, so that every line, column and span stays true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.formats.patterns import pattern
from agentreg.formats.secret_hints import likely_formats
from agentreg.model.document import Span
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from typing import Any, TypeVar

    T = TypeVar("T")

_WINDOW = 8
"""So many characters in a row of what is hidden are hidden wherever they stand: quotations are cut."""

_LEAST_MARKED = 16
"""A word that is shorter gets no mark: few characters could be guessed by it."""

_MARK = 4
_DOT = "•"
_WORD = pattern(r"\S+")

# What a value keeps for its fingerprint only, and nobody shows.
_UNSHOWN = "judged"


class Mask:
    """Hides the secrets of some texts; a mask of nothing is falsy, and hides nothing."""

    def __init__(self, hidden: Iterable[str] = ()) -> None:
        """Take what must not be shown."""
        forms = (form for text in hidden for form in _forms(text))
        self._windows = frozenset(window for form in forms for window in _windows(form))

    def __bool__(self) -> bool:
        return bool(self._windows)

    def text(self, text: str) -> str:
        """A text with dots for each character of a secret; blanks stay, and so does the length."""
        if not self._windows:
            return text
        shown, end = [], 0
        for span in self._places(text):
            shown += [text[end : span.start], _WORD.sub(_dots, span.of(text))]
            end = span.end
        return "".join((*shown, text[end:]))

    def value(self, value: T) -> T:
        """A value with all texts in it masked: a tuple, a named tuple, or what stands in one."""
        masked: T = self._masked(value) if self._windows else value
        return masked

    def _masked(self, value: Any) -> Any:
        # A kind is a text, too, of ours.
        if type(value) is str:
            return self.text(value)
        if not isinstance(value, tuple):
            return value
        make = getattr(value, "_make", tuple)
        names = getattr(value, "_fields", ("",) * len(value))
        fields = zip(names, value, strict=True)
        return make(one if name == _UNSHOWN else self._masked(one) for name, one in fields)

    def _places(self, text: str) -> Iterator[Span]:
        """The longest stretches of which each window is hidden."""
        found: Span | None = None
        for start in range(len(text) - _WINDOW + 1):
            if text[start : start + _WINDOW] not in self._windows:
                continue
            if found and start <= found.end:
                found = Span(found.start, start + _WINDOW)
            else:
                if found:
                    yield found
                found = Span(start, start + _WINDOW)
        if found:
            yield found


def mask_of(texts: Iterable[str | bytes], leaks: Iterable[str] = ()) -> Mask:
    """The mask of some texts.

    Args:
        texts: What something is told of, as wholes: a passage may not say that it is a secret.
        leaks: Secrets in them that another program has found.
    """
    found = [hidden for text in texts for hidden in _hidden(_decoded(text))]
    if leaks := tuple(leaks):
        from agentreg.formats.secrets import hidden_in

        found += [hidden_in(Span(0, len(leak))).of(leak) for leak in leaks]
    return Mask(found)


def _decoded(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "surrogateescape")


def _hidden(text: str) -> list[str]:
    if not likely_formats(text):
        return []
    from agentreg.formats.secrets import find_secrets

    return [secret.hidden.of(text) for secret in find_secrets(text)]


def _forms(hidden: str) -> tuple[str, str]:
    """What is hidden as it stands, and as it is quoted on one line."""
    return hidden, " ".join(hidden.split())


def _windows(text: str) -> Iterator[str]:
    last = max(len(text) - _WINDOW, 0)
    return (text[start : start + _WINDOW] for start in range(last + 1) if text)


def _dots(word: re.Match[str]) -> str:
    """Dots for a word; the end of a long one tells whether two that look alike are the same."""
    text = word[0]
    if len(text) < _LEAST_MARKED:
        return _DOT * len(text)
    from hashlib import sha256

    digest = sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:_MARK]
    return f"{_DOT * (len(text) - _MARK - 2)}({digest})"
