"""Reviews of large real changes: each on one screen, and every file that differs in it once.

Bar: at most 40 lines of 80 columns, among them what many findings have in common, and no agent that differs,
by Git's ids, left out or invented; release notes that name no agent that does not differ, nor one so that
another can be meant.
"""

from __future__ import annotations

import sys
import time

from histories import open_mirrors
from tables import Table

from agentreg.formats.locate import is_candidate
from agentreg.git.process import Git
from agentreg.git.refs import resolve_name
from agentreg.git.trees import list_tree
from agentreg.model.definition import Kind
from agentreg.report.page import Page
from agentreg.report.review_text import render_review
from agentreg.report.shapes import shapes_of
from agentreg.review.changelog import Changelog, changelog_of
from agentreg.review.ranges import Tree, around, review_range
from agentreg.review.values import Review
from agentreg.review.verdict import reach_verdict
from agentreg.rules.finding import Severity
from agentreg.sources.revision import commit_tree
from support.notes import Tree as Agents
from support.notes import wrongly_named

MOST_LINES = 40

RANGES = (
    ("agents moved into plugins", "wshobson+agents", "1c581b8", "750cff9"),
    ("tools added to 75 agents", "VoltAgent+awesome-claude-code-subagents", "28c7f15", "f5f48e9"),
    ("a month of tool changes", "VoltAgent+awesome-claude-code-subagents", "28c7f15", "50ef3a6"),
    ("a month of a busy collection", "github+awesome-copilot", "aa86cd4", "ae19f7d"),
    ("another month of it", "github+awesome-copilot", "076bae4", "aa86cd4"),
    ("a month of many new agents", "github+awesome-copilot", "1099614", "0588ad0"),
    ("a release with copies for another host", "affaan-m+everything-claude-code", "v1.9.0", "v1.10.0"),
    ("a release without some copies", "affaan-m+everything-claude-code", "v1.6.0", "v1.7.0"),
    ("a release with few changes", "affaan-m+everything-claude-code", "v1.8.0", "v1.9.0"),
    ("all agents rewritten", "lst97+claude-code-sub-agents", "82f7ec5^", "82f7ec5"),
    ("an agent removed from all others", "lst97+claude-code-sub-agents", "1f6b3ce^", "1f6b3ce"),
    ("all agents moved", "lst97+claude-code-sub-agents", "e644ae9^", "e644ae9"),
    ("all agents brought into one structure", "mycurelabs+agents", "5e4421d^", "5e4421d"),
    ("all agents reformatted", "wshobson+agents", "bc480bf^", "bc480bf"),
    ("95 agents renamed", "wshobson+agents", "4fe549a^", "4fe549a"),
    ("a month with 185 findings at medium", "github+awesome-copilot", "63882265", "076bae47"),
    ("a month of 106 agents", "github+awesome-copilot", "83097e62", "86b051b5"),
    ("the newest of a busy collection", "github+awesome-copilot", "ac03eb0065", "1fcfc01b22"),
    ("72 agents, 10 of them grave", "davila7+claude-code-templates", "721b5b69c6", "3c2fee80f4"),
    ("few agents with much that is slight", "richardsongunde+SDLC-rstack", "69daaaaaa2", "51a7a03126"),
    ("two agents with long texts", "anthropics+claude-plugins-official", "16ce98251a", "02409e0c76"),
)


def review_of(git: Git, names: tuple[str, str]) -> Review:
    """A range, judged as `agentreg review` does."""
    oids = [resolve_name(git, name) for name in names]
    before, after = (
        Tree(name, commit_tree(git, oid), f"{name}:", oid) for name, oid in zip(names, oids, strict=True)
    )
    review = review_range(before, after, state_of=around)
    return review._replace(verdict=reach_verdict(review, lambda _paths: Severity.HIGH))


def agents_at(git: Git, name: str) -> Agents:
    """The agents of a revision by path, each with its name and Git's id of its text."""
    oid = resolve_name(git, name)
    ids = {entry.path: entry.oid for entry in list_tree(git, oid) if is_candidate(entry.path)}
    found = commit_tree(git, oid).definitions().definitions
    return {one.path: (one.name, ids[one.path]) for one in found if one.kind is Kind.AGENT}


def differing(one: Agents, other: Agents) -> set[str]:
    """The paths of agents that are not the same file on both sides, by Git's ids alone."""
    ids = [{path: oid for path, (_, oid) in side.items()} for side in (one, other)]
    return {path for path in {*one, *other} if ids[0].get(path) != ids[1].get(path)}


def told(review: Review, expected: set[str]) -> set[str]:
    """The paths that the review speaks of; the origin of a copy is there unchanged."""
    changed = [agent for agent in review.agents if not agent.is_bystander]
    found = {path for agent in changed for path in agent.paths}
    origins = {
        agent.before.path
        for agent in changed
        if agent.before and agent.after and agent.before.path != agent.after.path
    }
    return found - (origins - expected)


def notes_of(review: Review) -> Changelog:
    """Release notes, without the agents that a manifest lists no more or that others no longer find."""
    return changelog_of(review._replace(agents=tuple(one for one in review.agents if not one.is_bystander)))


def main() -> int:
    columns = (
        "change",
        "agents changed",
        "unchanged",
        "verdict",
        "lines",
        "named in notes",
        "wrongly",
        "took",
    )
    table = Table("Reviews", *columns)
    with open_mirrors() as mirrors:
        for what, repository, *names in RANGES:
            if repository not in mirrors:
                continue
            git, pair = mirrors[repository], (names[0], names[1])
            started = time.perf_counter()
            review = review_of(git, pair)
            took = time.perf_counter() - started
            trees = agents_at(git, pair[0]), agents_at(git, pair[1])
            expected = differing(*trees)
            shown = ["".join(piece.text for piece in line) for line in render_review(review, Page(80))]
            lines = len(shown)
            in_common = not shapes_of(review) or any(" at medium or above: " in line for line in shown)
            changelog = notes_of(review)
            named = sum(len(note.agents) for _, notes in changelog.parts for note in notes)
            wrong = len(list(wrongly_named(changelog, *trees)))
            right = lines <= MOST_LINES and in_common and told(review, expected) == expected and not wrong
            verdict = review.verdict.outcome if review.verdict else ""
            counts = (len(review.agents), review.unchanged, verdict, lines, named, wrong)
            table.row(what, *counts, f"{took:.1f} s", right=right)
    return min(table.missed, 1)


if __name__ == "__main__":
    sys.exit(main())
