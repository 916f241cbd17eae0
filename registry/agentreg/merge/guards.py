"""Rules in the prompt of ours that a result no longer states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.merge.gate import unnumbered
from agentreg.merge.values import Caution, Danger
from agentreg.model.definition import Definition
from agentreg.model.document import split_lines
from agentreg.model.prompt import Constraint, Strength

NORMATIVE = re.compile(
    r"\b(?:must|never|always|only|not|no|shall|avoid|forbidden|require[sd]?)\b|n't\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
# A rule that shares this part of its words with one of the result has been reworded, not dropped.
_REWORDED = 0.5


def lost_rules(before: Definition, after: Definition) -> Iterator[Caution]:
    """Say which strict rules of one definition are in the other in no wording.

    Args:
        before: Ours.
        after: The result.
    """
    gone = set(map(unnumbered, split_lines(before.body))).difference(map(unnumbered, split_lines(after.body)))
    # Reading a prompt costs more than the merge, and most merges drop no rule.
    if not any(NORMATIVE.search(line) for line in gone):
        return
    from agentreg.formats.prompt import read_prompt

    kept = read_prompt(after).constraints
    for rule in read_prompt(before).constraints:
        if rule.strength is Strength.MUST and not any(_same(rule, other) for other in kept):
            yield Caution(Danger.RULE_LOST, "rules", f"ours says {rule.text!r}, the result does not")


def _same(rule: Constraint, other: Constraint) -> bool:
    if (rule.strength, rule.polarity) != (other.strength, other.polarity):
        return False
    words, others = (set(_WORD.findall(each.core.lower())) for each in (rule, other))
    return len(words & others) >= _REWORDED * len(words | others)
