"""Which findings release notes must not pass off as progress: the agent may do more, or is held by less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from agentreg.diff.kinds import Area
from agentreg.review.sentences import told_finding, told_once
from agentreg.rules.finding import Bump, Direction, Finding, Severity
from agentreg.rules.table import RULES_BY_ID

RISKS = frozenset(
    {
        "credentials-are-read",
        "files-are-sent-out",
        "hook-is-run",
        "initial-prompt-is-submitted",
        "instruction-is-hidden",
        "instruction-is-overridden",
        "mcp-server-is-brought",
        "memory-is-kept",
        "remote-script-is-run",
        "safeguard-is-skipped",
        "text-is-encoded",
    }
)
"""Rules about a definition as it is whose medium findings are risks to whoever runs the agent."""

_UNTOLD = (Area.POLICY, Area.ROUTING)

MOST_SENTENCES = 2
"""Of more findings of one rule than this the others are counted."""


def is_risk(finding: Finding) -> bool:
    """Whether a finding says that the agent may do more or is held by less, and breaks nobody's work by it.

    Args:
        finding: Any finding.

    Returns:
        True at medium and above for what widens or is another right, and for risks of the prompt itself; for
        whatever else at high and above. False for what narrows, and for what asks for a major version: that
        breaks, and is told so.
    """
    rule = RULES_BY_ID[finding.rule]
    if finding.bump is Bump.MAJOR or rule.area in _UNTOLD or finding.direction is Direction.NARROWS:
        return False
    about_rights = bool(rule.kinds) and rule.area in (Area.PERMISSIONS, Area.TOOLS)
    may_be_medium = about_rights or finding.direction is Direction.WIDENS or rule.id in RISKS
    return finding.severity.at_least(Severity.MEDIUM if may_be_medium else Severity.HIGH)


def told_risks(findings: Iterable[Finding]) -> Iterator[str]:
    """Risks in the words of their findings, by rule: a sentence each, and of many how many more there are."""
    by_rule: dict[str, dict[str, None]] = defaultdict(dict)
    for finding in told_once(filter(is_risk, findings)):
        by_rule[finding.rule][told_finding(finding)] = None
    for messages in map(list, by_rule.values()):
        yield from messages[:MOST_SENTENCES]
        if len(messages) > MOST_SENTENCES:
            yield f"and {len(messages) - MOST_SENTENCES} more of this kind"
