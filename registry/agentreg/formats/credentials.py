"""Files in which keys and passwords are kept, and where a prompt has somebody read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.dangers import Danger, dangers
from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.records import NamedTuple


class _Kept(NamedTuple):
    """A kind of such files.

    Attributes:
        what: What they hold.
        hints: One of these stands in every text that names one.
        names: How they are written.
    """

    what: str
    hints: tuple[str, ...]
    names: str


_HOME = r"(?:~|\$\{?HOME\}?|/home/[\w.-]{1,40}|/Users/[\w.-]{1,40}|/root|%USERPROFILE%)?[/\\]?"
_KEPT = (
    _Kept(
        "SSH keys", (".ssh", "id_"),
        rf"{_HOME}\.ssh(?:/(?:id_\w{{2,10}}|\*|config|[\w-]{{1,40}}\.pem))?(?![\w-])"
        r"|\bid_(?:rsa|ed25519|ecdsa|dsa)\b(?!\.pub)",
    ),
    _Kept(
        "cloud credentials", (".aws/", ".azure/", "application_default"),
        rf"{_HOME}\.aws/(?:credentials|config)\b|{_HOME}\.azure/\w{{1,40}}"
        r"|(?:\S{0,60}/)?application_default_credentials\.json",
    ),
    _Kept(
        "the passwords for other machines", (".netrc", ".git-credentials", ".pgpass", ".npmrc", ".pypirc"),
        rf"{_HOME}\.(?:netrc|git-credentials|pgpass|npmrc|pypirc)\b",
    ),
    _Kept(
        "access to clusters and registries", (".kube/", ".docker/"),
        rf"{_HOME}\.(?:kube/config|docker/config\.json)\b",
    ),
    _Kept("the machine's passwords", ("/etc/shadow",), r"/etc/shadow\b"),
    _Kept(
        "an environment file", (".env",),
        r"(?<![\w*/-])(?:\./)?\.env(?:\.(?:local|production|prod|staging|development))?(?![\w*./-]|\.\w)",
    ),
)  # fmt: skip
_BY_COMMAND = (
    r"(?:\b(?:cat|less|head|tail|more|bat|source|scp|rsync|cp|base64|xxd|strings|type|get-content|openssl)"
    r"\s+(?:-\S+\s+){0,4}|\b(?:tar|zip)\s[^\n]{0,60}?|\b(?:curl|wget)\s[^\n]{0,200}?@"
    r"|\bopen\(\s{0,2}[rfb]?[\"']|\breadFile(?:Sync)?\(\s{0,2}[\"'])[\"']?"
)
# "Read the contents of `~/.ssh/id_rsa`": only words that lead from the verb to the file stand between.
_BY_WORD = (
    r"\b(?:read|open|print|show|display|dump|output|include|copy|collect|extract|harvest|upload|send|post"
    r"|exfiltrate|transmit|attach)"
    r"(?:\s+(?:out|all|any|each|every|the|its|their|user'?s?|your|me|us|contents?|values?|secrets?|keys?|files?"
    r"|private|ssh|aws|of|from|in|inside|at|to|and)){0,8}\s+[`\"']?"
)
_FORMS = {
    kept.what: pattern(rf"(?:{_BY_COMMAND}|{_BY_WORD})(?:{kept.names})", re.IGNORECASE) for kept in _KEPT
}


def credential_reads(text: str, body: Span) -> Iterator[Danger]:
    """Where files are read in which keys and passwords are kept.

    Args:
        text: The whole file.
        body: Where its prompt stands.
    """
    for kept in _KEPT:
        if any(hint in text for hint in kept.hints):
            yield from dangers(_FORMS[kept.what], text, body, kept.what)
