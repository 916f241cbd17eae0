"""Prompts: base, ours, theirs and the result; a conflict is shown as `{ours|base|theirs}`."""

from __future__ import annotations

import pytest

from agentreg.merge.body import merge_body
from agentreg.merge.values import Clash


def shown(base: str, ours: str, theirs: str) -> str:
    return "".join(
        f"{{{part.ours}|{part.base}|{part.theirs}}}" if isinstance(part, Clash) else part
        for part in merge_body(base, ours, theirs)
    )


STEPS = "1. Read the change.\n2. Run the tests.\n3. Write the report.\n4. Post it.\n"

SETTLED = {
    "edits apart": ("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n"),
    "steps inserted at two places are numbered anew": (
        STEPS,
        "1. Read the change.\n2. Ask why.\n3. Run the tests.\n4. Write the report.\n5. Post it.\n",
        "1. Read the change.\n2. Run the tests.\n3. Write the report.\n4. Sleep over it.\n5. Post it.\n",
        (
            "1. Read the change.\n2. Ask why.\n3. Run the tests.\n"
            "4. Write the report.\n5. Sleep over it.\n6. Post it.\n"
        ),
    ),
    "the same step inserted twice is taken once, beside an edit": (
        STEPS,
        "1. Read the change.\n2. Ask why.\n3. Run the tests.\n4. Write the report.\n5. Post it.\n",
        "1. Read the change.\n2. Ask why.\n3. Run the tests.\n4. Write the report.\n5. Post it twice.\n",
        "1. Read the change.\n2. Ask why.\n3. Run the tests.\n4. Write the report.\n5. Post it twice.\n",
    ),
    "a removed step against an edit of the next": (
        STEPS,
        "1. Read the change.\n2. Write the report.\n3. Post it.\n",
        STEPS.replace("the report", "a short report"),
        "1. Read the change.\n2. Write a short report.\n3. Post it.\n",
    ),
    "a new first step": (
        STEPS,
        "1. Greet.\n2. Read the change.\n3. Run the tests.\n4. Write the report.\n5. Post it.\n",
        STEPS.replace("Post it", "Post it there"),
        "1. Greet.\n2. Read the change.\n3. Run the tests.\n4. Write the report.\n5. Post it there.\n",
    ),
    "lists that always write 1 stay so": (
        "1. One is first.\n1. Two is second.\n1. Three is third.\n",
        "1. One is first.\n1. Ours is new.\n1. Two is second.\n1. Three is third.\n",
        "1. One is first.\n1. Two was second.\n1. Three is third.\n",
        "1. One is first.\n1. Ours is new.\n1. Two was second.\n1. Three is third.\n",
    ),
    "nested lists are numbered by themselves": (
        "1. First of all.\n   1. Open it.\n   2. Close it.\n2. Second of all.\n",
        "1. First of all.\n   1. Open it.\n   2. Measure twice.\n   3. Close it.\n2. Second of all.\n",
        "1. Zeroth of all.\n2. First of all.\n   1. Open it.\n   2. Close it!\n3. Second of all.\n",
        (
            "1. Zeroth of all.\n2. First of all.\n   1. Open it.\n   2. Measure twice.\n   3. Close it!\n"
            "3. Second of all.\n"
        ),
    ),
    "another bullet on one side and an edit on the other": (
        "- Be kind.\n- Be brief.\n- Be right.\n",
        "* Be kind.\n* Be brief.\n* Be right.\n",
        "- Be kind.\n- Be very brief.\n- Be right.\n",
        "* Be kind.\n* Be very brief.\n* Be right.\n",
    ),
    "deeper indentation on one side and a new item on the other": (
        "1. Look:\n   - at code\n   - at tests\n",
        "1. Look:\n    - at code\n    - at tests\n",
        "1. Look:\n   - at code\n   - at docs\n   - at tests\n",
        "1. Look:\n    - at code\n    - at docs\n    - at tests\n",
    ),
    "edits of neighbouring items": (
        "- Alpha one.\n- Beta two.\n",
        "- Alpha uno.\n- Beta two.\n",
        "- Alpha one.\n- Beta due.\n",
        "- Alpha uno.\n- Beta due.\n",
    ),
    "different new items at one place come ours first": (
        "- Start here.\n\nEnd.\n",
        "- Start here.\n- Check the licences.\n\nEnd.\n",
        "- Start here.\n- Measure every budget.\n\nEnd.\n",
        "- Start here.\n- Check the licences.\n- Measure every budget.\n\nEnd.\n",
    ),
}

