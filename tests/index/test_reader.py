"""Questions to an index of real repositories."""

from pathlib import Path

import pytest

from agentreg.index.access import reading
from agentreg.index.sketch import sketch
from agentreg.index.store import AgentFilter, Reader, Scope, Window
from support.indexed import definition, index
from support.repos import build_repo, git

FREE = "---\nname: free\ndescription: Reviews all.\nmodel: opus\n---\n\nDo it.\n"


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    team = build_repo(
        folder / "team",
        [
            {
                ".claude/agents/reviewer.md": definition(
                    "reviewer", "Look for flaws.", tools="Read, Bash(git *)"
                ),
                ".claude/agents/planner.md": definition("planner", "Plan the migration.", tools="Read, Grep"),
                ".claude/agents/free.md": FREE,
            },
            {".claude/agents/reviewer.md": definition("reviewer", "Look for flaws and smells.")},
        ],
    )
    git(team, "checkout", "-q", "-b", "side", "v1")
    git(team, "rm", "-q", ".claude/agents/planner.md")
    git(team, "commit", "-q", "-m", "drop")
    git(team, "checkout", "-q", "main")
    docs = {
        "agents/writer.md": definition("文档 writer", "编写发布说明。", "Careful."),
        "agents/bad.md": "---\n<<<<<<< a\n---\n",
    }
    index(folder / "index.sqlite", team, build_repo(folder / "docs", [docs]))
    return folder / "index.sqlite"


@pytest.fixture
def reader(where):
    with reading(where) as opened:
        yield opened


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (AgentFilter(), ["bad", "free", "planner", "reviewer", "文档 writer"]),
        (AgentFilter(name="*R"), ["planner", "reviewer", "文档 writer"]),
        (AgentFilter(name="p[l]*"), ["planner"]),
        (AgentFilter(source="d*"), ["bad", "文档 writer"]),
        (AgentFilter(host="claude-code"), ["free", "planner", "reviewer"]),
        (AgentFilter(model="OPUS"), ["free"]),
        (AgentFilter(tool="Grep"), ["bad", "free", "planner"]),
        (AgentFilter(tool="Rea"), ["bad", "free"]),
        (AgentFilter(name="x"), []),
    ],
)
def test_a_filter_lets_through_what_it_names(reader: Reader, wanted, names):
    assert [agent.name for agent in reader.agents(wanted)] == names


def test_a_tool_is_found_with_or_without_a_specifier(tmp_path):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": definition("one", tools="Bash(git *), Read")}])
    index(tmp_path / "index.sqlite", repo)
    with reading(tmp_path / "index.sqlite") as reader:
        assert [agent.tools for agent in reader.agents(AgentFilter(tool="Bash"))] == [("Bash(git *)", "Read")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("reviewer", [("free", True), ("reviewer", True)]),
        ("review", [("free", True), ("reviewer", True)]),
        ("rev", [("free", True), ("reviewer", True)]),
        ("flaws smells", [("reviewer", False)]),
        ("migrations", [("planner", False)]),
        ("发布", [("文档 writer", False)]),
        ("文档", [("文档 writer", True)]),
        ("nothing says this", []),
        ('"', []),
    ],
)
def test_search_ranks_names_and_descriptions_before_prompts(reader: Reader, words, found):
    assert sorted((item.agent.name, item.in_header) for item in reader.search(words, 10)) == sorted(found)


def test_search_gives_no_more_than_asked(reader: Reader):
    assert len(reader.search("does", 2)) == 2


def test_history_is_newest_first_and_of_the_default_branch_unless_all_is_asked(reader: Reader):
    [planner] = reader.agents_named("planner")
    mainline = reader.revisions(planner.id, Window())
    everywhere = reader.revisions(planner.id, Window(Scope.ALL))
    assert [revision.status for revision in mainline] == ["added"]
    assert [(revision.status, revision.refs) for revision in everywhere] == [
        ("deleted", ("side",)),
        ("added", ("v1",)),
    ]


def test_a_revision_knows_what_it_changed_and_what_points_at_it(reader: Reader):
    [reviewer] = reader.agents_named("REVIEWER")
    newest, oldest = reader.revisions(reviewer.id, Window())
    assert (newest.before_blob, newest.refs) == (oldest.blob, ("v2", "main"))
    assert (newest.author, newest.subject, newest.time - oldest.time) == ("Ada Author", "version 2", 86_400)


def test_stats_count_by_source(reader: Reader):
    docs, team = reader.stats()
    assert (team.agents, team.deleted, team.revisions, team.texts, team.steps) == (3, 0, 5, 4, {"strict": 4})
    assert (docs.agents, docs.steps) == (2, {"strict": 1, "unreadable": 1})
    assert docs.troubles == {"conflict-markers": 1}


def test_sketches_are_those_of_every_text_that_an_agent_of_a_source_ever_had(reader: Reader) -> None:
    agents = {agent.id: agent.name for agent in reader.agents(AgentFilter(source="team", live=False))}
    found = [(agents[agent_id], packed) for agent_id, packed in reader.sketches("team")]
    assert sorted(name for name, _ in found) == ["free", "planner", "reviewer", "reviewer"]
    assert ("free", sketch(FREE.encode())) in found
    assert reader.sketches("nowhere") == []
