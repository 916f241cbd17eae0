"""Tables of (base, ours, theirs, merged) for prompts in pieces, and the reason where pieces do not merge."""

from __future__ import annotations

import pytest

from agentreg.merge.order import Unordered
from agentreg.merge.structure import merge_structure
from agentreg.merge.values import Clash

INTRO = "You mend clocks.\n\n"
TOOLS = "## Tools\n\n- Small pliers for springs\n- Oil that does not gum\n\n"
RULES = "## Rules\n\n- Never force a stuck wheel\n- Write down every part you take out\n\n"
STEPS = "## Steps\n\n1. Open the case from behind\n2. Photograph the movement\n3. Take out the pendulum\n\n"
END = "## End\n\nReturn the clock with a note.\n"
BASE = INTRO + TOOLS + RULES + STEPS + END


def text_of(base: str, ours: str, theirs: str) -> str:
    """The merged text, a clash as `{ours|base|theirs}`."""
    parts = merge_structure(base, ours, theirs).parts
    return "".join(
        f"{{{part.ours}|{part.base}|{part.theirs}}}" if isinstance(part, Clash) else part for part in parts
    )


MOVED_RULES = INTRO + RULES + TOOLS + STEPS + END
SOFT_RULES = RULES.replace("stuck wheel", "stuck wheel or lever")
MOVED_STEP = STEPS.replace(
    "1. Open the case from behind\n2. Photograph the movement\n3. Take out the pendulum",
    "1. Take out the pendulum\n2. Open the case from behind\n3. Photograph the movement",
)
OILS = "## Oils\n\nKeep them cool.\n\n"
LAMPS = "## Lamps\n\nUse a cold one.\n\n"
TABLE = "## Fees\n\n| work | fee |\n|---|---|\n| clean | 10 |\n| oil | 20 |\n\n"
FENCE = "## Note\n\n```\nclock: {name}\nwork: {work}\nfee: {fee}\n```\n\n"

MERGED = {
    "an edit follows the section": (
        BASE,
        MOVED_RULES,
        BASE.replace(RULES, SOFT_RULES),
        MOVED_RULES.replace(RULES, SOFT_RULES),
    ),
    "an edit follows the step, numbers are derived": (
        BASE,
        BASE.replace(STEPS, MOVED_STEP),
        BASE.replace("the pendulum", "the pendulum and its spring"),
        BASE.replace(STEPS, MOVED_STEP).replace("the pendulum", "the pendulum and its spring"),
    ),
    "a new item goes with the section": (
        BASE,
        MOVED_RULES,
        BASE.replace("take out\n", "take out\n- Ask before you replace a part\n"),
        MOVED_RULES.replace("take out\n", "take out\n- Ask before you replace a part\n"),
    ),
    "each side moves another section": (
        BASE,
        MOVED_RULES,
        INTRO + TOOLS + RULES + END.rstrip("\n") + "\n\n" + STEPS.rstrip("\n") + "\n",
        INTRO + RULES + TOOLS + END.rstrip("\n") + "\n\n" + STEPS.rstrip("\n") + "\n",
    ),
    "both add a section at one place": (
        BASE,
        BASE.replace(RULES, OILS + RULES),
        BASE.replace(RULES, LAMPS + RULES),
        BASE.replace(RULES, OILS + LAMPS + RULES),
    ),
    "an item comes before the section of the other side": (
        BASE,
        BASE.replace(RULES, LAMPS + RULES),
        BASE.replace("not gum\n", "not gum\n- A loupe\n"),
        BASE.replace("not gum\n", "not gum\n- A loupe\n").replace(RULES, LAMPS + RULES),
    ),
    "a text before a section that was written anew": (
        BASE,
        BASE.replace(TOOLS, f"Work by daylight.\n\n{TOOLS}"),
        BASE.replace(TOOLS, OILS),
        BASE.replace(TOOLS, f"Work by daylight.\n\n{OILS}"),
    ),
    "new items take the mark that the other side gave the list": (
        BASE,
        BASE.replace("- ", "* "),
        BASE.replace("- Small pliers for springs", "- A loupe\n- Small pliers for thin springs"),
        BASE.replace("- ", "* ").replace(
            "* Small pliers for springs", "* A loupe\n* Small pliers for thin springs"
        ),
    ),
    "rows of a table": (
        TABLE + END,
        TABLE.replace("10", "12") + END,
        TABLE.replace("20", "25") + END,
        TABLE.replace("10", "12").replace("20", "25") + END,
    ),
    "lines of a fence, the section moved": (
        TOOLS + FENCE + END,
        FENCE + TOOLS + END,
        TOOLS + FENCE.replace("fee: {fee}", "fee: {fee} EUR") + END,
        FENCE.replace("fee: {fee}", "fee: {fee} EUR") + TOOLS + END,
    ),
    "a clash is one item": (
        BASE,
        MOVED_RULES.replace("stuck wheel", "jammed wheel"),
        BASE.replace("stuck wheel", "stuck barrel"),
        MOVED_RULES.replace(
            "- Never force a stuck wheel\n",
            "{- Never force a jammed wheel\n|- Never force a stuck wheel\n|- Never force a stuck barrel\n}",
        ),
    ),
}

