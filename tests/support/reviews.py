"""Reviews to render: one for each rule, and one that has everything a review can have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from agentreg.formats.read import read_definition
from agentreg.review.additions import Advice, Affected, Copy, VersionFit
from agentreg.review.compare import Judge, gather, review_pair, review_trees
from agentreg.review.values import Gap, Labelled, Outcome, Review, Scope, Verdict
from agentreg.rules.finding import Bump, Direction, Finding, Severity
from agentreg.rules.policy import Ignore, Policy
from agentreg.rules.settle import Terms
from agentreg.sources.collection import Collection
from support.scripts import load_script

TERMS = Terms(date(2026, 11, 21))

BEFORE = """\
---
name: auditor
description: Audits code.
tools: Read, Grep
model: sonnet
---

You are a careful auditor.

## Steps

1. Read the code.
2. Say what is wrong.

## Rules

- Never run the code that you audit.
"""
AFTER = (
    BEFORE.replace("tools: Read, Grep\n", "tools: Read, Grep, Bash\n")
    .replace("2. Say", "2. Ask for the threat model.\n3. Say")
    .replace("\n## Rules\n\n- Never run the code that you audit.\n", "")
)
PATH = ".claude/agents/auditor.md"


@cache
def reviews_of_rules() -> Mapping[str, Review]:
    """The review of each rule's example, by rule."""
    found = {}
    for rule, trees in load_script("fixtures/examples.py").read_examples().items():
        sides = [[read_definition(text.encode(), path) for path, text in tree.items()] for tree in trees]
        found[rule] = review_trees(*(Collection(tuple(side)) for side in sides), ("v1:", "v2:"), Judge(TERMS))
    return found


def review_of(before: str | None, after: str | None, path: str = PATH, terms: Terms | None = None) -> Review:
    """The review of one file; None where it is not there."""
    sides = [
        None
        if text is None
        else Labelled(read_definition(text.encode("utf-8", "surrogateescape"), path), path)
        for text in (before, after)
    ]
    return gather([review_pair(*sides, terms=terms)], terms)


def full_review() -> Review:
    """A review with an accepted finding, an old one, advice, those affected, a gap and its scope."""
    ignore = Ignore("section-was-removed", "the sandbox has these rules", "agentreg.toml:4")
    terms = Terms(date(2026, 11, 21), Policy(ignores=(ignore,)))
    review = review_of(BEFORE, AFTER, terms=terms)
    (agent,) = review.agents
    assert agent.settled
    old = Finding(
        "url-was-added", Severity.LOW, Direction.NEUTRAL, Bump.NONE, "url", "names https://x.example"
    )
    agent = agent._replace(
        existing=(old._replace(after_span=agent.changes[0].after_span),),
        advice=Advice(VersionFit.KEPT, "1.2.0", "1.2.0", "2.0.0"),
        affected=(Affected("shop", ".claude/agents/auditor.md", "1.1.0"),),
        copies=(Copy("bank", "agents/auditor.md", 0.9, is_exact=False),),
    )
    return review._replace(
        agents=(agent,),
        unchanged=3,
        findings=(old._replace(rule="policy-was-changed", message="fail-on high -> off"),),
        gaps=(Gap("agents/broken.md", "it is larger than 1 MiB"),),
        scope=Scope("v1.2.0", "HEAD", "a" * 40, "b" * 40, "agentreg review v1.2.0..HEAD"),
        verdict=Verdict(Outcome.FAILED, Severity.HIGH, 1, 1),
    )
