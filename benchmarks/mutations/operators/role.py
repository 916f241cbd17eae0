"""Edits of who the agent is told to be and of what it is to do."""

from __future__ import annotations

import re
from random import Random

from mutations.edit import Edit, Fact, Find, Operator, Patch, told, undone
from mutations.sheet import Paragraph, Sheet
from mutations.sites import claim, pick, planted
from mutations.words import DUTIES

_PERSONA = re.compile(r"You are an? [^.\n]+\.")
# Such a sentence demands or forbids; that is told before it is told as a role.
_BINDING = re.compile(r"\b(?:must|shall|should|never|not|only|always|avoid|prefer|may|cannot)\b|n't\b", re.I)
_EXPERTISE = re.compile(r"\b(?:expert|senior|specialist|experienced|seasoned|elite|skilled)\b")
_DUTY = "Audit the customs declarations of the week"
_OTHER_DUTY = "Audit the customs declarations of the whole year"
_OTHER = "You are a violin maker who restores old instruments for small orchestras."
_STANCES = (
    (
        "You are a planning agent for freight. You NEVER write code: you only plan and hand the plan over.",
        "You are an implementing agent for freight systems. You write the code end to end and run it.",
    ),
    (
        "You are a reviewer of booking code. You are read-only: do not modify files.",
        "You are a reviewer of booking code. You implement every fix yourself and commit it.",
    ),
    (
        "You are a freight architect. Your goal is to propose a plan. NEVER do the actual implementation.",
        "You are a freight architect. Your goal is to implement the plan and write its tests.",
    ),
)


# Where the definition goes on to say what it does or refuses, its opening alone decides nothing.
_STANCE = re.compile(
    r"\b(?:read-only|implementing|only plan|(?:do not|never|don't|without) (?:\w+ )?(?:\w+ )?"
    r"(?:cod\w+|files?|modify\w*|edit\w*|writ\w+|implement\w*|chang\w+))\b",
    re.IGNORECASE,
)


def _persona(sheet: Sheet) -> Paragraph | None:
    """The opening statement, where the first paragraph of the prompt is one and stays in one line."""
    first = next(iter(sheet.paragraphs), None)
    opens = first is not None and not sheet.text[sheet.body : first.start].strip("\n").count("\n")
    if first is None or not opens or "\n" in first.text or _BINDING.search(first.text) or "](" in first.text:
        return None
    return first if _PERSONA.match(first.text) else None


def _reword(sheet: Sheet, random: Random) -> Edit | None:
    persona = _persona(sheet)
    words = persona and pick(random, _EXPERTISE.finditer(persona.text, 0, persona.text.index(".")))
    if not persona or not words:
        return None
    start = persona.start + words.start()
    patch = Patch(start, start + len(words[0]), "veteran")
    return Edit((Fact("role-changed", "role"),), after=(patch,), claims=claim(persona.stretch))


def _replace(sheet: Sheet, _random: Random) -> Edit | None:
    persona = _persona(sheet)
    if persona is None:
        return None
    patch = Patch(persona.start, persona.end, _OTHER)
    return Edit((Fact("role-replaced", "role"),), after=(patch,), claims=claim(persona.stretch))


def _remove(sheet: Sheet, _random: Random) -> Edit | None:
    """Only where no other statement stands in: the prompt goes on with a title."""
    persona = _persona(sheet)
    if persona is None or len(sheet.stretches) < 2:
        return None
    if sheet.text[persona.end : sheet.stretches[persona.stretch.place + 1].start].strip():
        return None
    if len(_PERSONA.findall(sheet.prompt)) > 1 or re.search(
        r"(?i)\b(?:role|mission|goal|purpose)", sheet.prompt
    ):
        return None
    end = min(persona.end + 2, len(sheet.text))
    patch = Patch(persona.start, end, "")
    return Edit((Fact("role-removed", "role"),), after=(patch,), claims=claim(persona.stretch))


def _add(sheet: Sheet, random: Random) -> Edit | None:
    return undone(_remove(sheet, random), Fact("role-added", "role"))


def _turn(pairs: tuple[tuple[str, str], ...]) -> Find:
    """Another stance is said in other words: the statement differs too, and what it refuses binds."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        persona = _persona(sheet)
        if persona is None or _STANCE.search(sheet.prompt):
            return None
        before, after = ((Patch(persona.start, persona.end, text),) for text in random.choice(pairs))
        return Edit(
            (Fact("stance-changed", ".*"),),
            before=before,
            after=after,
            claims=claim(persona.stretch),
            also=frozenset(("role-changed", "role-replaced", "constraint-removed", "constraint-added")),
        )

    return find


def _duty(*texts: str) -> Find:
    """A section of duties in which one stands before and another after; an empty one is none."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        title = random.choice(("Responsibilities", "Core Responsibilities", "Your Duties"))
        first, *others = random.sample(DUTIES, 3)
        sides = [[first, text, *others] for text in texts]
        written = [f"## {title}\n\n" + "".join(f"- {duty}\n" for duty in side if duty) for side in sides]
        edit = planted(sheet, random, *(f"{text}\n" for text in written))
        return edit and edit._replace(claims=edit.claims | {"planted duties"})

    return find


ROLE = (
    Operator("reword the persona", _reword),
    Operator("replace the persona", _replace),
    Operator("remove the persona", _remove),
    Operator("add a persona", _add),
    Operator("let a planner implement", _turn(_STANCES)),
    Operator("let an implementer only plan", _turn(tuple((after, before) for before, after in _STANCES))),
    Operator("add a duty", told(_duty("", _DUTY), Fact("responsibility-added", ".*"))),
    Operator("remove a duty", told(_duty(_DUTY, ""), Fact("responsibility-removed", ".*"))),
    Operator("reword a duty", told(_duty(_DUTY, _OTHER_DUTY), Fact("responsibility-changed", ".*"))),
)
