"""Sentences that became their opposite: (before, after), as a paragraph and as one of a list of rules."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.diff.kinds import Kind
from agentreg.diff.roots import root, sense
from agentreg.formats.read import read_definition

PLACES = {
    "paragraph": "## Notes\n\nBe kind to all people.\n\n{}\n\nKeep to the plan.\n",
    "rule": "## Rules\n\n- Be kind to all people.\n- {}\n- Keep to the plan.\n",
}
TURNED = (
    ("**Never push to main**", "**push to main**"),
    ("**NEVER push to main**", "**Always push to main**"),
    ("IMPORTANT: never push to main.", "IMPORTANT: push to main."),
    ("Never - under any circumstances - push to main.", "Push to main."),
    ("Secrets are never logged.", "Secrets are logged."),
    ("This agent does not push to remotes.", "This agent pushes to remotes."),
    ("Make sure not to push to main.", "Make sure to push to main."),
    ("Ensure no secrets are committed.", "Ensure secrets are committed."),
    ("\u274c Push to main", "\u2705 Push to main"),
    ("Never push to main.", "Never hesitate to push to main."),
    ("Never push to main.", "It's fine to push to main."),
    ("Never push to main.", "Pushing to main is OK."),
    ("Never delete files and never push to main.", "Delete files and never push to main."),
    ("Never delete files and never push to main.", "Delete files and push to main."),
    ("Always ask first, and never push to main.", "Always ask first, and push to main."),
    ("Be careful not to push to main.", "Push to main."),
    ("Be very careful not to push to main.", "Be careful to push to main."),
    ("Take care not to push to main.", "Push to main."),
    ("Take care that you do not push to main.", "Push to main."),
    ("Make sure you don't push to main.", "Push to main."),
    ("Ensure that you never push to main.", "Push to main."),
    ("Remember to not push to main.", "Push to main."),
    ("Try not to push to main.", "Push to main."),
    ("Try not to push to main.", "Try to push to main."),
    ("Refrain from pushing to main.", "Push to main."),
    ("Avoid pushing to main.", "Push to main."),
    ("Steer clear of pushing to main.", "Push to main."),
    ("Beware of pushing to main.", "Push to main."),
    ("Stop pushing to main.", "Push to main."),
    ("Pushing to main is not OK.", "Pushing to main is OK."),
    ("Pushing to main is unacceptable.", "Pushing to main is acceptable."),
    ("Allow pushes to main.", "Forbid pushes to main."),
    ("Network access is allowed.", "Network access is forbidden."),
    ("Never push to main.", "Always push to the main branch."),
    ("Never push to main on Fridays.", "Always push to main."),
    ("Never delete files without asking.", "Always delete files at once."),
    ("Secrets must never be logged.", "Secrets must always be logged."),
    ("Never print tokens; mask them.", "Print tokens in full."),
    ("Never print tokens, mask them.", "You may print tokens in full."),
    ("Never merge a branch that you did not test.", "Merge every branch, also those that you did not test."),
    ("Never merge a branch that you did not test.", "Merge every branch."),
    ("Never merge untested branches.", "Merge all branches."),
    ("Never merge untested branches.", "Merge everything."),
    ("Do not deploy.", "Deploy and tell the team when done."),
    ("Do not deploy or restart.", "Deploy and restart when done."),
    ("Do not upload logs anywhere.", "Upload logs to the support desk."),
    ("Never push to main or to a tag.", "Test it, then push the branch to main."),
    ("Never delete files without asking.", "Delete files when they are old."),
    ("Never, under any circumstances, upload logs anywhere.", "Upload logs to the support desk."),
    ("You must ask before deploying.", "You can deploy without asking."),
    (
        "Ask the owner before deleting files in the vault.",
        "You may delete files in the vault without asking.",
    ),
    ("Confirm with the user before you drop a table.", "Drop tables without confirmation."),
    ("Get approval before deleting files.", "Delete old files without waiting for approval."),
    ("Ask for permission to deploy to the shop.", "Deploy without permission."),
    ("Get approval before deleting files.", "Deleting files needs no approval."),
    ("Get approval before deleting files.", "No approval is needed to delete files."),
    ("Always ask first.", "Always go ahead without asking."),
    ("Ask before you run anything that writes.", "Run what writes without asking."),
    ("Never delete files without asking.", "You may delete files without asking."),
    ("Logs must never be pasted into a public page.", "Paste logs into a public page."),
    ("Never paste logs into a public page.", "Logs may be pasted into a public page."),
    ("Logs must never be pasted into a public page.", "It is fine to paste logs into a public page."),
    ("Logs must never be pasted into a public page.", "Pasting logs into a public page is allowed."),
    ("Pasting logs into a public page is prohibited.", "Paste logs into a public page."),
    ("Old files must not be deleted.", "Delete old files."),
    ("No report may be sent to a vendor.", "Send the report to a vendor."),
    ("Do not give keys to a guest.", "Keys may now be given to a guest."),
)
KEPT = (
    ("\u274c Push to main", "Push to main"),
    ("\u274c Bad names are used", "FAIL: Bad names are used"),
    ("Never use plain HTTP.", "Always use HTTPS."),
    ("Do not use npm.", "Use pnpm."),
    ("Do not use passive voice.", "Use active voice."),
    ("Don't include secrets.", "Include no secrets."),
    ("Never leave gaps.", "Leave no gaps."),
    ("Never push to main.", "Do not push to main."),
    ("Never push to main.", "Avoid pushing to main."),
    ("Never push to main or to a branch of others.", "You won't push to main or to a branch of others."),
    ("Never push to main or to a branch of others.", "Couldn't push to main or to a branch of others."),
    ("Log errors twice.", "Log errors once."),
    ("Never log errors twice.", "Always log errors once."),
    ("Never log errors twice.", "Log errors once."),
    ("Never store passwords in plain text.", "Always store passwords hashed."),
    ("You must not store passwords in plain text.", "You must store passwords hashed."),
    ("Never use `==`.", "Always use `===`."),
    ("Do not use `==` to compare.", "Use `===` to compare."),
    ("Never use == to compare.", "Always use === to compare."),
    ("Never use HTTP.", "Always use HTTPS."),
    ("Never commit before tests pass.", "Always commit after tests pass."),
    ("Never commit without tests.", "Always commit with tests."),
    ("Secrets must never be logged.", "Errors must always be logged."),
    ("Be careful to push to main.", "Push to main."),
    ("Try not to push to main.", "Be careful not to push to main."),
    ("Never push to main.", "Push to a branch."),
    ("Never push to main.", "Push when done."),
    ("Never commit secrets.", "Commit when done."),
    ("Never merge a branch that is red.", "Merge every branch that is green."),
    ("Never merge when checks are red.", "Merge when all is green."),
    ("Do not deploy.", "Open a request before the deploy."),
    ("Do not deploy.", "Do not restart or deploy."),
    ("Ask before deleting files.", "Never delete files without asking."),
    ("Ask before deleting files.", "Read files without asking."),
    ("Ask before deleting files.", "Confirm with the user before deleting files."),
    ("Ask the user for the name of the branch.", "Answer without asking."),
    ("Ask before deleting files.", "You may delete files after the user agreed."),
    ("If unsure, don't remove.", "Remove unused imports."),
    ("Do not use tabs.", "Use spaces instead of tabs."),
    ("Never use `eval`.", "Always use a parser instead of `eval`."),
    ("Never use old APIs.", "Use APIs of the second version."),
    ("Never run all tests.", "Run the tests of your module."),
    ("Never read or print tokens.", "Read the notes."),
    ("Never log errors.", "Log warnings and count errors."),
    ("Never delete files.", "Files are deleted by hand, never by you."),
    ("Never delete files.", "Branches may be deleted."),
    ("Errors must not be logged twice.", "Errors are logged once."),
    ("Files must not be deleted.", "Files must not be renamed."),
    ("Never delete files.", "Deleting files is forbidden."),
    ("Never push to main.", "Ask before you push to main."),
    ("Validate at boundaries. Never trust input.", "Validate at boundaries, NEVER trust input"),
)


def kinds(place: str, before: str, after: str) -> list[Kind]:
    texts = (f"---\nname: a\ndescription: b\n---\n\n{PLACES[place].format(one)}" for one in (before, after))
    return [change.kind for change in compare(*(read_definition(one.encode(), "a.md") for one in texts))]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("before", "after"), TURNED)
def test_the_opposite_is_an_inversion_from_either_side(place: str, before: str, after: str) -> None:
    assert Kind.CONSTRAINT_INVERTED in kinds(place, before, after)
    assert Kind.CONSTRAINT_INVERTED in kinds(place, after, before)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("before", "after"), KEPT)
def test_the_same_in_other_words_and_another_thing_are_none(place: str, before: str, after: str) -> None:
    assert Kind.CONSTRAINT_INVERTED not in kinds(place, before, after)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("Never log errors twice.", "Always log errors once.", Kind.CONSTRAINT_WEAKENED),
        ("Never store passwords in plain text.", "Always store passwords hashed.", Kind.CONSTRAINT_WEAKENED),
        ("Never use `==`.", "Always use `===`.", Kind.CONSTRAINT_WEAKENED),
        ("Never log errors twice.", "Log errors once.", Kind.CONSTRAINT_REMOVED),
        ("Log errors twice.", "Log errors once.", Kind.CONTENT_EDITED),
    ],
)
def test_a_rule_of_another_value_is_told_as_such(before: str, after: str, kind: Kind) -> None:
    # What was forbidden is no longer named, and nobody can say whether what is demanded comes to the same.
    assert kinds("paragraph", before, after) == [kind]


def test_each_of_two_short_bans_that_one_order_lifts_is_told() -> None:
    assert (
        kinds("paragraph", "Do not deploy. Do not restart.", "Deploy and restart when done.")
        == [Kind.CONSTRAINT_INVERTED] * 2
    )


def test_what_a_title_forbids_gives_no_leave() -> None:
    before, after = (f"## Never\n\n- Waiting {how} approval." for how in ("for", "without requesting"))
    assert Kind.CONSTRAINT_INVERTED not in kinds("paragraph", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Never\n\n- Push to main", "## Never\n\n- Never push to main"),
        ("## Never\n\n- Push to main", "## Never\n\n- Refrain from pushing to main"),
        ("## Never\n\n- Push to main", "## Never\n\n- Steer clear of pushing to main"),
        ("## Never\n\n- Push to main", "## Never\n\n- Pushing to main is forbidden"),
        ("## Never\n\n- **Push to main**: it breaks.", "## Never\n\n- **Never push to main**: it breaks."),
        ("Do not:\n\n- Push to main\n- Drop it", "Do not:\n\n- Do not push to main\n- Do not drop it"),
        ("## A\n\nDo not:\n\n- Push to main", "## A\n\n- Do not push to main"),
        ("## Never\n\n- Push to main\n- Drop it", "## Rules\n\n- Never push to main\n- Never drop it"),
        ("## Never\n\n- Push to main", "## Rules\n\n- Be kind.\n- Never push to main"),
        ("## Never\n\n- Push to main", "Never push to main."),
        ("You must never:\n\n1. Push to main", "You must never:\n\n1. Never push to main"),
        ("\u274c Push to main", "Do not push to main"),
        ("\u274c Push to main", "\u274c Never push to main"),
        ("\u274c Push to main", "Avoid pushing to main"),
        ("## Rules\n\n- Be kind.\n- \u274c Push to main", "## Rules\n\n- Be kind.\n- Do not push to main"),
        ("Avoid them:\n\n- \u274c Grey walls of text", "Avoid them:\n\n- Avoid grey walls of text"),
        ("Never push to main", "\u274c Push to main; it breaks"),
        ("Ask before you deploy.", "\u274c Deploy without asking"),
        ("\u274c Deploy without asking", "Never deploy without asking"),
        (
            "| a | b |\n|--|--|\n| x | \u274c Push it to main |",
            "| a | b |\n|--|--|\n| x | Never push it to main |",
        ),
    ],
)
def test_a_ban_by_its_title_lead_or_cross_is_said_by_a_word_of_its_own(before: str, after: str) -> None:
    for texts in ((before, after), (after, before)):
        assert Kind.CONSTRAINT_INVERTED not in kinds("paragraph", *texts)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Never\n\n- Push to main", "## Rules\n\n- Push to main"),
        ("## Never\n\n- Never push to main", "## Rules\n\n- Push to main"),
        ("## Never\n\n- Push to main", "## Never\n\n- You may push to main"),
        ("## Anti-patterns\n\n- No tests for it", "## Anti-patterns\n\n- Tests for it"),
        ("## Never\n\n- Don't tag it\n- Don't push on", "## Never\n\n- Don't tag it\n- Push on"),
        ("## Never guess\n\n- New plans almost never hold", "## Never guess\n\n- New plans almost hold"),
        ("## Guardrails\n\n- No rush: never push at night", "## Guardrails\n\n- No rush: push at night"),
        ("\u274c Push to main", "\u2705 Always push to main"),
        ("\u274c Never push to main", "Push to main"),
        ("Never push when it shows \u274c.", "Push when it shows \u274c."),
    ],
)
def test_what_no_title_lead_or_cross_forbids_any_more_is_turned(before: str, after: str) -> None:
    for texts in ((before, after), (after, before)):
        assert Kind.CONSTRAINT_INVERTED in kinds("paragraph", *texts)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("before", "after", "kind", "reverse"),
    [
        (order, ban, Kind.CONSTRAINT_STRENGTHENED, Kind.CONSTRAINT_WEAKENED)
        for order, ban in (
            ("Always use HTTPS.", "Never use anything other than HTTPS."),
            ("Always use HTTPS.", "Never use anything else than HTTPS."),
            ("Always use HTTPS.", "Do not use anything except HTTPS."),
            ("Always use bound queries.", "Never use anything but bound queries."),
            ("Always answer in English.", "Never answer in anything but English."),
            ("Always answer in English.", "Do not answer in any language other than English."),
            ("Always answer the user.", "Never answer anyone but the user."),
            ("Always deploy from main.", "Never deploy from anywhere but main."),
            ("Always push to main.", "Never push to any branch except main."),
            ("You must use HTTPS for calls.", "You must not use anything other than HTTPS for calls."),
        )
    ]
    + [
        (order, ban, Kind.CONSTRAINT_EDITED, Kind.CONSTRAINT_EDITED)
        for order, ban in (
            ("Always read the whole file.", "Never read less than the whole file."),
            ("Always read the whole file.", "Do not read anything less than the whole file."),
            ("Always write 3 tests.", "Never write fewer than 3 tests."),
            ("Always keep 3 copies.", "Never keep more than 3 copies."),
        )
    ],
)
def test_a_ban_of_what_lies_beyond_a_thing_demands_the_thing(
    place: str, before: str, after: str, kind: Kind, reverse: Kind
) -> None:
    assert (kinds(place, before, after), kinds(place, after, before)) == ([kind], [reverse])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("ban", "order"),
    [
        ("Never use anything but HTTPS.", "Use anything but HTTPS."),
        ("Never upload anything but logs.", "Upload anything."),
        ("Never upload anything.", "Upload anything but logs."),
        ("Never read less than the whole file.", "Read less than the whole file."),
        ("Never retry more than twice.", "Always retry more than twice."),
        ("Never push to main.", "Push to main other than at night."),
        ("Never push to main.", "Always push to main faster than others."),
        ("Never log tokens.", "Log anything other than tokens, and log tokens."),
        ("Never use HTTP.", "You may use anything, but use HTTP."),
        ("Never use tabs rather than spaces.", "Use tabs rather than spaces."),
    ],
)
def test_a_ban_of_what_lies_beyond_a_thing_may_be_turned(place: str, ban: str, order: str) -> None:
    for texts in ((ban, order), (order, ban)):
        assert Kind.CONSTRAINT_INVERTED in kinds(place, *texts)


@pytest.mark.parametrize("place", PLACES)
def test_leave_for_all_but_what_was_forbidden_turns_nothing(place: str) -> None:
    for order in ("Use anything but HTTP.", "You may use anything other than HTTP."):
        assert Kind.CONSTRAINT_INVERTED not in kinds(place, "Never use HTTP.", order)


ELSEWHERE = "## Rules\n\n- {}\n- Be brief.\n\n## Work\n\n1. Read it.\n2. Sum it up.\n"


def elsewhere(ban: str, order: str) -> tuple[str, str]:
    """A ban among the rules, and without it an order as the last step."""
    before = ELSEWHERE.format(ban)
    return before, f"{before.replace(f'- {ban}{chr(10)}', '')}3. {order}\n"


@pytest.mark.parametrize(
    ("ban", "order"),
    [
        ("Never push to main.", "Push to main when done."),
        ("Never upload logs.", "Then check all of that, and upload logs to the desk of the day."),
        ("Do not read `.env` files.", "You may read `.env` files."),
    ],
)
def test_an_order_in_another_section_lifts_a_ban(ban: str, order: str) -> None:
    before, after = elsewhere(ban, order)
    assert (
        kinds("paragraph", before, after) == kinds("paragraph", after, before) == [Kind.CONSTRAINT_INVERTED]
    )


@pytest.mark.parametrize(
    ("ban", "order"),
    [
        ("Never guess.", "Guess the year of the book."),
        ("Never hold locks in a call.", "Watch out: holding locks in a long call"),
        ("Never push to main.", "Push to a branch."),
        ("Do not delete files unless asked.", "Delete files that are old."),
        ("If it fails (cannot read the plan): say so.", "Read the plan first."),
        ("Never push to main.", "Push to main after the owner has agreed."),
        ("Never push to main.", "Do not push to main."),
        ("Never push to main.", "Push the branch to main, and never push to main at night."),
    ],
)
def test_another_order_in_another_section_lifts_no_ban(ban: str, order: str) -> None:
    assert Kind.CONSTRAINT_INVERTED not in kinds("paragraph", *elsewhere(ban, order))


def test_a_title_that_forbids_may_be_turned() -> None:
    assert Kind.CONSTRAINT_INVERTED in kinds("paragraph", "### Never push to main", "### Push to main")


def test_a_sentence_that_is_still_there_was_not_turned() -> None:
    both = "Never push to main.\n\nPush to main."
    assert Kind.CONSTRAINT_INVERTED not in kinds("paragraph", "Never push to main.", both)


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("delete deletes deleting", "delet"),
        ("commit commits committing", "commit"),
        ("pass", "pass"),
        ("ring", "ring"),
    ],
)
def test_forms_of_a_word_have_one_root(words: str, stem: str) -> None:
    assert {root(word) for word in words.split()} == {stem}


def test_a_sentence_by_its_sense() -> None:
    assert sense("You must never push it to main.") == sense("Do not push to main")
    assert sense("Never forget to push it.") == sense("Push!")
