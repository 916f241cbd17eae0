"""Whatever becomes of agents that share names, release notes name only those that differ, by their paths."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.review.changelog import changelog_of
from agentreg.review.compare import review_trees
from agentreg.review.values import Review
from agentreg.sources.collection import Collection
from support.notes import tree_of, wrongly_named

TEXTS = (
    "Look at the freight of every harbour twice.\nWrite down what is missing.\nNever touch a crane.",
    "Look at the freight of every harbour twice.\nWrite down what is missing.\nAsk for a crane.",
    "Ask who the readers are.\nOutline the chapters in the wiki.\nFill in one chapter a day.",
)
FOLDERS = (".claude/agents", ".cursor/agents", ".kiro/agents", "agents", "docs/tr/agents", "plugins/p/agents")
KINDS_OF_LOSS = ("gains ", "loses ", "all tools", "file copied", "merged away")

paths = st.builds("{}/{}.md".format, st.sampled_from(FOLDERS), st.sampled_from("vw"))
texts = st.tuples(st.sampled_from("vw"), st.sampled_from(("", "Read", "Bash")), st.sampled_from(TEXTS))
trees = st.dictionaries(paths, texts, max_size=6)


def definitions(files: dict[str, tuple[str, str, str]]) -> list[Definition]:
    head = "---\nname: {}\ndescription: Does work.\n{}---\n\n{}\n"
    return [
        read_definition(head.format(name, f"tools: {tools}\n" if tools else "", text).encode(), path)
        for path, (name, tools, text) in files.items()
    ]


def review(before: list[Definition], after: list[Definition]) -> Review:
    return review_trees(Collection(tuple(before)), Collection(tuple(after)), ("", ""))


HERE, THERE = "agents/w.md", ".kiro/agents/w.md"
W, WIDE = ("w", "Read", TEXTS[0]), ("w", "", TEXTS[0])


@example({HERE: W}, {HERE: W, THERE: WIDE})
@example({HERE: W, THERE: WIDE}, {HERE: W})
@example({HERE: W, THERE: W}, {HERE: ("v", "Read", TEXTS[0]), THERE: W})
@example({".claude/agents/v.md": W, ".claude/agents/w.md": W}, {".cursor/agents/v.md": ("v", "", TEXTS[0])})
@given(trees, trees)
def test_notes_name_only_agents_that_differ_and_each_clearly(
    before: dict[str, tuple[str, str, str]], after: dict[str, tuple[str, str, str]]
) -> None:
    sides = definitions(before), definitions(after)
    changelog = changelog_of(review(*sides))
    assert list(wrongly_named(changelog, *map(tree_of, sides))) == []


@example({HERE: W}, {HERE: W, THERE: WIDE})
@example({HERE: W, THERE: WIDE}, {HERE: W})
@given(trees, trees)
def test_what_came_or_went_is_not_told_as_a_change_of_what_stays(
    before: dict[str, tuple[str, str, str]], after: dict[str, tuple[str, str, str]]
) -> None:
    found = review(definitions(before), definitions(after))
    come_or_gone = tuple(one for one in found.agents if one.was is None or one.after is None)
    notes = [note for _, notes in changelog_of(found._replace(agents=come_or_gone)).parts for note in notes]
    assert not [line for note in notes for line in note.lines if line.startswith(KINDS_OF_LOSS)]
    # A file is told of itself: the path after of what came, the path before of what went.
    assert {one.paths[-1] for one in come_or_gone if one.was is None} <= after.keys()
    assert {one.paths[-1] for one in come_or_gone if one.after is None} <= before.keys()