CLASHES = {
    "a sentence edited twice": (
        "Do it.\n",
        "Do it now.\n",
        "Do it later.\n",
        "{Do it now.\n|Do it.\n|Do it later.\n}",
    ),
    "neighbouring lines of prose": ("a\nb\n", "A\nb\n", "a\nB\n", "{A\nb\n|a\nb\n|a\nB\n}"),
    "neighbouring lines in a fence that look like items": (
        "```\n- a one\n- b two\n```\n",
        "```\n- a uno\n- b two\n```\n",
        "```\n- a one\n- b due\n```\n",
        "```\n{- a uno\n- b two\n|- a one\n- b two\n|- a one\n- b due\n}```\n",
    ),
    "an item removed and edited": (
        "- Keep me safe.\n- Never push.\n",
        "- Keep me safe.\n",
        "- Keep me safe.\n- Never push to main.\n",
        "- Keep me safe.\n{|- Never push.\n|- Never push to main.\n}",
    ),
    "an item removed and moved": (
        "- Focus on security first.\n- Two is here.\n\n- Three is here.\n",
        "- Two is here.\n\n- Three is here.\n",
        "- Two is here.\n\n- Three is here.\n- Focus on security first.\n",
        "- Two is here.\n\n- Three is here.\n{||- Focus on security first.\n}",
    ),
    "one sentence put at two places": (
        "One.\n\nTwo.\n\nThree.\n",
        "One.\nAlways say please.\n\nTwo.\n\nThree.\n",
        "One.\n\nTwo.\n\nThree.\nAlways say please.\n",
        "One.\nAlways say please.\n\nTwo.\n\nThree.\n{||Always say please.\n}",
    ),
    "new items that say nearly the same": (
        "- Start here.\n",
        "- Start here.\n- Never touch the main branch.\n",
        "- Start here.\n- Always touch the main branch.\n",
        "- Start here.\n{- Never touch the main branch.\n||- Always touch the main branch.\n}",
    ),
    "a parent removed and a child added to it": (
        "- Parent item.\n- Other item.\n",
        "- Other item.\n",
        "- Parent item.\n  - Child item.\n- Other item.\n",
        "{|- Parent item.\n|- Parent item.\n  - Child item.\n}- Other item.\n",
    ),
    "an item nested by one side and replaced by two of the other": (
        "- Parent item.\n- Old item.\n- Last item.\n",
        "- Parent item.\n  - Old item.\n- Last item.\n",
        "- Parent item.\n- New item.\n- Newer item.\n- Last item.\n",
        "- Parent item.\n{  - Old item.\n|- Old item.\n|- New item.\n- Newer item.\n}- Last item.\n",
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), SETTLED.values(), ids=SETTLED)
def test_what_can_be_settled_is(base: str, ours: str, theirs: str, expected: str) -> None:
    assert shown(base, ours, theirs) == expected


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), CLASHES.values(), ids=CLASHES)
def test_what_cannot_be_settled_clashes(base: str, ours: str, theirs: str, expected: str) -> None:
    assert shown(base, ours, theirs) == expected


def test_a_clash_is_named_after_its_section_and_not_after_a_line_in_a_fence() -> None:
    text = "# Rules #\n\n```sh\n# no heading\n```\n\n{}\n"
    (clash,) = [
        part for part in merge_body(*(text.format(word) for word in "abc")) if isinstance(part, Clash)
    ]
    assert clash.subject == "section Rules"


def test_a_clash_before_any_heading_is_in_the_opening_text() -> None:
    (clash,) = merge_body("a\n", "b\n", "c\n")
    assert isinstance(clash, Clash)
    assert clash.subject == "opening text"
