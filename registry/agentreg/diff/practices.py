"""Numbered lists that order nothing: advice that is counted, and no work that is done in turn."""

from __future__ import annotations

from agentreg.diff.procedures import names_procedure
from agentreg.formats.patterns import pattern
from agentreg.model.prompt import Prompt, Workflow

_ADVICE = pattern(
    r"\b(?:practices|principles|guidelines|tips|advice|features|benefits|standards|conventions|considerations"
    r"|patterns|heuristics|values|beliefs|mantras?|pitfalls|anti-?patterns|mistakes"
    r"|capabilities|expertise|skills|strengths|areas)\b"
)
# A list with such a step is work in turn, whatever its title says.
_IN_TURN = pattern(r"\W*(?:first|then|next|finally|lastly|afterwards?|after|before|once|when done)\b")


def is_advice(prompt: Prompt, workflow: Workflow) -> bool:
    """Whether the steps of a workflow may be followed in any order, as far as the title above them says.

    Args:
        prompt: The prompt that holds the workflow.
        workflow: One of its workflows.
    """
    if workflow.section < 0:
        return False
    title = prompt.sections[workflow.section].title.lower()
    if _ADVICE.search(title) is None or names_procedure(title):
        return False
    return not any(_IN_TURN.match(step.text.lower()) for step in workflow.steps)
