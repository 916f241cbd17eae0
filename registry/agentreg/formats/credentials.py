"""Files in which keys and passwords are kept, and where a prompt has or lets somebody read them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from agentreg.formats.cautions import MOST_LOOKED_AT, is_shunned
from agentreg.formats.dangers import Danger
from agentreg.formats.linear import LinearPattern
from agentreg.formats.patterns import pattern
from agentreg.formats.sending import SEND
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
_COMMAND = pattern(rf"(?i)(?:{_BY_COMMAND})")
# "Read the contents of `~/.ssh/id_rsa`": only words that lead from the verb to the file stand between.
_BY_WORD = (
    r"\b(?:read|open|print|show|display|dump|output|include|copy|collect|extract|harvest|upload|send|post"
    r"|exfiltrate|transmit|attach|look|grab|get|fetch|retrieve|take|steal|parse|inspect|check|consult|examine)"
)
_BETWEEN = (
    r"(?:\s+(?:out|all|any|each|every|an?|the|its|their|user'?s?|your|me|us|contents?|values?|secrets?|keys?"
    r"|files?|private|ssh|aws|tokens?|passwords?|credentials?|profiles?"
    r"|of|from|in|inside|into|through|at|to|and))*\s+[`\"']?"
)
# "Send the diff, the log and the contents of `.env`": one of several objects, in a row or in a list.
# A row may be wrapped, and ends where the next item or step begins.
_ROW_WORD = r"(?:[ \t]+\S*[^\s.!?;:]|\n[ \t]*[^\s\d>#|*+-](?:\S*[^\s.!?;:])?)"
_IN_ROW = rf"{_ROW_WORD}{{0,12}}?(?:,|\s+(?:and|or|plus|&|with|as well as))"
_IN_LIST = r"\b[^\n]*:[ \t]*\n(?:\s*(?:[-*+]|\d+[.)])[ \t][^\n]*\n)*?\s*(?:[-*+]|\d+[.)])"
# "Send https://in.acme.dev the contents of `.env`": who gets it stands first.
_TO_WHOM = r"\s+\S*(?:://|@)\S+"
_AMONG = rf"\b{SEND}(?:{_IN_ROW}|{_IN_LIST}|{_TO_WHOM}){_BETWEEN}"
_FORMS = {
    kept.what: LinearPattern(
        rf"(?i)(?:{_BY_COMMAND}|{_BY_WORD}{_BETWEEN})({kept.names})|{_AMONG}({kept.names})"
    )
    for kept in _KEPT
}
# "Send the diff, and the `.env` is left alone": of that something else is said.
_SAYS = pattern(
    r"(?i)[`\"'*_)]*(?:\s+files?)?,?\s+(?:(?:is|are|was|has|have|must|should|may|can|will|needs?|stays?|remains?)\b"
    r"|(?:excluded|left out|aside|excepted)\b)"
)
# Where nobody is told to read it, and somebody is told that it may be read.
_MAY = (
    r"(?:\b(?:you|agents?|it|they) (?:may|can|could|should|must)(?: also| now| freely| always)?"
    r"|\bfeel free to|\b(?:allowed|permitted|free|ok(?:ay)?|fine|safe|authori[sz]ed|welcome) to|\bhave)"
)
_LOOK = r"(?:access|view|browse|scan|search|quote|reveal|share|reference|load)"
_READING = (
    r"(?:reading|opening|accessing|viewing|printing|showing|displaying|copying|sending|uploading|sharing"
    r"|inspecting|using|loading|quoting)"
)
_SEEN = (
    r"(?:read|opened|accessed|viewed|inspected|shown|printed|displayed|sent|uploaded|shared|quoted|dumped)"
)
_SHALL = r"(?:may|can|must|should|(?:is|are|has|have|needs?) to)"
_NOUN = r"[`\"']?(?:\s+files?)?"
_IS = rf"{_NOUN}\s+(?:is|are)(?:\s+(?:now|also|always|perfectly|totally|entirely|explicitly|still))?\s+"
_FINE = (
    r"(?:fine|ok(?:ay)?|allowed|permitted|acceptable|safe|granted|authori[sz]ed|encouraged|expected|welcome"
    r"|no problem|fair game)"
)
_TO_READ = r"(?:fine|ok(?:ay)?|safe|free|allowed|permitted)\s+to\s+(?:read|open|view|access)"
_BEGIN = r"\b(?:by|try|consider|start|begin|recommend|suggest|allows?|permits?)"
_LIST = (
    r"\b(?:allowed|permitted|readable|(?:may|can|free to)\s+(?:read|open|view|access))"
    r"(?:\s+(?:files?|paths?|places|folders|to read|reads?)){0,2}[*_]{0,2}:"
)
_PERMITTED = {
    kept.what: LinearPattern(
        rf"(?i){_MAY}\s+{_LOOK}{_BETWEEN}({kept.names})"
        rf"|\b(?:{_READING}|access){_BETWEEN}({kept.names})(?:[`\"']?\s+to\s+\S+)?{_IS}{_FINE}\b"
        rf"|{_BEGIN}\s+{_READING}{_BETWEEN}({kept.names})"
        rf"|({kept.names}){_NOUN}\s+{_SHALL}(?:\s+(?:now|also|always|freely|safely))?\s+be\s+{_SEEN}\b"
        rf"|({kept.names}){_IS}(?:fair game|{_TO_READ})\b"
        rf"|{_LIST}[^\n.]{{0,40}}?[\s`\"']({kept.names})"
    )
    for kept in _KEPT
}


def credential_reads(text: str, body: Span) -> Iterator[Danger]:
    """Where files are read, or may be read, in which keys and passwords are kept.

    Args:
        text: The whole file.
        body: Where its prompt stands.
    """
    for kept in _KEPT:
        if any(hint in text for hint in kept.hints):
            told: set[Span] = set()
            for whole, name in _passages(text, body, kept):
                if name not in told and _is_file(text, name) and not is_shunned(text, whole):
                    told.add(name)
                    yield Danger(kept.what, whole)


def is_command(text: str, read: Danger) -> bool:
    """Whether it is a program that reads, as `credential_reads` found it, and no prose."""
    return _COMMAND.match(text, read.span.start) is not None


def _passages(text: str, body: Span, kept: _Kept) -> Iterator[tuple[Span, Span]]:
    """What may be about reading a file, with its name; what permits it counts from the name on, too."""
    for whole, name, among in islice(_FORMS[kept.what].groups(text, body), MOST_LOOKED_AT):
        if whole and name:
            yield whole, name
        elif whole and among and not _SAYS.match(text, among.end):
            yield whole, among
    for whole, *names in islice(_PERMITTED[kept.what].groups(text, body), MOST_LOOKED_AT):
        for name in filter(None, names):
            if whole and not is_shunned(text, name):
                yield whole, name


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
