"""What is an inline waiver, and what only looks like one."""

from __future__ import annotations

import re
from datetime import date

import pytest

from agentreg.formats.read import read_definition
from agentreg.formats.waivers import read_waivers
from agentreg.model.waiver import Waivers
from support.shared import ROOT

RULE = "constraint-was-removed"
HEAD = "---\nname: w\ndescription: d\n---\n"
BODY = "You are a worker.\n\n## Rules\n\n{}\n\n- Never push.\n\n## Facts\n\nText.\n"


def waivers(text: str, path: str = ".claude/agents/w.md") -> Waivers:
    return read_waivers(read_definition(text.encode(), path))


def test_a_comment_in_the_frontmatter_is_about_the_whole_agent() -> None:
    text = f"---\nname: w\n# agentreg: ignore {RULE} until 2027-01-31 -- a hook does it\n---\nText.\n"
    [waiver] = waivers(text).valid
    assert (waiver.rule, waiver.until, waiver.reason) == (RULE, date(2027, 1, 31), "a hook does it")
    assert waiver.reach is None
    assert waiver.span.of(text) == f"# agentreg: ignore {RULE} until 2027-01-31 -- a hook does it"


def test_a_comment_in_the_prompt_is_about_its_section() -> None:
    text = HEAD + BODY.format(f"<!-- agentreg: ignore {RULE} -- a hook does it -->")
    [waiver] = waivers(text).valid
    assert (waiver.section, waiver.until, waiver.reason) == (("Rules",), None, "a hook does it")
    assert waiver.reach
    assert waiver.reach.of(text).startswith("## Rules")
    assert "Facts" not in waiver.reach.of(text)
    assert waiver.span.of(text).startswith("<!--")
    assert waiver.span.of(text).endswith("-->")


def test_a_comment_before_all_sections_is_about_what_is_there() -> None:
    text = f"{HEAD}<!-- agentreg: ignore {RULE} -- why -->\n\nYou are.\n\n## Rules\n\nText.\n"
    [waiver] = waivers(text).valid
    assert (waiver.section, waiver.reach and waiver.reach.of(text).count("Rules")) == ((), 0)


def test_line_ends_of_all_kinds_are_read() -> None:
    text = HEAD + BODY.format(f"<!-- agentreg: ignore {RULE} -- why -->")
    assert [waiver.reason for waiver in waivers(text.replace("\n", "\r\n")).valid] == ["why"]


def test_a_toml_definition_takes_both_forms() -> None:
    text = (
        'name = "w"\n# agentreg: ignore tool-was-granted -- why\ndescription = "d"\n'
        f'developer_instructions = """\n<!-- agentreg: ignore {RULE} -- why -->\n'
        f'# agentreg: ignore {RULE} -- a heading\n"""\n'
    )
    found = waivers(text, ".codex/agents/w.toml")
    assert [(one.rule, one.reach is None) for one in found.valid] == [
        ("tool-was-granted", True),
        (RULE, False),
    ]
    assert found.refused == ()


NO_WAIVERS = {
    "fence": HEAD + BODY.format(f"```html\n<!-- agentreg: ignore {RULE} -- why -->\n```"),
    "prose": HEAD + BODY.format(f"Write <!-- agentreg: ignore {RULE} -- why --> above it."),
    "value": f"---\nname: w\ndescription: |\n  # agentreg: ignore {RULE} -- why\n---\nText.\n",
    "behind a value": f"---\nname: w # agentreg: ignore {RULE} -- why\n---\nText.\n",
    "heading": HEAD + BODY.format(f"# agentreg: ignore {RULE} -- why"),
    "unclosed": HEAD + BODY.format(f"<!-- agentreg: ignore {RULE} -- why"),
    "no mark": HEAD + BODY.format(f"<!-- ignore {RULE} -- why -->"),
}


@pytest.mark.parametrize("text", NO_WAIVERS.values(), ids=NO_WAIVERS)
def test_what_is_no_comment_of_its_own_is_no_waiver(text: str) -> None:
    assert waivers(text) == Waivers()


REFUSED = [
    (f"ignore {RULE}", "write it as"),
    (f"ignore {RULE} --", "write it as"),
    (f"ignore {RULE}: why", "write it as"),
    ("ignore * -- why", "write it as"),
    (f"waive {RULE} -- why", "write it as"),
    (f"ignore {RULE} until tomorrow -- why", "tomorrow is no date"),
    (f"ignore {RULE} until 2027-02-30 -- why", "2027-02-30 is no date"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED)
def test_what_cannot_be_followed_is_refused_with_the_reason(words: str, why: str) -> None:
    found = waivers(HEAD + BODY.format(f"<!-- agentreg: {words} -->"))
    assert found.valid == ()
    assert [why in refusal.why for refusal in found.refused] == [True]
    assert [refusal.text for refusal in found.refused] == [words]


def test_many_comments_are_read_in_a_moment() -> None:
    lines = "\n".join(f"<!-- agentreg: ignore {RULE} -- {number} -->" for number in range(3000))
    assert len(waivers(HEAD + lines + "\n").valid) == 3000


def test_the_forms_of_the_manual_are_waivers() -> None:
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    forms = re.findall(r"(?m)^(?:#|<!--) agentreg: ignore RULE .*$", manual)
    own, html = (
        re.split(r" {2,}in the ", form)[0]
        .replace("[until YYYY-MM-DD]", "until 2027-01-31")
        .replace("RULE", RULE)
        for form in forms
    )
    found = waivers(f"---\n{own}\nname: w\n---\n{BODY.format(html)}")
    assert [(one.rule, one.until, one.reason) for one in found.valid] == [
        (RULE, date(2027, 1, 31), "REASON")
    ] * 2
