"""An address that the prompt did not name: how much that matters depends on where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.formats.addresses import host_of, leads_nowhere
from agentreg.formats.cautions import is_shunned
from agentreg.formats.uploads import is_sent_to
from agentreg.model.document import Document, Span
from agentreg.rules.addresses import leads_elsewhere, takes_data
from agentreg.rules.case import Case, Hit, distinct, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each distinct change: high for an address that takes data, low for a new host, else a note.

    A new host to which something is sent is medium.
    An address that took the place of another counts when it leads elsewhere.
    """
    known = case.before.document.text.lower() if case.before else ""
    for change in distinct(changes):
        if change.kind is Kind.REFERENCE_CHANGED and not leads_elsewhere(change):
            continue
        urls = change.after.split("\n")
        severity = Severity.NOTE
        if any(map(takes_data, urls)) and not _is_warned_of(case, urls):
            severity = Severity.HIGH
        elif new := [url for url in urls if not leads_nowhere(url) and host_of(url) not in known]:
            severity = Severity.MEDIUM if _is_upload(case, change, new) else Severity.LOW
        yield plain_hit(change)._replace(severity=severity)


def _is_warned_of(case: Case, urls: list[str]) -> bool:
    """Whether every place that names one of some addresses which take data forbids it, or warns of it.

    A change tells the first place alone; the address may stand at others, where it is used.
    """
    if case.after is None:
        return False
    document = case.after.document
    found = [span for url in urls if takes_data(url) for span in _everywhere(document, url)]
    return bool(found) and all(is_shunned(document.text, span) for span in found)


def _everywhere(document: Document, url: str) -> Iterator[Span]:
    start = document.text.find(url, *document.body)
    while start >= 0:
        yield Span(start, start + len(url))
        start = document.text.find(url, start + len(url), document.body.end)


def _is_upload(case: Case, change: Change, urls: list[str]) -> bool:
    """Whether something is sent to one of some addresses of a change."""
    if case.after is None or change.after_span is None:
        return False
    document = case.after.document
    starts = ((url, document.text.find(url, *change.after_span)) for url in urls)
    places = (Span(start, start + len(url)) for url, start in starts if start >= 0)
    return any(is_sent_to(document.text, document.body, place) for place in places)
