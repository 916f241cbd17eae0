"""Constraints: one edit of a demand or a ban is one change of the constraints area."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition

HEAD = "---\nname: worker\ndescription: Use for reviews.\n---\nYou review services.\n\n"
PATH = ".claude/agents/worker.md"


def told(before: str, after: str) -> list[str]:
    one, other = (read_definition(f"{HEAD}{body}\n".encode(), PATH) for body in (before, after))
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    return [f"{change.kind} {change.subject}" for change in changes if is_meaningful(change)]


WEAKENED = ["constraint-weakened constraint"]
INVERTED = ["constraint-inverted constraint"]
EDITED = ["constraint-edited constraint"]
REMOVED = ["constraint-removed constraint"]
MOVED = ["constraint-moved constraint"]

# Each weakening read the other way round is a strengthening.
WEAKENINGS = {
    "NEVER becomes avoid": ("- NEVER push to main.", "- Avoid pushing to main."),
    "must becomes should": ("- You must run all tests.", "- You should run all tests."),
    "must becomes may": ("- You must run all tests.", "- You may run all tests."),
    "must becomes can": ("- You must ask first.", "- You can ask first."),
    "must becomes can under rules": ("## Rules\n\n- You must ask first.", "## Rules\n\n- You can ask first."),
    "must becomes need not": ("- You must ask before.", "- You need not ask before."),
    "always becomes need not": ("- Always encrypt addresses.", "- You do not have to encrypt addresses."),
    "must becomes need not under rules": (
        "## Rules\n\n- You must ask before.",
        "## Rules\n\n- You do not have to ask before.",
    ),
    "an order is not to be bothered with": (
        "Weigh the catch.",
        "Do not bother to weigh the catch.",
    ),
    "an order under rules is not to be bothered with": (
        "## Rules\n\n- Weigh the catch.",
        "## Rules\n\n- Do not bother weighing the catch.",
    ),
    "a step is not to be bothered with": (
        "1. Moor.\n2. Weigh the catch.\n3. Leave.",
        "1. Moor.\n2. Do not bother with the catch.\n3. Leave.",
    ),
    "a longer step is not to be bothered with": (
        "1. Moor.\n2. Weigh the catch of each boat.\n3. Leave.",
        "1. Moor.\n2. Never bother about the catch.\n3. Leave.",
    ),
    "is to be becomes need not be": ("Nets are to be dried ashore.", "Nets need not be dried ashore."),
    "must becomes does not have to be": (
        "- A net must be dried ashore.",
        "- A net does not have to be dried ashore.",
    ),
    "an order becomes no need for": (
        "Keep a spare rope on each boat.",
        "There is no need for a spare rope on a boat.",
    ),
    "always becomes no need for": (
        "- Always keep a spare rope on each boat.",
        "- No need for a spare rope on a boat.",
    ),
    "an order under rules becomes no need for": (
        "## Rules\n\n- Keep a spare rope on each boat.",
        "## Rules\n\n- There is no need for a spare rope on a boat.",
    ),
    "a ban is not to be bothered with": ("- Never land eels.", "- Do not bother to land eels."),
    "shall becomes may": ("- The agent shall ask first.", "- The agent may ask first."),
    "must not becomes need not": (
        "## Rules\n\n- You must not push to main.",
        "## Rules\n\n- You need not push to main.",
    ),
    "must becomes may want to under rules": (
        "## Rules\n\n- You must ask first.",
        "## Rules\n\n- You may want to ask first.",
    ),
    "a ban becomes a habit": ("## Rules\n\n- NEVER delete files.", "## Rules\n\n- Rarely delete files."),
    "a ban becomes an attempt": (
        "## Rules\n\n- NEVER delete files.",
        "## Rules\n\n- Try not to delete files.",
    ),
    "a demand is to be considered": (
        "## Rules\n\n- You must ask before it runs.",
        "## Rules\n\n- Consider asking before it runs.",
    ),
    "a demand depends on convenience": (
        "## Rules\n\n- You must ask before deploying.",
        "## Rules\n\n- Ask before deploying when convenient.",
    ),
    "a rule becomes a permission": ("## Rules\n\n- Ask first.", "## Rules\n\n- You can ask first."),
    "always becomes prefer": ("- Always use async code.", "- Prefer async code."),
    "mandatory becomes optional": ("- Tests are mandatory.", "- Tests are optional."),
    "a demand loses its norm": ("- You must run all tests.", "- Run all tests."),
    "a demand becomes a wish": ("- Always run all tests.", "- Run all tests if possible."),
    "an exception is made": ("- Never push to remote.", "- Never push to remote unless the user asks."),
    "a permission is enough": ("- Never push.", "- Never push without explicit permission."),
    "what kept data in is gone": (
        "## Rules\n\n- Never print passwords.",
        "## Rules\n\n- Read passwords from the vault.",
    ),
    "a ban becomes an only": ("- Never push to main.", "- Only push to main when it is green."),
    "a ban gets bounds": ("- Do not edit files.", "- Only edit files in docs."),
    "have to becomes should": ("- You have to run all tests.", "- You should run all tests."),
    "an only goes": ("- You only change backend code.", "- You change backend code."),
    "an only goes elsewhere": ("- Use only tools of the list.", "- Use tools of the list."),
    "in a sentence of several": (
        "First read it. You must test the code. Then keep calm.",
        "First read it. You should test the code. Then keep calm.",
    ),
    "in a step": ("1. Read it.\n2. You must test it.", "1. Read it.\n2. You should test it."),
    "in a cell": (
        "| rule | why |\n|---|---|\n| Never push | it hurts |",
        "| rule | why |\n|---|---|\n| Avoid push | it hurts |",
    ),
    "while it moves": (
        "## Rules\n\n- Never push to the main branch.\n- Keep it small.\n- Be kind to all.",
        "## Rules\n\n- Keep it small.\n- Be kind to all.\n- Avoid to push to the main branch.",
    ),
}


@pytest.mark.parametrize(("firm", "loose"), WEAKENINGS.values(), ids=WEAKENINGS)
def test_less_firm_is_weakened_and_firmer_is_strengthened(firm: str, loose: str) -> None:
    assert told(firm, loose) == WEAKENED
    assert told(loose, firm) == ["constraint-strengthened constraint"]


TURNS = {
    "a ban becomes a demand": ("- Never push at once.", "- Always push at once."),
    "DO NOT becomes DO": ("- DO NOT launch the server.", "- DO launch the server."),
    "a ban loses its not": ("- Do not launch the server.", "- Launch the server."),
    "a ban on what is done to something": ("- Never push to main.", "- Push to main."),
    "so in a sentence": ("Do not deploy to production.", "Deploy to production."),
    "a ban to be something": ("- Do not be rude to users.", "- Be rude to users."),
    "a ban in one word": ("- You must not deploy.", "- Deploy."),
    "a ban on doing becomes doing": ("- Avoid deleting files.", "- Delete files."),
    "with a letter twice": ("- Refrain from committing to main.", "- Commit to main."),
    "it is allowed": ("- It is not allowed to edit files.", "- It is allowed to edit files."),
    "a ban becomes a permission": ("- Never delete files.", "- You can delete files."),
    "a ban becomes a permission under rules": (
        "## Rules\n\n- Never delete files.",
        "## Rules\n\n- Feel free to delete files.",
    ),
    "what is kept in is let out": (
        "## Rules\n\n- Keep passwords out of all logs.",
        "## Rules\n\n- Passwords may appear in all logs.",
    ),
    "what stays leaves": (
        "## Rules\n\n- Patient records stay on this machine.",
        "## Rules\n\n- Patient records may leave this machine.",
    ),
    "what leads a list": (
        "You must never:\n\n- push to main\n- delete files",
        "You must always:\n\n- push to main\n- delete files",
    ),
    "the title of a list": ("## Do not\n\n- Push to main\n- Wait", "## Do\n\n- Push to main\n- Wait"),
    "from the list of bans to that of demands": (
        "## Always\n\n- Write tests for it\n\n## Never\n\n- Push to the main branch\n- Delete the files",
        "## Always\n\n- Write tests for it\n- Push to the main branch\n\n## Never\n\n- Delete the files",
    ),
}


@pytest.mark.parametrize(("before", "after"), TURNS.values(), ids=TURNS)
def test_the_opposite_is_an_inversion_seen_from_either_side(before: str, after: str) -> None:
    assert told(before, after) == told(after, before) == INVERTED


OTHERS = {
    "other things are banned": ("- Never push to main.", "- Never push to any branch.", EDITED),
    "more is banned": ("- Do not make docs.", "- Do not make docs, logs or notes.", EDITED),
    "another word for not": ("- Do not launch a server.", "- Refrain from launching a server.", EDITED),
    "a demand says what can be seen by it": (
        "- You must log each call of it.",
        "- You must log each call of it, so that users can read it.",
        EDITED,
    ),
    "two norms in another order": ("- Always ask, never guess it.", "- Never guess it, always ask.", EDITED),
    "in a step a rewording is the step's": (
        "1. Read it.\n2. You must test all.",
        "1. Read it.\n2. You must test more.",
        ["step-edited step 2"],
    ),
    "it moves": (
        "- Never push to main.\n- Keep it small.\n- Be kind.",
        "- Keep it small.\n- Be kind.\n- Never push to main.",
        MOVED,
    ),
    "it moves and is reworded": (
        "## One\n\n- Never push to main branch.\n- Keep it small.\n\n## Two\n\n- Be kind.",
        "## One\n\n- Keep it small.\n\n## Two\n\n- Be kind.\n- Never push to the main branch.",
        MOVED,
    ),
    "a ban is put behind a sentence": (
        "- Keep a schedule of all shows.",
        "- Keep a schedule of all shows; never give one up.",
        ["constraint-added constraint"],
    ),
    "a ban in brackets goes": (
        "- Suggest an approach (never build it): what to change, and where.",
        "- Suggest an approach: what to change, and where.",
        REMOVED,
    ),
    "a demand is put before a ban": (
        "- Follow the plan, never skip a phase.",
        "- You MUST follow the plan, never skip a phase.",
        EDITED,
    ),
    "must becomes have to": ("- You must run all tests.", "- You have to run all tests.", EDITED),
    "must becomes need to": ("You must run all tests.", "You need to run all tests.", EDITED),
    "must be becomes has to be": ("Each test must be run.", "Each test has to be run.", EDITED),
    "a demand for the same in a step": (
        "1. Read it.\n2. You must run all tests.",
        "1. Read it.\n2. You have to run all tests.",
        ["step-edited step 2"],
    ),
    "a ban becomes a narrow leave": ("- Never run UPDATE or DELETE.", "- Only run SELECT.", EDITED),
    "a ban becomes an only of its own": ("- Never write code.", "- Only write plans.", EDITED),
    "a ban is said with nothing": ("- Do not change anything.", "- Change nothing.", EDITED),
    "so under rules": ("## Rules\n\n- Do not change anything.", "## Rules\n\n- Change nothing.", EDITED),
    "an only and a ban in other words": (
        "- Only read; do not change anything.",
        "- You only read and change nothing.",
        EDITED,
    ),
    "what a title forbade stands below another": (
        "## Never\n\n- Push to the main branch\n- Wait for it\n\n## Notes\n\n- It is a list.",
        "## Never\n\n- Wait for it\n\n## Notes\n\n- It is a list.\n- Push to the main branch",
        ["content-moved item in Never -> item in Notes"],
    ),
    "a sentence goes from one paragraph to another": (
        "Read it all. Never push to main. Then rest.\n\nThe port is open. It is 8000.",
        "Read it all. Then rest.\n\nThe port is open. Never push to main. It is 8000.",
        MOVED,
    ),
    "a ban is struck through": ("- Never push.\n- Keep it.", "- ~~Never push.~~\n- Keep it.", REMOVED),
    "a demand is struck through": ("- You must ask first.", "- ~~You must ask first.~~", REMOVED),
    "a rule is struck through": ("## Rules\n\n- Ask first.", "## Rules\n\n- ~~Ask first.~~", REMOVED),
    "a sentence is struck through": ("Never push. Log it all.", "~~Never push.~~ Log it all.", REMOVED),
    "rules are said to hold no longer": (
        "## Rules\n\n- Ask first.\n- Keep a log.",
        "## Rules (examples of what not to follow)\n\n- Ask first.\n- Keep a log.",
        REMOVED,
    ),
    "rules hold again": (
        "## Rules (deprecated)\n\n- Ask first.",
        "## Rules\n\n- Ask first.",
        ["constraint-added constraint"],
    ),
    "steps and rules are said to be over": (
        "## Landing\n\n1. Ask the pilot.\n2. Wait.",
        "## Landing (no longer in use)\n\n1. Ask the pilot.\n2. Wait.",
        REMOVED,
    ),
    "a subject is said to be over": (
        "## Sails\n\n- They are white.\n- Never fold them.\n- They are dry.",
        "## Sails (deprecated)\n\n- They are white.\n- Never fold them.\n- They are dry.",
        ["section-renamed section Sails -> section Sails (deprecated)"],
    ),
    "rules get another title": (
        "## Rules\n\n- Ask first.",
        "## Habits (ours)\n\n- Ask first.",
        ["section-renamed section Rules -> section Habits (ours)"],
    ),
    "one of several sentences goes": ("Never push. You must test.", "You must test.", REMOVED),
}


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Rules (deprecated, no longer apply)",
            "Rules (no longer hold)",
            "Old rules, ignore these",
            "Former rules",
        ),
        *("Rules - not in force", "Rules: do not apply", "Archived house rules", "~~Rules~~"),
    ],
)
def test_rules_whose_title_is_void_are_gone(title: str) -> None:
    below = "\n\n- Ask first.\n- Keep a log."
    assert told(f"## Rules{below}", f"## {title}{below}") == REMOVED
    assert told(f"## {title}{below}", f"## Rules{below}") == ["constraint-added constraint"]


@pytest.mark.parametrize(("before", "after", "expected"), OTHERS.values(), ids=OTHERS)
def test_what_binds_the_same_way_is_edited_or_moved(before: str, after: str, expected: list[str]) -> None:
    assert told(before, after) == expected


def test_a_ban_of_which_the_lines_through_it_are_gone_is_added() -> None:
    assert told("- ~~Never push.~~", "- Never push.") == ["constraint-added constraint"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Do not pay. Do not sign.", "Do not pay. Do not sign anything.", EDITED),
        ("Do not pay. Do not sign.", "Do not pay. You must never sign at all.", EDITED),
        ("Do not pay. Do not sign.", "Do not sign anything. Do not pay anyone.", EDITED * 2),
        ("Be kind.\n\nDo not sign.\n\nBe brief.", "Be kind.\n\nBe brief.\n\nDo not sign anything.", MOVED),
        # What is narrower, and what is another thing, is no rewording.
        (
            "Do not pay. Do not sign.",
            "Do not pay. Do not sign letters.",
            [*REMOVED, "constraint-added constraint"],
        ),
        ("Do not pay. Do not sign.", "Do not pay. Do not vote.", [*REMOVED, "constraint-added constraint"]),
    ],
)
def test_a_short_rule_is_known_by_what_it_is_about(before: str, after: str, expected: list[str]) -> None:
    assert told(before, after) == expected
