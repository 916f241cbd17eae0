"""Rules in the prompt of ours that a result no longer states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.patterns import pattern
from agentreg.merge.numbers import unnumbered_lines
from agentreg.merge.values import Caution, Danger
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.model.prompt import Constraint

NORMATIVE = pattern(
    r"\b(?:must|never|always|only|not|no|shall|avoid|forbidden|require[sd]?)\b|n't\b", re.IGNORECASE
)
_WORD = pattern(r"\w+")
# A rule that shares this part of its words with one of the result has been reworded, not dropped.
_REWORDED = 0.5


def lost_rules(ours: bytes, merged: bytes, path: str) -> Iterator[Caution]:
    """Say which strict rules of ours are in a result in no wording.

    Args:
        ours: Our version.
        merged: The result.
        path: Where it stands.
    """
    lines = [set(unnumbered_lines(_prompt_of(data))) for data in (ours, merged)]
    # Reading a prompt costs more than the merge, and most merges drop no rule.
    if not any(NORMATIVE.search(line) for line in lines[0] - lines[1]):
        return
    from agentreg.formats.prompt import read_rules
    from agentreg.formats.read import read_definition
    from agentreg.model.prompt import Strength

    before, after = (read_rules(read_definition(data, path)) for data in (ours, merged))
    for rule in before:
        if rule.strength is Strength.MUST and not any(_same(rule, other) for other in after):
            yield Caution(Danger.RULE_LOST, "rules", f"ours says {rule.text!r}, the result does not")


def _prompt_of(data: bytes) -> str:
    """The text behind the frontmatter; all of it where the fences do not tell."""
    text = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    _, fence, prompt = text.partition("\n---\n")
    return prompt if fence and text.startswith("---\n") else text


def _same(rule: Constraint, other: Constraint) -> bool:
    if (rule.strength, rule.polarity) != (other.strength, other.polarity):
        return False
    words, others = (set(_WORD.findall(each.core.lower())) for each in (rule, other))
    return len(words & others) >= _REWORDED * len(words | others)
