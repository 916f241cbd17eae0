"""Approvals: what a reviewer decided about single findings, in a file that is committed.

Each holds for one text of one agent in one place: whoever changes that text later has to ask again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from agentreg.config.table import Table, top_table
from agentreg.formats.unseen import UNSEEN
from agentreg.records import NamedTuple
from agentreg.rules.finding import FINGERPRINT_DIGITS, Finding, is_hexadecimal

if TYPE_CHECKING:
    from datetime import date

_HEADER = "# Written by `agentreg approve`; commit it. Who may change this file decides what may pass.\n"
_FORMAT = 1
_DIGITS = {"fingerprint": FINGERPRINT_DIGITS, "content": 64}


class Approval(NamedTuple):
    """A decision about one finding.

    Attributes:
        agent: The agent's name, for people.
        path: The agent's path in the repository now, or before for one that is gone.
        rule: The rule that found it.
        subject: What it is about, for people.
        fingerprint: The finding.
        content: The hash of the agent's text for which this holds.
        reason: Why it is accepted.
        by: Who decided; empty where nobody said.
        date: When, as whoever decided said; None where nobody did.
        place: Where it is written: `agentreg.approvals:12`; empty for one that is not yet.
    """

    agent: str
    path: str
    rule: str
    subject: str
    fingerprint: str
    content: str
    reason: str
    by: str = ""
    date: date | None = None
    place: str = ""


class Approvals(NamedTuple):
    """All decisions.

    Attributes:
        place: The file, for people; empty for none.
        by_finding: The decisions about each finding, by fingerprint.
    """

    place: str = ""
    by_finding: Mapping[str, tuple[Approval, ...]] = MappingProxyType({})

    @property
    def entries(self) -> tuple[Approval, ...]:
        """All decisions."""
        return tuple(one for ones in self.by_finding.values() for one in ones)

    def about(self, finding: Finding) -> tuple[Approval, ...]:
        """The decisions about a finding, for whatever text and path; what names another rule is none."""
        found = self.by_finding.get(finding.fingerprint, ()) if self.by_finding else ()
        return tuple(one for one in found if one.rule == finding.rule)


def content_hash(text: str) -> str:
    """The hash of an agent's text, line ends taken as LF; an agent that is gone has an empty one."""
    return sha256(text.replace("\r\n", "\n").encode("utf-8", "surrogateescape")).hexdigest()


def approvals_of(entries: Iterable[Approval], place: str = "") -> Approvals:
    """Decisions as one value."""
    found: dict[str, list[Approval]] = defaultdict(list)
    for entry in entries:
        found[entry.fingerprint].append(entry)
    return Approvals(place, {fingerprint: tuple(ones) for fingerprint, ones in found.items()})


def parse_approvals(text: str, place: str) -> Approvals:
    """Read the file.

    Args:
        text: Its text; empty for none.
        place: Its path, for messages.

    Raises:
        ConfigError: It says something that cannot be followed, or a newer program wrote it.
    """
    top = top_table(text, place)
    top.allow("format", "approval")
    if text.strip() and top.content.get("format") != _FORMAT:
        top.fail("format", f"its format is {top.content.get('format')!r}, not {_FORMAT}")
    return approvals_of(map(_approval, top.tables_of("approval")), place)


def _approval(table: Table) -> Approval:
    table.allow("agent", "path", "rule", "subject", "fingerprint", "content", "reason", "by", "date")
    for key, digits in _DIGITS.items():
        if not is_hexadecimal(table.text_of(key), digits):
            table.fail(key, f"{key!r} is no hexadecimal number of its length", "`agentreg approve` writes it")
    return Approval(
        agent=table.text_of("agent"),
        path=table.text_of("path"),
        rule=table.text_of("rule"),
        subject=table.text_of("subject", ""),
        fingerprint=table.text_of("fingerprint"),
        content=table.text_of("content"),
        reason=" ".join(table.text_of("reason").split()),
        by=" ".join(table.text_of("by", "").split()),
        date=table.date_of("date"),
        place=table.place(),
    )


def extend_approvals(approvals: Approvals, decided: Iterable[Approval]) -> Approvals:
    """Add decisions; one about a finding takes the place of what was decided there for other texts."""
    new = list(decided)
    anew = {(entry.fingerprint, entry.path) for entry in new}
    kept = (one for one in approvals.entries if (one.fingerprint, one.path) not in anew)
    return approvals_of((*kept, *new), approvals.place)


def render_approvals(approvals: Approvals) -> str:
    """The file's text, a block for each decision: the same decisions always give the same bytes."""
    entries = sorted(
        (one._replace(place="") for one in approvals.entries),
        key=lambda one: (one[:-2], str(one.date)),
    )
    blocks = ["\n[[approval]]\n" + "".join(_lines(entry)) for entry in entries]
    return f"{_HEADER}format = {_FORMAT}\n{''.join(blocks)}"


def _lines(entry: Approval) -> Iterator[str]:
    for key in ("agent", "path", "rule", "subject", "fingerprint", "content", "reason", "by"):
        value = getattr(entry, key)
        if value or key not in ("subject", "by"):
            yield f"{key} = {_quoted(value)}\n"
    if entry.date:
        yield f"date = {entry.date.isoformat()}\n"


def _quoted(text: str) -> str:
    """A TOML string on one line, in which nothing hides."""
    return f'"{"".join(char if _is_seen(char) else _escaped(char) for char in text)}"'


def _is_seen(char: str) -> bool:
    return char.isprintable() and char not in UNSEEN and char not in '"\\'


def _escaped(char: str) -> str:
    # A lone surrogate is how undecodable bytes are held; no TOML can hold it.
    return "\ufffd" if "\ud800" <= char <= "\udfff" else f"\\U{ord(char):08x}"
