"""What a merge lets an agent do beyond what the project's own file does, by the rules of a review."""

from __future__ import annotations

from agentreg.diff.compare import compare
from agentreg.diff.kinds import Area
from agentreg.formats.read import read_definition
from agentreg.merge.values import Merged
from agentreg.rules.finding import Direction, Finding
from agentreg.rules.judge import judge
from agentreg.rules.table import RULES

_AREAS = {rule.id: rule.area for rule in RULES}


def widenings(ours: bytes, merged: bytes, path: str) -> tuple[Finding, ...]:
    """The findings for which a person must say yes, the most serious first.

    Beside what plainly widens, these are all changes of what limits a tool, of permission modes, hooks,
    servers and start-up settings that do not plainly narrow: another hook may be any command.

    Args:
        ours: The project's text.
        merged: The merged text.
        path: Where both stand; it tells which host reads them.
    """
    before, after = read_definition(ours, path), read_definition(merged, path)
    findings = judge(before, after, compare(before, after))
    return tuple(finding for finding in findings if _needs_a_yes(finding))


def with_theirs(merged: Merged) -> bytes:
    """What a merge lets an agent do at most: its text, with the side of the base in every conflict."""
    if merged.clean:
        return merged.text
    text = merged.text.decode("utf-8", "surrogateescape")
    for conflict in reversed(merged.conflicts):
        text = f"{text[: conflict.span.start]}{conflict.theirs}{text[conflict.span.end :]}"
    return text.encode("utf-8", "surrogateescape")


def _needs_a_yes(finding: Finding) -> bool:
    area = _AREAS[finding.rule]
    match finding.direction:
        case Direction.WIDENS:
            # A constraint is prose, which no host enforces: that it went away is for the review to tell.
            return area is not Area.CONSTRAINTS
        case Direction.NEUTRAL:
            return area in (Area.TOOLS, Area.PERMISSIONS)
        case Direction.NARROWS:
            return False
