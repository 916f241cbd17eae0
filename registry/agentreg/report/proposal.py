"""What a variant would bring to its base, as labelled lines and as plain data."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.report.columns import safe
from agentreg.report.drift import revision_data
from agentreg.report.labels import Label, Line
from agentreg.report.plan import warnings_data, widenings_data
from agentreg.report.variant_types import ProposalData
from agentreg.sync.propose import Proposal
from agentreg.variants.standing import base_name


def proposal_lines(proposal: Proposal) -> Iterator[Line]:
    """The base, what it would get, what nobody but a person can decide, and what to look at."""
    declared, base = proposal.variant.declared, proposal.base
    yield (
        safe(declared.path, Label.PATH),
        safe(f" -> {declared.base} "),
        safe(base_name(base), Label.VERSION),
    )
    if proposal.merged.clean:
        yield _line("brings    ", proposal.news)
    for conflict in proposal.merged.conflicts:
        yield _line("conflict  ", f"{conflict.subject}: {conflict.reason}", Label.HIGH)
    for finding in proposal.widenings:
        yield _line("widens    ", finding.message, Label.HIGH)
    if proposal.merged.warnings:
        # A person at home in the project takes its own file for ours.
        yield _line("sides     ", "ours is the base here, theirs the variant", Label.FAINT)
    for caution in proposal.merged.warnings:
        yield _line("warning   ", caution.sentence, Label.MEDIUM)


def proposal_data(proposal: Proposal) -> ProposalData:
    """The same for JSON, with nothing written."""
    declared, base, merged = proposal.variant.declared, proposal.base, proposal.merged
    return {
        "path": declared.path,
        "base": declared.base,
        "revision": {**revision_data(base), "path": base.path},
        "brings": proposal.news,
        "conflicts": [{"subject": one.subject, "reason": one.reason} for one in merged.conflicts],
        "widenings": widenings_data(proposal.widenings),
        "warnings": warnings_data(merged.warnings),
        "branch": "",
        "commit": "",
        "patch": "",
        "written": "",
    }


def _line(word: str, text: str, label: Label = Label.FAINT) -> Line:
    return (safe(f"  {word}", label), safe(text))
