"""Files in which keys and passwords are kept, and where a prompt has somebody read them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from agentreg.formats.cautions import MOST_LOOKED_AT, is_shunned
from agentreg.formats.dangers import Danger
from agentreg.formats.linear import LinearPattern
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


_FOLDERS = r"(?:[\w~$%.{}-]*[/\\])*"
_KEPT = (
    _Kept(
        "SSH keys", (".ssh", "id_"),
        rf"{_FOLDERS}(?:\.ssh(?:/(?:id_\w+|\*|config|[\w-]+\.pem))?|id_(?:rsa|ed25519|ecdsa|dsa))",
    ),
    _Kept(
        "cloud credentials", (".aws/", ".azure/", "application_default"),
        rf"{_FOLDERS}(?:\.aws/(?:credentials|config)|\.azure/\w+(?:\.json)?|application_default_credentials\.json)",
    ),
    _Kept(
        "the passwords for other machines", (".netrc", ".git-credentials", ".pgpass", ".npmrc", ".pypirc"),
        rf"{_FOLDERS}\.(?:netrc|git-credentials|pgpass|npmrc|pypirc)",
    ),
    _Kept(
        "access to clusters, registries and forges", (".kube/", ".docker/", "gh/hosts.yml"),
        rf"{_FOLDERS}(?:\.kube/config|\.docker/config\.json|gh/hosts\.yml)",
    ),
    _Kept("the machine's passwords", ("/etc/shadow",), r"/etc/shadow"),
    _Kept(
        "an environment file", (".env",),
        r"(?:\./)?\.env(?:\.(?:local|production|prod|staging|development))?",
    ),
)  # fmt: skip
_BY_COMMAND = (
    r"\b(?:cat|less|head|tail|more|bat|grep|source|scp|rsync|cp|base64|xxd|strings|type|get-content|openssl)"
    r"[ \t]+(?:-\S+[ \t]+(?:\d+[ \t]+)?|[A-Z_]+[ \t]+)*[\"']?"
    r"|\b(?:tar|zip)[ \t][^\n]*?[ \t]|\b(?:curl|wget)[ \t][^\n]*?@"
    # `nc host 4444 < FILE`, `$(<FILE)`: whatever is on the left, it reads the file.
    r"|[^\s<>`|;&]+[ \t]*<[ \t]*[\"']?"
    r"|\bopen\(\s*[rfb]?[\"']|\breadFile(?:Sync)?\(\s*[\"']"
)
# "Read the contents of `~/.ssh/id_rsa`": only words that lead from the verb to the file stand between.
_BY_WORD = (
    r"\b(?:read|open|print|show|display|dump|output|include|copy|collect|extract|harvest|upload|send|post"
    r"|exfiltrate|transmit|attach|look|grab|get|fetch|retrieve|take|steal|parse|inspect|check)"
    r"(?:\s+(?:out|all|any|each|every|an?|the|its|their|user'?s?|your|me|us|contents?|values?|secrets?|keys?"
    r"|files?|private|ssh|aws|tokens?|passwords?|credentials?|profiles?"
    r"|of|from|in|inside|into|through|at|to|and))*\s+[`\"']?"
)
_FORMS = {kept.what: LinearPattern(rf"(?i)(?:{_BY_COMMAND}|{_BY_WORD})({kept.names})") for kept in _KEPT}


def credential_reads(text: str, body: Span) -> Iterator[Danger]:
    """Where files are read in which keys and passwords are kept.

    Args:
        text: The whole file.
        body: Where its prompt stands.
    """
    for kept in _KEPT:
        if any(hint in text for hint in kept.hints):
            for whole, name in islice(_FORMS[kept.what].groups(text, body), MOST_LOOKED_AT):
                if whole and name and _is_file(text, name) and not is_shunned(text, whole):
                    yield Danger(kept.what, whole)


def _is_file(text: str, name: Span) -> bool:
    """Whether a name is that of the file, and no placeholder such as `<.env>`."""
    marks = text[name.start - 1 : name.start] + text[name.end : name.end + 1]
    return marks != "<>" and _is_whole(text, name.end)


def _is_whole(text: str, end: int) -> bool:
    """Whether a name ends there: `.env.example` and `id_rsa.pub` are other files."""
    after = text[end : end + 2]
    if after[:1].isalnum() or after[:1] in ("_", "-", "*"):
        return False
    return not (after[:1] in (".", "/") and after[1:].isalnum())
