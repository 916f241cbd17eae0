"""The page of a review says all of it, in order, and without its script."""

from __future__ import annotations

import re

import pytest

from agentreg.report.html import asset
from agentreg.report.review_html import MOST_OPEN, render_html
from agentreg.review.values import AgentReview, Review
from support.html import Page, source
from support.reviews import AFTER, BEFORE, PATH, full_review, review_of, reviews_of_rules


def page_of(review: Review) -> Page:
    return Page(render_html(review))


@pytest.mark.parametrize("rule", reviews_of_rules())
def test_every_finding_is_told_and_leads_to_its_lines(rule: str) -> None:
    page, review = page_of(reviews_of_rules()[rule]), reviews_of_rules()[rule]
    assert page.problems == []
    found = [attributes for tag, attributes in page.tags if attributes.get("class") == "finding"]
    told = [agent for agent in review.agents if not agent.is_reformatted_only]
    assert len(found) == sum(len(agent.findings) for agent in told)
    targets = {attributes["href"] for tag, attributes in page.tags if tag == "a"} - {"#content"}
    assert targets <= {f"#{attributes['id']}" for _, attributes in page.tags if "id" in attributes}


def test_it_says_what_was_compared_and_what_was_not() -> None:
    text = page_of(full_review()).text
    for said in (
        "Compared v1.2.0 (aaaaaaaaaa) with HEAD (bbbbbbbbbb).",
        "FAIL 1 finding at high or above in 1 agent",
        "Reproduce: agentreg review v1.2.0..HEAD",
        "1 agent changed, 3 unchanged",
        "1 file could not be compared: this is not the whole difference.",
        "agents/broken.md: it is larger than 1 MiB",
        "fail-on high -> off",
        "version 1.2.0 was kept: 2.0.0 is asked for (minor)",
        ".claude/agents/auditor.md in shop at 1.1.0",
        "the sandbox has these rules (agentreg.toml:4)",
        "names https://x.example",
    ):
        assert said in text, said


def test_the_words_that_differ_are_marked_on_their_side() -> None:
    html = render_html(review_of(BEFORE, AFTER))
    assert '<div class="now" data-line="4" id="a1-now-4">tools: Read, Grep<ins>, Bash</ins></div>' in html
    assert '<div class="was" data-line="13"><del>2</del>. Say what is wrong.</div>' in html
    assert '<div class="row"><div class="now" data-line="13" id="a1-now-13"><ins>2. Ask for' in html


def test_what_stayed_is_folded() -> None:
    text = "".join(f"Line {number} of the prompt.\n\n" for number in range(40))
    page = page_of(review_of(BEFORE + text, BEFORE + text.replace("Line 20 ", "Row 20 ")))
    assert re.findall(r"(\d+) lines? that stayed", page.text) == ["14", "40", "36"]


def test_tags_of_a_prompt_stay_visible() -> None:
    page = page_of(review_of(BEFORE, BEFORE + "\n<example>\nuser: <b>Go</b>\n</example>\n"))
    assert "<example>" in page.text
    assert "user: <b>Go</b>" in page.text
    assert "example" not in {tag for tag, _ in page.tags}


def test_hidden_characters_are_written_out_and_marked() -> None:
    html = render_html(review_of(BEFORE, BEFORE.replace("careful", "care\u200bful")))
    assert 'care<span class="unseen">&lt;U+200B&gt;</span>ful' in html


def test_the_policy_names_the_one_style_and_the_one_script() -> None:
    page = page_of(full_review())
    style, script = source(page.raw["style"]), source(page.raw["script"])
    assert page.policy == (
        f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
    )
    for name in ("page.css", "review.css", "drift.css", "review.js"):
        assert not re.search(r"url\(|@import|https?:|</|eval|innerHTML", asset(name))


def named(agent: AgentReview, count: int) -> Review:
    return Review(tuple(agent._replace(name=f"agent-{number}") for number in range(count)))


