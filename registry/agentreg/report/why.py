"""What explains a variant, as labelled lines and as plain data."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.report.columns import safe
from agentreg.report.drift import drift_word, revision_data, standing_data
from agentreg.report.labels import Label, Line
from agentreg.report.variant_types import AccountData
from agentreg.sync.why import Account
from agentreg.variants.lock import LockEntry
from agentreg.variants.standing import Base

_SHORT = 10


def account_lines(account: Account) -> Iterator[Line]:
    """What a variant follows, its three revisions, what holds it back, what was edited here."""
    standing = account.standing
    declared, locked = standing.variant
    yield (safe(declared.path, Label.PATH), safe(f"  {drift_word(standing)}"))
    renamed = f", called {standing.renamed} now" if standing.renamed else ""
    yield from _block("follows", [f"{declared.base} {declared.version}{renamed}"])
    for word, revision in (("locked", locked), ("allowed", standing.newest), ("latest", account.latest)):
        yield from _block(word, [_revision(revision)], Label.VERSION)
    yield from _block("held by", [f"{hold.brake}: {hold.message}" for hold in account.holds])
    if standing.file is not None and standing.base is not None:
        yield from _block("edits", account.edits or ["none"])
    if standing.trouble:
        yield from _block("trouble", [standing.trouble], Label.HIGH)


def account_data(account: Account) -> AccountData:
    """The same for JSON: what `status` tells, and more."""
    latest = account.latest
    return {
        **standing_data(account.standing),
        "owned": list(account.standing.variant.declared.owned),
        "latest": revision_data(latest) if latest else None,
        "holds": [{"by": hold.brake.value, "message": hold.message} for hold in account.holds],
        "edits": list(account.edits),
    }


def _revision(revision: Base | LockEntry | None) -> str:
    if revision is None:
        return "-"
    commit = revision.commit[:_SHORT]
    return f"{revision.version} ({commit})" if revision.version else commit


def _block(word: str, lines: list[str] | tuple[str, ...], label: Label = Label.PLAIN) -> Iterator[Line]:
    for place, line in enumerate(lines):
        yield (safe(f"  {'' if place else word:<9}", Label.FAINT), safe(line, label))
