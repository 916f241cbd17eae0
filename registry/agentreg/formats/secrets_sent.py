"""Where all keys, or the environment, are sent out: in prose, or by a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.cautions import unshunned
from agentreg.formats.dangers import Danger
from agentreg.formats.patterns import pattern
from agentreg.formats.sending import ACT
from agentreg.model.document import Span

# One key tells a service who asks; whoever sends all of them, or those that were found, gives them away.
_ALL = (
    r"(?i:\b(?:all|any|every|collected|gathered|found|stored|discovered|extracted|harvested|users?['\u2019]s?|their)"
    r"(?: (?:of|the|our|its|these|those|private|ssh|api|access|cloud|secret)){0,4}"
    r" (?:tokens?|secrets?|credentials|passwords?|keys)\b"
    r"|\b(?:environment variables|env(?:ironment)? vars)\b)"
)
_WITHIN = r"[^.;!?\n]{0,120}?"
_LOCAL = r"(?:localhost|127\.|0\.0\.0\.0|\[::1\])"
_OUT = (
    r"(?i:\b(?:to|at|into|via|through)\s+[`\"'<(]{0,2}"
    rf"(?:https?://(?!{_LOCAL})[^\s`\"'>)]+|[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]+)+))"
)
_PIPES = (
    r"(?<![\w./-])(?:env|printenv|set)\s*\|\s*(?:\w+[^|`\n]{0,40}\|\s*)?(?:curl|nc|ncat|netcat|wget|mail)\s[^\n`]{0,200}"
    r"|\bcurl\s[^\n`|]{0,200}?\$\((?:env|printenv)(?:\s[^)\n]*)?\)"
)
_SENT = pattern(rf"(?:{ACT}|\b(?:POST|PUT)\b){_WITHIN}{_ALL}{_WITHIN}{_OUT}|{_PIPES}")
_HINTS = ("oken", "ecret", "redential", "assword", "keys", "nvironment", "env")


def secrets_sent(text: str, body: Span) -> Iterator[Danger]:
    """Where all keys and passwords, or the variables of the environment, go to an address outside.

    Args:
        text: The whole file.
        body: Where its prompt stands.
    """
    if ("://" in text or "@" in text or "|" in text) and any(hint in text for hint in _HINTS):
        yield from (Danger("keys or the environment", span) for span in unshunned(text, body, _SENT))
