"""All rules, in one audited table: those about changes and policies, and those about one state.

A rule whose finding follows from the kind of a change alone is a row and nothing more.
One that has to look closer (`looks_closer`) has a module of its name with a `find` function.
`mirror` names the rule for the opposite direction.
Looking different and meaning the same (`changes.FORM_ONLY`) is never a finding.
"""

from __future__ import annotations

from agentreg.rules.rows.constraints import CONSTRAINTS
from agentreg.rules.rows.identity import IDENTITY
from agentreg.rules.rows.matter import MATTER
from agentreg.rules.rows.model import MODEL
from agentreg.rules.rows.output import OUTPUT
from agentreg.rules.rows.permissions import PERMISSIONS
from agentreg.rules.rows.policy import POLICY
from agentreg.rules.rows.references import REFERENCES
from agentreg.rules.rows.role import ROLE
from agentreg.rules.rows.routing import ROUTING
from agentreg.rules.rows.structure import STRUCTURE
from agentreg.rules.rows.tools import TOOLS
from agentreg.rules.rows.unseen import UNSEEN
from agentreg.rules.rows.workflow import WORKFLOW
from agentreg.rules.rule import Rule
from agentreg.rules.state.table import REVIEW_RULES, STATE_RULES

RULES: tuple[Rule, ...] = (
    *IDENTITY,
    *ROUTING,
    *TOOLS,
    *PERMISSIONS,
    *MODEL,
    *ROLE,
    *WORKFLOW,
    *CONSTRAINTS,
    *OUTPUT,
    *STRUCTURE,
    *REFERENCES,
    *UNSEEN,
    *MATTER,
    *POLICY,
)

CHANGE_RULES = frozenset(rule.id for rule in RULES)
"""What is asked where two definitions are compared."""

ONE_STATE_RULES = frozenset(rule.id for rule in (*POLICY, *STATE_RULES))
"""What is asked where one is judged as it is, beside a change."""

LINT_RULES = ONE_STATE_RULES - REVIEW_RULES
"""The same where nothing is known of a change."""

RULES_BY_ID = {rule.id: rule for rule in (*RULES, *STATE_RULES)}
