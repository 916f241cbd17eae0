"""All rules, in one audited table.

A rule whose finding follows from the kind of a change alone is a row and nothing more.
One that has to look closer (`looks_closer`) has a module of its name with a `find` function.
`mirror` names the rule for the opposite direction.
Looking different and meaning the same (`changes.FORM_ONLY`) is never a finding.
"""

from __future__ import annotations

from agentreg.rules.rights import RIGHTS
from agentreg.rules.rule import Rule
from agentreg.rules.wording import WORDING

RULES: tuple[Rule, ...] = RIGHTS + WORDING
