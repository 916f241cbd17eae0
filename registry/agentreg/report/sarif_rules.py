"""What SARIF tells of a rule, so that code scanning can explain a finding by itself."""

from __future__ import annotations

from agentreg.rules.finding import Direction, Severity
from agentreg.rules.table import RULES_BY_ID

_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.NOTE: "note",
}

# GitHub tells security alerts apart by a score from 0 to 10, as CVSS has it.
_SCORES = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "3.0"}


def level(severity: Severity) -> str:
    """SARIF's word for a severity."""
    return _LEVELS[severity]


def rule_data(id_: str) -> dict[str, object]:
    """A rule as SARIF describes one.

    Args:
        id_: One of the table's.
    """
    rule = RULES_BY_ID[id_]
    hint = f"What to do: {rule.hint}." if rule.hint else ""
    widens = rule.direction is Direction.WIDENS and rule.severity in _SCORES
    properties: dict[str, object] = {
        "tags": [rule.area.value, "security"] if widens else [rule.area.value],
        "direction": rule.direction.value,
        "bump": rule.bump.value,
    }
    if widens:
        properties["security-severity"] = _SCORES[rule.severity]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.id.replace("-", " ").capitalize()},
        "fullDescription": {"text": rule.meaning},
        "help": {"text": f"{rule.meaning} {hint}".rstrip(), "markdown": f"{rule.meaning}\n\n{hint}".rstrip()},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": properties,
    }
