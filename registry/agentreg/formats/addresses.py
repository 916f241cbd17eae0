"""Where an address leads, as far as its text tells."""

from __future__ import annotations

from agentreg.formats.patterns import pattern

_NOWHERE = pattern(
    r"(?:(?:.*\.)?(?:example|test|invalid|localhost|example\.(?:com|org|net))"
    r"|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?::(?:\d+|[${].*))?|"
)


def host_of(url: str) -> str:
    """The host that an address leads to, in lower case, with its port and without a user's name."""
    rest = url.partition("://")[2]
    for end in "/?#":
        rest = rest.partition(end)[0]
    return rest.rpartition("@")[2].lower()


def leads_nowhere(url: str) -> bool:
    """Whether an address is that of an example, or of the machine itself."""
    return _NOWHERE.fullmatch(host_of(url)) is not None
