"""Where an address leads, as far as a rule can tell from its text."""

from __future__ import annotations

import re

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.formats.addresses import host_of, leads_nowhere
from agentreg.formats.patterns import pattern

# Services that take in what is sent to them, open a way into a machine, or show what anybody pasted.
_DROPS = pattern(
    r"(?:^|\.)(?:webhook\.site|requestbin\.(?:com|net)|pipedream\.net|requestcatcher\.com|hookbin\.com"
    r"|beeceptor\.com|interact\.sh|burpcollaborator\.net|oast\.(?:fun|live|me|online|pro|site)"
    r"|ngrok\.(?:io|app|dev)|ngrok-free\.(?:app|dev)|trycloudflare\.com|loca\.lt|localtunnel\.me|serveo\.net"
    r"|localhost\.run|pastebin\.com|paste\.ee|hastebin\.com|dpaste\.(?:com|org)|rentry\.(?:co|org)"
    r"|transfer\.sh|file\.io|0x0\.st|termbin\.com|hooks\.slack\.com|api\.telegram\.org)$"
)
_METADATA = frozenset(("169.254.169.254", "metadata.google.internal"))
_FILLED_IN = pattern(r"\$\{|\{\{|\$\(|\$[A-Za-z_]|\{[A-Za-z_]")
# Such a blank as a whole, as far as the address is told.
_BLANK = pattern(r"\$?\{{1,2}[^{}]*(?:\}{1,2}|\Z)|\$\([^()]*(?:\)|\Z)|\$\w+")
# What tells a page which text to show, and nothing of whoever asks: `?v={{version}}`.
_EDITION = pattern(
    r"\$?\{{1,2}\s*(?:\w+[._-])?(?:ver(?:sion)?|lang(?:uage)?|locale|release|edition|platform)\s*\}{1,2}",
    re.IGNORECASE,
)
# Who takes in a question here shows it to nobody but who asks.
_FORGES = pattern(r"(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|codeberg\.org)$")
# A webhook that documentation has the reader put in: its path alone says whose it is.
_YOUR_HOOK = pattern(
    r"(?:hooks\.slack\.com|discord(?:app)?\.com/api/webhooks|api\.telegram\.org)/"
    r"(?:[a-z]+/|bot)?(?:your[-_/]|x{3}|\.\.\.|<)",
    re.IGNORECASE,
)


def takes_data(url: str) -> bool:
    """Whether an address is made to carry something away: a service for that, or a blank to be filled in.

    A blank counts in the name of a host that is somebody's, and behind the question mark; in a path it is
    what documentation writes everywhere, and one for a version or a language tells nothing. Where the whole
    host is one, who fills it in says where it leads.
    """
    host = host_of(url)
    name = host.partition(":")[0]
    if leads_nowhere(url):
        return False
    if _DROPS.search(name) or "discord.com/api/webhooks" in url.lower():
        return not _YOUR_HOOK.match(url.partition("://")[2])
    if name in _METADATA:
        return True
    if _FORGES.search(name) or not _is_somebodys(host):
        return False
    return any(_FILLED_IN.search(_EDITION.sub("", part)) for part in (host, url.partition("?")[2]))


def _is_somebodys(host: str) -> bool:
    """Whether a host has a domain of its own, and not only what is to be filled in."""
    if not _FILLED_IN.search(host):
        return True
    return "." in _BLANK.sub("", host).partition(":")[0].lstrip(".")


def leads_elsewhere(change: Change) -> bool:
    """Whether addresses took the place of such at other hosts, or of such that take no data."""
    if change.kind is not Kind.REFERENCE_CHANGED or "://" not in change.after:
        return False
    old, new = change.before.split("\n"), change.after.split("\n")
    if {*map(host_of, new)} - {*map(host_of, old)}:
        return True
    return any(map(takes_data, new)) and not any(map(takes_data, old))
