"""What is kept of two texts: the line, the bump and its reason."""

from hashlib import sha256

import pytest

from agentreg.index.store import Pair, Told
from agentreg.index.telling import Edit
from agentreg.rules.finding import Bump
from agentreg.rules.table import RULES
from agentreg.rules.telling import TELLING_VERSION, tell
from support.indexed import definition

TEXT = definition("one", "Do this.", "", "Do that.")
HERE = ".claude/agents/one.md"


def told(before: str, after: str, *, to: str = HERE) -> Told:
    pair = Pair("0" * 40, HERE, "1" * 40, to)
    return tell(Edit(pair, before.encode(), after.encode()))


@pytest.mark.parametrize(
    ("after", "summary", "bump", "because"),
    [
        (TEXT, "", Bump.NONE, ""),
        (TEXT.replace("tools: Read", "tools: [Read]"), "reformatted", Bump.NONE, ""),
        (TEXT.replace("tools: Read", "tools: Read, Glob"), "+Glob", Bump.MINOR, "tool Glob is granted"),
        (TEXT.replace("name: one", "name: two"), "name one -> two", Bump.MAJOR, "one is now called two"),
    ],
    ids=["nothing", "form", "minor", "major"],
)
def test_two_texts_are_told_in_one_line_with_the_bump_they_ask_for(after, summary, bump, because):
    assert told(TEXT, after) == Told(summary, bump, because)


def test_the_most_serious_finding_that_asks_for_the_bump_is_its_reason():
    after = TEXT.replace("name: one", "name: two").replace("tools: Read\n", "")
    found = told(TEXT, after)
    # That the agent gains every tool is more serious, and only a minor bump.
    assert (found.bump, found.because) == (Bump.MAJOR, "one is now called two")


def test_a_move_is_judged_and_told_apart_from_the_text():
    moved = "agent one is not loaded any more: no host is known to read its folder"
    assert told(TEXT, TEXT, to="agents/one.md") == Told("", Bump.MAJOR, moved)
    within = "moved from .claude/agents/one.md to .claude/agents/team/one.md"
    assert told(TEXT, TEXT, to=".claude/agents/team/one.md") == Told("", Bump.PATCH, within)


def test_bytes_that_are_no_text_are_told_too():
    pair = Pair("0" * 40, "a.md", "1" * 40, "a.md")
    assert tell(Edit(pair, b"\xff\xfe\x00", b"---\nname: \xff\n---\n")).bump is not Bump.NONE


@pytest.mark.parametrize(
    "field",
    [
        'model: "ghp_zQWBuTSOoRi4A9spHc\\x56Y5ncnsDkxkJ0mLq17"',
        'initialPrompt: "ask postgres:\\/\\/app:Y5ncnsDkxk@db.acme.io\\/x"',
    ],
    ids=["a token", "a password"],
)
def test_what_is_kept_holds_no_secret_that_was_escaped(field):
    found = told(TEXT, TEXT.replace("tools: Read", f"tools: Read\n{field}"))
    assert "••••" in found.summary
    assert "Y5ncns" not in str(found)


def test_rules_that_ask_for_other_bumps_are_another_way_of_telling():
    rows = [(rule.id, rule.bump, sorted(rule.kinds), sorted(rule.on.items())) for rule in RULES if rule.kinds]
    digest = sha256(repr(rows).encode()).hexdigest()[:12]
    raised = "raise TELLING_VERSION: what indexes keep is told otherwise now; then write its digest here"
    assert (TELLING_VERSION, digest) == (22, "12cf869751c8"), raised
