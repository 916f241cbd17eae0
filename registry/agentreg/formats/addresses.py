"""Where an address leads, as far as its text tells."""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

# Names kept for examples (RFC 2606), and those of the machine itself.
_NOWHERE = pattern(
    r"(?:(?:.*\.)?(?:example|test|invalid|localhost|example\.(?:com|org|net))"
    r"|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?::(?:\d+|[${].*))?|"
)

_AUTHORITY = pattern(r"://[^\s/?#\"'`<>\\]{1,1000}")


def host_behind(line: str, cut: int) -> Span | None:
    """Where the host stands of an address that a cut goes through before it tells where it leads.

    Args:
        line: A text.
        cut: Where it is to be cut.

    Returns:
        Its place, with the `@` before it; None where no host is lost.
    """
    for found in _AUTHORITY.finditer(line):
        if found.start() < cut < found.end():
            name = line.rfind("@", *found.span())
            return Span(name if name >= 0 else found.start() + len("://"), found.end())
    return None


def host_of(url: str) -> str:
    """The host that an address leads to, in lower case, with its port and without a user's name."""
    rest = url.partition("://")[2]
    for end in "/?#":
        rest = rest.partition(end)[0]
    return rest.rpartition("@")[2].lower()


def leads_nowhere(url: str) -> bool:
    """Whether an address is that of an example, or of the machine itself."""
    return _NOWHERE.fullmatch(host_of(url)) is not None