REFUSED = {
    "removed and edited": (
        BASE,
        BASE.replace("- Never force a stuck wheel\n", ""),
        BASE.replace("stuck wheel", "stuck wheel, ever"),
        "one side changed what the other removed",
    ),
    "removed and moved": (
        BASE,
        BASE.replace(RULES, ""),
        INTRO + TOOLS + STEPS + RULES + END,
        "one side moved what the other removed",
    ),
    "added to a section that was removed": (
        BASE,
        BASE.replace(RULES, ""),
        BASE.replace("take out\n", "take out\n- Ask before you replace a part\n"),
        "one side added to what the other removed",
    ),
    "added below an item that was removed": (
        "- Parent item.\n- Other item.\n",
        "- Other item.\n",
        "- Parent item.\n  - Child item.\n- Other item.\n",
        "one side added to what the other removed",
    ),
    "moved to two places": (
        BASE,
        INTRO + RULES + TOOLS + STEPS + END,
        INTRO + TOOLS + STEPS + END.rstrip("\n") + "\n\n" + RULES,
        "both sides moved the same text to different places",
    ),
    "one text put in other words twice": (
        "Sunday.\n\n" + END,
        "A loupe.\n\n" + END,
        "Three files.\n\n" + END,
        "both sides put something else in place of the same text",
    ),
    "nearly the same item twice": (
        BASE,
        BASE.replace("not gum\n", "not gum\n- A loupe that magnifies\n"),
        BASE.replace("not gum\n", "not gum\n- Never a loupe that magnifies\n"),
        "both sides added texts here that may say the same, or the opposite",
    ),
    "one sentence at two places": (
        BASE,
        BASE.replace("You mend clocks.\n", "You mend clocks.\n\nAsk the owner first of all.\n"),
        BASE.replace("with a note.\n", "with a note.\n\nAsk the owner first of all.\n"),
        "a sentence would be stated more often than on either side",
    ),
    "sections of different levels at one place": (
        BASE,
        BASE.replace(RULES, "### Files\n\nThree.\n\n## Cloths\n\nSoft.\n\n" + RULES),
        BASE.replace(RULES, "### Lamps\n\nCold.\n\n## Irons\n\nHot.\n\n" + RULES),
        "both sides added sections of different levels at one place",
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "merged"), MERGED.values(), ids=MERGED)
def test_pieces_merge(base: str, ours: str, theirs: str, merged: str) -> None:
    assert text_of(base, ours, theirs) == merged


# Edits of neighbouring rows of which one side made one, and the other both, are asked; a clash is no merge.
AGAIN = {name: row for name, row in MERGED.items() if name not in ("rows of a table", "a clash is one item")}


@pytest.mark.parametrize(("base", "ours", "theirs", "merged"), AGAIN.values(), ids=AGAIN)
def test_what_a_side_has_already_is_not_asked_again(base: str, ours: str, theirs: str, merged: str) -> None:
    for sides in ((ours, merged), (merged, ours), (merged, theirs), (theirs, merged)):
        assert text_of(base, *sides) == merged


@pytest.mark.parametrize(("base", "ours", "theirs", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_pieces_cannot_merge_is_left(base: str, ours: str, theirs: str, reason: str) -> None:
    for sides in ((ours, theirs), (theirs, ours)):
        with pytest.raises(Unordered, match=reason):
            merge_structure(base, *sides)


def test_a_clash_is_named_after_its_step() -> None:
    ours, theirs = (BASE.replace("the movement", what) for what in ("both sides", "every wheel"))
    (clash,) = (part for part in merge_structure(BASE, ours, theirs).parts if isinstance(part, Clash))
    assert (clash.subject, clash.base) == ("step 2", "2. Photograph the movement\n")


def test_a_prompt_that_is_too_long_is_left_to_its_lines() -> None:
    with pytest.raises(Unordered, match="too long"):
        merge_structure("a\n" * 60_000, "b\n", "c\n")
