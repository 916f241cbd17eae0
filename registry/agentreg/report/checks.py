"""Every rule and every kind of change as plain data, for `explain`, `checks` and the manual."""

from __future__ import annotations

from typing import TypedDict

from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import Kind
from agentreg.rules.questions import QUESTIONS
from agentreg.rules.table import RULES, RULES_BY_ID


class CheckData(TypedDict):
    """A rule or a kind of change; what a kind does not have is empty."""

    code: str
    type: str
    area: str
    meaning: str
    severity: str
    direction: str
    bump: str
    hint: str
    question: str
    kinds: list[str]
    rules: list[str]
    on: dict[str, str]
    mirror: str
    twins: list[str]
    since: str


def checks() -> list[CheckData]:
    """All rules in the order of the tables, then all kinds in the order of a report."""
    return [*_rules(), *_kinds()]


def _rules() -> list[CheckData]:
    return [
        {
            "code": rule.id,
            "type": "rule",
            "area": rule.area.value,
            "meaning": rule.meaning,
            "severity": rule.severity.value,
            "direction": rule.direction.value,
            "bump": rule.bump.value,
            "hint": rule.hint,
            "question": QUESTIONS.get(rule.id, ""),
            "kinds": [kind.value for kind in rule.kinds],
            "rules": [],
            "on": {host: f"{verdict.severity}, bump {verdict.bump}" for host, verdict in rule.on.items()},
            "mirror": rule.mirror,
            "twins": list(rule.twins),
            "since": rule.since,
        }
        for rule in RULES_BY_ID.values()
    ]


def _kinds() -> list[CheckData]:
    return [
        {
            "code": kind.value,
            "type": "kind",
            "area": facts.area.value,
            "meaning": facts.meaning,
            "severity": "",
            "direction": "",
            "bump": "",
            "hint": "",
            "question": "",
            "kinds": [],
            "rules": _judges(kind),
            "on": {},
            "mirror": facts.mirror.value if facts.mirror else "",
            "twins": [],
            "since": "0.1.0",
        }
        for kind, facts in KINDS.items()
    ]


def _judges(kind: Kind) -> list[str]:
    """The rules about this kind; one that most kinds call is about the agent as a whole."""
    return [rule.id for rule in RULES if kind in rule.kinds and 2 * len(rule.kinds) < len(KINDS)]


def nearest(code: str) -> str:
    """The code most like a misspelt one; empty when none is."""
    from rapidfuzz.process import extractOne

    found = extractOne(code, [check["code"] for check in checks()], score_cutoff=70)
    return found[0] if found else ""
