"""A file to a definition: the header only, never the prompt's structure; for any bytes at all."""

from __future__ import annotations

from agentreg.formats.conflicts import GIT_SIZE, MARKER
from agentreg.formats.document import parse_document
from agentreg.formats.fences import unclosed_fence
from agentreg.formats.frontmatter import line_of, read_frontmatter
from agentreg.formats.hosts import HOSTS
from agentreg.formats.kinds import kind_of
from agentreg.formats.lost import lost_frontmatter
from agentreg.formats.readers import read_by_hosts, stem_of
from agentreg.formats.tools import read_policy
from agentreg.formats.undecoded import undecoded, zero_byte
from agentreg.model.definition import Definition
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.model.document import Document
from agentreg.model.fields import Frontmatter, Listing, Scalar

MAX_BYTES = 1024 * 1024
MAX_LINE = 256 * 1024


def read_definition(data: bytes, path: str = "") -> Definition:
    """Read one file.

    Args:
        data: The whole file, whatever it holds.
        path: POSIX path inside its source, which says what hosts make of it; empty for standard input.

    Returns:
        The definition. Trouble with the content is in its diagnostics; nothing is raised for it.
    """
    document = parse_document(data)
    if path.endswith(".toml"):
        from agentreg.formats.toml_fields import read_toml

        document, frontmatter, notes = read_toml(document)
    else:
        frontmatter, notes = read_frontmatter(document)
    hosts = read_by_hosts(document, frontmatter, path)
    return Definition(
        path=path,
        kind=kind_of(path, document, frontmatter),
        name=(frontmatter.text("name") or "").strip() or stem_of(path),
        description=frontmatter.text("description") or "",
        model=_model(frontmatter),
        hosts=hosts,
        tools=read_policy(frontmatter, HOSTS[hosts[0].host], document.text),
        document=document,
        frontmatter=frontmatter,
        diagnostics=(*_form(data, document), *notes),
    )


def _model(frontmatter: Frontmatter) -> str:
    match frontmatter.get("model"):
        case Scalar() as value:
            return "" if value.is_null else value.text
        case Listing(items=items):
            return ", ".join(item.text for item in items if isinstance(item, Scalar))
        case _:
            return ""


def _form(data: bytes, document: Document) -> list[Diagnostic]:
    """What is odd about a file as a file."""
    text = document.text
    notes: list[Diagnostic] = []
    if len(data) > MAX_BYTES:
        notes.append(Diagnostic(Trouble.TOO_LARGE, 0, f"the file is larger than {MAX_BYTES} bytes"))
    if not document.valid_utf8 and (undecodable := undecoded(text)):
        notes.append(undecodable)
    if zero := zero_byte(text):
        notes.append(zero)
    if len(text) > MAX_LINE and (line := _long_line(text)):
        notes.append(Diagnostic(Trouble.LONG_LINE, line, f"a line is longer than {MAX_LINE} characters"))
    if document.matter is None and (lost := lost_frontmatter(text)):
        notes.append(lost.note)
    body = document.body.start
    if line := _conflict(text, body):
        notes.append(
            Diagnostic(Trouble.CONFLICT_MARKERS, line, "the text holds the markers of an unresolved merge")
        )
    if line := _unclosed_fence(text, body):
        notes.append(Diagnostic(Trouble.UNCLOSED_FENCE, line, "a code fence is never closed"))
    return notes


def _long_line(text: str) -> int:
    start, line = 0, 1
    while (end := text.find("\n", start)) >= 0:
        if end - start > MAX_LINE:
            return line
        start, line = end + 1, line + 1
    return line if len(text) - start > MAX_LINE else 0


def _conflict(text: str, start: int) -> int:
    if "<" * GIT_SIZE not in text:
        return 0
    markers = MARKER.finditer(text, start)
    opened = next((one for one in markers if one[1] == "<"), None)
    closed = any(one[1] == ">" for one in markers)
    return line_of(text, opened.start()) if opened and closed else 0


def _unclosed_fence(text: str, start: int) -> int:
    """The line of a code fence that the body never closes; a scan by lines, not a Markdown parse."""
    if "```" not in text and "~~~" not in text:
        return 0
    opened = unclosed_fence(text[start:].split("\n"))
    return 0 if opened is None else line_of(text, start) + opened
