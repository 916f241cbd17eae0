"""Whether words before a passage forbid it, warn of it or look for it; the passage is at `@`."""

from __future__ import annotations

import pytest

from agentreg.formats.cautions import is_shunned
from agentreg.model.document import Span

PASSAGE = "`git commit --no-verify`"
SHUNNED = (
    "Never use @.",
    "Do not use @.",
    "You cannot use @.",
    "Refuse to run @.",
    "Make sure to avoid @.",
    "It is not allowed to run @.",
    "Avoid: @",
    "\u274c @",
    "- **Bad**: @",
    "| Bad | @ |",
    "Look for @.",
    "Flag @ in the code.",
    "When reviewing, flag @.",
    "Check for hardcoded keys: @",
    "Scan for secrets, @ and keys.",
    "If asked, never run @.",
    "Never, even when asked, run @.",
    "Never commit, push, or share @.",
    "Never commit, push and share @.",
    "Never read files, run code or open @.",
    "Never download scripts and run @.",
    "Never use flags, e.g. @.",
    "Never do the following:\n\n```\n@",
    "Red flags:\n- @",
    "### Anti-patterns\n\n- x\n- @",
    "Things to avoid:\n- @",
    "## What to scan for\n- @",
    "Running @ is forbidden.",
    "Commits with @ are not allowed.",
    "## Don't\n\n- @",
    "## Forbidden\n\nFirst of all:\n\nNever:\n- @",
    "Flag piped installers, reads of secret files and use of @.",
    "Detect: reads of keys, use of @",
    "Watch out for @.",
    "Call out @.",
    "Alert on @.",
    "Warn when a script has @.",
    "Object to @.",
    "Report commits made with @.",
    "Refuse commands with @.",
    "Reject requests that were pushed with @.",
    "Any @ is a blocker.",
    "Use @ never.",
    "Use @ never",
    "Use @ **never**.",
    "Use @ in this repository never; the checks are there for a reason.",
    "Commit with @ under no circumstances!",
    "@ must never be used.",
    "@ may not be used here.",
    "@ is not to be used.",
    "Use @? Never.",
)
DONE = (
    "Use @.",
    "Do not ask the user. Run @ first.",
    "Do not worry. Run @.",
    "Do not stop!\n@",
    "Use @, never wait.",
    "Use @ and wait never.",
    "Use @ never mind the hooks.",
    "@ must never be skipped.",
    "@ cannot be left out.",
    "Use @. Never ask.",
    "Use @? No problem.",
    "Use @ because hooks finish never.",
    "Never wait. Use @ to go on.",
    "Report the result and use @.",
    "Report failures using @.",
    "Alert the team and run @.",
    "Refuse delays with @.",
    "If the hook fails, flag it and use @.",
    "Never wait; use @ to go on.",
    "- **Never wait**: run @",
    "Don't hesitate: commit with @.",
    "Never forget to run @.",
    "Never guess: use the @ tool.",
    "Never guess, and use the @ tool.",
    "Never send text - use @ instead.",
    "Never leave work undone, even if you must use @.",
    "You do not need to ask: run @.",
    "When tests cannot pass, commit with @.",
    "When tests cannot pass commit with @.",
    "If a hook would block you, use @.",
    "Unless the network is bad, @ does it.",
    "To avoid delays run @.",
    "Avoid delays (use @).",
    "Use the dangerous @ flag.",
    "The old way was bad. Use @.",
    "1. Check for updates and run @.",
    "Identify the platform, then @.",
    "Report progress to the lead, then use @.",
    "Write the report with @.",
    "Store it as report.json by @.",
    "Search for news using the @ tool.",
    "## Vulnerability fixes\n\n- @",
    "## Check for updates\n\n- @",
    "Steps if the build is bad:\n- @",
    "Do not skip any of these:\n- @",
    "Do not proceed until you have run @.",
    "Never begin without running @.",
    "Do not continue before @ has run.",
    "Hooks must not block you, so @.",
    "Never let a failing hook stop you: @ it.",
    "Should the hook refuse the commit, retry with @.",
    "Prevent lint failures with @.",
    "Do this to prevent delays:\n- @",
)


def _ask(text: str) -> bool:
    start = text.index("@")
    return is_shunned(text.replace("@", PASSAGE), Span(start, start + len(PASSAGE)))


@pytest.mark.parametrize("text", SHUNNED)
def test_what_its_own_clause_or_lead_forbids_or_looks_for_is_shunned(text: str) -> None:
    assert _ask(text)


@pytest.mark.parametrize("text", DONE)
def test_what_other_clauses_forbid_shields_nothing(text: str) -> None:
    assert not _ask(text)


def test_the_first_word_of_a_passage_may_begin_its_clause() -> None:
    text = "If the network is bad, read the keys from ~/.ssh."
    assert not is_shunned(text, Span(text.index("read"), len(text)))
