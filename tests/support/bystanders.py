"""Repositories in which a change hits agents that it does not touch."""

from __future__ import annotations

from pathlib import Path

from agentreg.git.process import Git
from agentreg.review.ranges import Tree, around, review_range
from agentreg.review.values import Review
from agentreg.rules.settle import Terms
from agentreg.sources.revision import commit_tree
from support.repos import git

LEAD, OTHER = ".claude/agents/lead.md", ".claude/agents/planner.md"


def agent(name: str = "lead", prompt: str = "You lead.", matter: str = "{}---\n\n{}\n") -> str:
    """The agent that a change hits."""
    return matter.format(f"---\nname: {name}\ndescription: Works.\n", prompt)


def other(name: str = "planner") -> str:
    """The one that it names."""
    return agent(name, f"You plan the work of others with care, {'a' * 20}.")


def reviewed(repo: Path, terms: Terms | None = None) -> Review:
    """The review of what the second commit changes, with what is known around it."""
    sides = [git(repo, "rev-parse", name) for name in ("v1", "v2")]
    trees = [Tree(oid, commit_tree(Git(repo / ".git"), oid), f"{oid}:", oid) for oid in sides]
    return review_range(*trees, terms, state_of=around)


def hits(review: Review) -> list[str]:
    """What is said of the one that did not change."""
    agents = [one for one in review.agents if one.is_bystander]
    assert all(one.paths == (LEAD, LEAD) for one in agents)
    return [f"{one.severity} {one.rule}: {one.message}" for agent in agents for one in agent.findings]