@pytest.mark.parametrize(("count", "is_open"), [(MOST_OPEN, True), (MOST_OPEN + 1, False)])
def test_many_agents_are_folded_at_first(count: int, is_open: bool) -> None:
    (agent,) = review_of(BEFORE, AFTER).agents
    found = [one for _, one in page_of(named(agent, count)).tags if one.get("class") == "agent"]
    assert len(found) == count
    assert all(("open" in one) == is_open for one in found)


def test_agents_of_which_only_the_formatting_differs_are_counted() -> None:
    page = page_of(review_of(BEFORE, BEFORE.replace("Read, Grep", "[Grep, Read]")))
    assert "1 agent: only the formatting differs" in page.text
    assert "agent" not in {attributes.get("class") for _, attributes in page.tags}


def test_nothing_is_said_of_nothing() -> None:
    page = page_of(Review((), 3))
    assert "0 agents changed, 3 unchanged" in page.text
    assert "No difference." in page.text


def _head(fields: str, name: str = "auditor") -> str:
    return f"---\nname: {name}\ndescription: Audits code.\n{fields}---\n\nYou audit.\n"


OPENCODE = "mode: subagent\npermission:\n  bash:\n    '*': {bash}\n  webfetch: {fetch}\n"
DIFFERENCES = [
    (
        ".opencode/agents/auditor.md",
        OPENCODE.format(bash="ask", fetch="deny"),
        OPENCODE.format(bash="allow", fetch="allow"),
        ["gains every other tool: webfetch; tool-denial-was-lifted; permission-mode-was-widened"],
    ),
    (
        PATH,
        "tools: Read, Bash(git diff *)\n",
        "tools: Read, Bash\n",
        ["specifier-was-widened", "specifier-was-widened", "specifier-was-widened", "none"],
    ),
    (PATH, "tools: Read\n", "tools: Read, Glob\n", ["gains Glob", "gains search", "gains search", "none"]),
    (PATH, "tools: Read, Glob\n", "tools: Read\n", ["loses Glob", "loses search", "loses search", "none"]),
    (PATH, "tools: Read\n", "tools: Read\nmodel: opus\n", ["none"] * 4),
]


@pytest.mark.parametrize(("path", "before", "after", "expected"), DIFFERENCES)
def test_a_difference_in_rights_is_told_where_no_risk_came(
    path: str, before: str, after: str, expected: list[str]
) -> None:
    html = render_html(review_of(_head(before), _head(after), path))
    cells = re.findall(r'<td data-label="difference"><span>(.*?)</span></td>', html)
    assert [re.sub("<[^>]+>", "", cell) for cell in cells] == expected


def test_a_headline_tells_that_every_tool_came_also_where_no_risk_did() -> None:
    path, before, after, _ = DIFFERENCES[0]
    assert "gains every other tool; minor bump" in page_of(review_of(_head(before), _head(after), path)).text


@pytest.mark.parametrize("sides", [(None, "tools: Read\n"), ("tools: Read\n", None)])
def test_an_agent_that_came_or_went_has_a_row_for_each_host_that_loads_it(
    sides: tuple[str | None, str | None],
) -> None:
    html = render_html(review_of(*(None if side is None else _head(side) for side in sides)))
    hosts = re.findall(r'<tr><th scope="row">(.*?)</th>', html)
    assert hosts == ["claude-code", "copilot", "vscode", "cursor"]


def test_agents_of_one_name_are_told_apart_while_they_are_folded() -> None:
    (one,) = review_of(BEFORE, AFTER).agents
    (other,) = review_of(BEFORE, AFTER, ".github/agents/auditor.agent.md").agents
    (form,) = review_of(BEFORE, BEFORE.replace("tools: Read, Grep", "tools: [Read, Grep]")).agents
    (alone,) = review_of(
        _head("tools: Read\n", "tester"), _head("tools: Grep\n", "tester"), "tester.md"
    ).agents
    forms = (form, form._replace(name="quiet"))
    html = render_html(Review((one, other, alone, *forms)))
    assert re.findall("<h2>(.*?)</h2>", html) == [
        "auditor (.claude/agents/auditor.md)",
        "auditor (.github/agents/auditor.agent.md)",
        "tester",
    ]
    assert re.findall("<li><code>(.*?)</code></li>", html) == ["auditor (.claude/agents/auditor.md)", "quiet"]
