from __future__ import annotations

import pytest

from formats.reading import prompt_of


def said(body: str) -> list[tuple[str, str]]:
    return [(f"{each.strength} {each.polarity}", each.text) for each in prompt_of(body).constraints]


PLACES = {
    "a sentence of a paragraph": ("Read it. You **must** test. Go.\n", [("must do", "You must test.")]),
    "a ban wrapped inside": ("You must\nnot push it.\n", [("must do not", "You must not push it.")]),
    "a ban in bold": ("You must **not** push it.\n", [("must do not", "You must not push it.")]),
    "a ban in italics": ("- Do *not* push it.\n", [("must do not", "Do not push it.")]),
    "a ban underscored": ("Do _not_ push it.\n", [("must do not", "Do not push it.")]),
    "a ban that begins wrapped": ("Do\nnot push it.\n", [("must do not", "Do not push it.")]),
    "a ban wrapped in an item": ("- You must\n  not push it.\n", [("must do not", "You must not push it.")]),
    "a note that binds nobody": ("Note another notation, nothing else.\n", []),
    "a wrapped sentence": ("You must\ntest it.\n", [("must do", "You must test it.")]),
    "an item": ("- Never push\n- Push\n", [("must do not", "Never push")]),
    "a step": ("1. Always test\n", [("must do", "Always test")]),
    "a heading": ("## NEVER push\n", [("must do not", "NEVER push")]),
    "a cell": ("| a | b |\n|---|---|\n| x | Never push |\n", [("must do not", "Never push")]),
    "a cell that is a value": ("| a | b |\n|---|---|\n| x | Always |\n", []),
    "a quote": ("> Never push.\n> Ever.\n", [("must do not", "Never push.")]),
    "a list after a lead": (
        "You NEVER:\n- push\n- pull\n",
        [("must do not", "You NEVER:"), ("must do not", "push"), ("must do not", "pull")],
    ),
    "a nested list after a lead": (
        "- Do not edit:\n  - `a.md`\n- Read\n",
        [("must do not", "Do not edit:"), ("must do not", "`a.md`")],
    ),
    "a lead that ends in its norm": ("You must:\n- test\n", [("must do", "You must:"), ("must do", "test")]),
    "a sentence with a colon that leads nothing": (
        "You must list all, such as:\n- a\n",
        [("must do", "You must list all, such as:")],
    ),
    "a lead ends with its list": (
        "Never:\n- push\n\nText.\n\n- pull\n",
        [("must do not", "Never:"), ("must do not", "push")],
    ),
    "a section of rules": ("## Rules\n- Test it\n\nText.\n", [("must do", "Test it")]),
    "a ban in a section of rules": ("## Rules\n- No comments\n", [("must do not", "No comments")]),
    "a permission in a section of rules": ("## Rules\n- You can ask\n", [("may do", "You can ask")]),
    "a section of bans": (
        "## Never do this\n- Push\n",
        [("must do not", "Never do this"), ("must do not", "Push")],
    ),
    "a section of rules that hold no longer": ("## Rules (deprecated)\n- Test it\n", []),
    "a section of rules with a remark": ("## Rules (short)\n- Test it\n", [("must do", "Test it")]),
    "what is struck through": (
        "- ~~Never push.~~\n- ~~Never pull~~ Never fetch\n",
        [("must do not", "Never fetch")],
    ),
    "what is struck through in a section of rules": ("## Rules\n- ~~Test it. Log it.~~\n", []),
    "what is marked as deleted": ("- <del>Never push.</del>\n", []),
    "tildes that strike nothing": (
        "- Never wait ~5 s or ~~ 9.\n",
        [("must do not", "Never wait ~5 s or ~~ 9.")],
    ),
    "a fence": ("```\nNever push.\n```\n", []),
    "an example": ("<example>\nNever push.\n</example>\n", []),
}


@pytest.mark.parametrize(("body", "expected"), PLACES.values(), ids=PLACES)
def test_constraints_are_found_wherever_they_stand(body: str, expected: list[tuple[str, str]]) -> None:
    assert said(body) == expected


def test_a_constraints_span_is_its_sentence_exactly() -> None:
    body = "# A\n\nRead. You **must** test\nit. Go.\n"
    (constraint,) = prompt_of(body).constraints
    assert constraint.span.of(body) == "You **must** test\nit."
    assert constraint.section == 0
