"""Whatever is grave in a review is told in each report of it: by the agent, or counted in a group."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from agentreg.model.tools import Risk
from agentreg.report.comment import render_comment
from agentreg.report.page import Detail, Page
from agentreg.report.review_html import render_html
from agentreg.report.review_text import render_review
from agentreg.review.compare import gather
from agentreg.review.values import AgentReview, Review
from agentreg.review.verdict import reach_verdict
from agentreg.rules.finding import Finding, Severity
from support.reviews import BEFORE, review_of, reviews_of_rules

GAINED = "permissions-were-gained"

# An agent that waives a rule names it in its text.
AGENTS = [
    agent
    for review in reviews_of_rules().values()
    for agent in review.agents
    if not agent.settled and not any("agentreg" in side.text for side in (agent.before, agent.after) if side)
]
FINDINGS = list({one.rule: one for agent in AGENTS for one in agent.findings}.values())
(FORM,) = review_of(BEFORE, BEFORE.replace("tools: Read, Grep", "tools: [Read, Grep]")).agents
assert FORM.is_reformatted_only
AGENTS.append(FORM)

# One severity for each rule, so that whoever counts its name counts what is grave.
SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.CRITICAL, Severity.LOW)
WEIGHT = {one.rule: SEVERITIES[place % 4] for place, one in enumerate(FINDINGS)} | {GAINED: Severity.HIGH}


def with_findings(agent: AgentReview, more: list[Finding]) -> AgentReview:
    """An agent with findings of others besides, each rule once."""
    weighed = (one._replace(severity=WEIGHT[one.rule]) for one in (*agent.findings, *more))
    each = {one.rule: one for one in weighed if one.rule != GAINED or agent.gained}
    return agent._replace(findings=tuple(sorted(each.values(), key=lambda one: one.severity.rank)))


def numbered(agents: list[AgentReview], level: Severity | None) -> Review:
    """The review of some agents, each with a name of its own, and from where on a finding fails."""
    review = gather([agent._replace(name=f"w{place}") for place, agent in enumerate(agents)])
    return review._replace(verdict=reach_verdict(review, lambda _paths: level))


each = st.builds(with_findings, st.sampled_from(AGENTS), st.lists(st.sampled_from(FINDINGS), max_size=5))
reviews = st.builds(numbered, st.lists(each, min_size=1, max_size=40), st.sampled_from([*Severity, None]))

GRAVE = next(one for one in FINDINGS if WEIGHT[one.rule] is Severity.HIGH and one.rule != GAINED)
EXAMPLE = numbered([with_findings(FORM, [GRAVE]), FORM, FORM], Severity.HIGH)


def grave(review: Review) -> Counter[str]:
    """In how many agents each rule is as serious as what fails."""
    return Counter(
        one.rule for agent in review.agents for one in agent.findings if one.severity.at_least(review.grave)
    )


def agents_told(text: str, rule: str) -> int:
    """Of how many agents a text says that a rule is about them: by its name, or with their number."""
    shown = re.findall(rf"(?<![\w-]){rule}(?![\w-])(?: \((\d+)(?: agents?)?\))?", " ".join(text.split()))
    return sum(int(count or 1) for count in shown)


@example(EXAMPLE, Detail.NORMAL)
@given(reviews, st.sampled_from([Detail.LEAST, Detail.NORMAL, Detail.ALL]))
def test_every_grave_finding_is_told_on_a_terminal(review: Review, detail: Detail) -> None:
    text = "\n".join(
        "".join(piece.text for piece in line) for line in render_review(review, Page(80, detail))
    )
    # What repeats is told besides, before the agents.
    text = re.sub(r"^\d+ at medium or above: .*?\n\n", "", text, count=1, flags=re.MULTILINE | re.DOTALL)
    for rule, count in grave(review).items():
        told = agents_told(text, rule)
        # What is gained needs no rule.
        assert told == count or (rule == GAINED and told < count <= told + gains(text)), (rule, text)


# In a comment the table of questions and what repeats are told besides the agents.
BESIDES = ("| ", "Alone: ", *(f"- {severity}, " for severity in Severity))


def gains(text: str) -> int:
    """Of how many agents a text says by itself what they gain."""
    return len(re.findall(rf"\b(?:gains|may) (?:{'|'.join(Risk)})", " ".join(text.split())))


@example(EXAMPLE, Detail.NORMAL)
@given(reviews, st.sampled_from([Detail.NORMAL, Detail.ALL]))
def test_every_grave_finding_and_every_agent_is_told_in_a_comment(review: Review, detail: Detail) -> None:
    lines = render_comment(review, detail).splitlines()
    folded = "\n".join(line for line in lines if not line.startswith(BESIDES))
    for rule, count in grave(review).items():
        assert agents_told(folded, rule) == count, (rule, folded)
    assert {agent.name for agent in review.agents} <= set(re.findall(r"\bw\d+\b", folded))


@example(EXAMPLE)
@given(reviews)
def test_every_grave_finding_is_told_on_a_page(review: Review) -> None:
    page = render_html(review)
    for rule, count in grave(review).items():
        told = re.findall(rf'<details class="finding"[^>]*><summary>[^\n]*<code>{rule}</code>', page)
        assert len(told) == count
