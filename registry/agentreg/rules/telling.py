"""What the index keeps of two texts: their difference in one line, and the version bump that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.index.store import Told
    from agentreg.index.telling import Edit

TELLING_VERSION = 22
"""Raised whenever the same two texts are told otherwise: by the comparers, the rules or the summary."""


def algorithm() -> str:
    """The name of this way of telling; what another one said is not to be kept."""
    from agentreg import __version__

    return f"{__version__}/{TELLING_VERSION}"


def tell(edit: Edit) -> Told:
    """Compare and judge two texts of one agent; another path means that its file was moved.

    Returns:
        The facts in one line, the greatest bump of all findings, and the most serious one that asks for it;
        with secrets masked.
    """
    from agentreg.diff.compare import compare
    from agentreg.diff.files import file_changes
    from agentreg.diff.summary import summarize
    from agentreg.formats.masking import mask_of
    from agentreg.formats.read import read_definition
    from agentreg.index.store import Told
    from agentreg.rules.finding import Bump, greatest_bump
    from agentreg.rules.judge import judge
    from agentreg.rules.quoted import quoted

    one = read_definition(edit.before, edit.pair.before_path)
    other = read_definition(edit.after, edit.pair.path)
    changes = compare(one, other)
    findings = judge(one, other, (*file_changes(one, other), *changes))
    bump = greatest_bump(findings)
    asking = () if bump is Bump.NONE else (finding for finding in findings if finding.bump is bump)
    mask = mask_of((edit.before, edit.after, quoted(changes, findings)))
    reason = next((finding.message for finding in asking), "")
    return Told(mask.text(summarize(changes)), bump, mask.text(reason))
