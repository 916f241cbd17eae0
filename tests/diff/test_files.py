"""Situations of whole trees: what a reorganisation reads as."""

from __future__ import annotations

import pytest

from agentreg.diff.files import FilePair, pair_files
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition

TEXTS = {
    "auditor": "Read every module that handles money.\nWrite down what can be stolen.\nNever run the code.",
    "tester": "Start the service on a free port.\nSend each request of the catalogue.\nCompare the answers.",
    "writer": "Ask who the readers are.\nOutline the chapters in the wiki.\nFill in one chapter a day.",
}


def agent(path: str, name: str, text: str = "") -> Definition:
    body = text or TEXTS[name]
    return read_definition(f"---\nname: {name}\ndescription: d\n---\n{body}\n".encode(), path)


def undescribed(path: str, text: str) -> Definition:
    """An agent that Claude Code does not load."""
    return read_definition(f"---\nname: worker\n---\n{text}\n".encode(), path)


def told(pairs: tuple[FilePair, ...]) -> list[str]:
    lines = []
    for pair in pairs:
        paths = [side.path if side else "-" for side in (pair.before, pair.after)]
        kinds = [change.kind.value for change in pair.changes]
        lines.append(" ".join((*paths, *kinds)))
    return lines


def test_one_path_is_one_agent_whatever_it_says() -> None:
    before, after = agent("a.md", "auditor"), agent("a.md", "tester")
    assert told(pair_files([before], [after])) == ["a.md a.md"]


def test_a_reorganisation_reads_as_moves() -> None:
    before = [agent(f"{name}.md", name) for name in TEXTS]
    after = [agent(f"plugins/p/agents/{name}.md", name) for name in TEXTS]
    assert told(pair_files(before, after)) == [
        f"{name}.md plugins/p/agents/{name}.md file-moved" for name in sorted(TEXTS)
    ]


def test_a_moved_agent_may_be_renamed_and_edited() -> None:
    text = TEXTS["auditor"].replace("a module", "a file") + "\nReport to the owner of the module."
    pairs = pair_files([agent("a.md", "auditor")], [agent("b.md", "reviewer", text)])
    assert told(pairs) == ["a.md b.md file-moved"]


TEXT = "---\n{name}description: Audits.\n---\n" + TEXTS["auditor"] + "\n"


@pytest.mark.parametrize(
    ("paths", "names", "renamed"),
    [
        ((".opencode/agents/a.md", ".opencode/agents/b.md"), ("", ""), [("name", "a", "b")]),
        ((".opencode/agents/a.md", ".opencode/agents/x/a.md"), ("", ""), [("name", "a", "x/a")]),
        ((".kiro/agents/a.md", ".kiro/agents/b.md"), ("one", "one"), [("name", "a", "b")]),
        (
            (".github/agents/a.agent.md", ".github/agents/b.agent.md"),
            ("one", "one"),
            [("name (copilot)", "a", "b")],
        ),
        (
            (".github/agents/a.agent.md", ".github/agents/b.agent.md"),
            ("one", ""),
            [("name (copilot)", "a", "b")],
        ),
        ((".github/chatmodes/a.chatmode.md", ".github/agents/a.agent.md"), ("", "one"), []),
        (
            (".github/chatmodes/a.chatmode.md", ".github/chatmodes/b.chatmode.md"),
            ("", ""),
            [("name", "a", "b")],
        ),
        ((".claude/agents/a.md", ".claude/agents/b.md"), ("one", "one"), []),
        (("agents/a.md", "agents/b.md"), ("", ""), []),
        ((".opencode/agents/a.md", ".claude/agents/b.md"), ("one", "one"), []),
        ((".opencode/agents/a.md", ".opencode/agent/a.md"), ("", ""), []),
    ],
)
def test_a_move_renames_an_agent_on_hosts_that_go_by_the_file(
    paths: tuple[str, str], names: tuple[str, str], renamed: list[tuple[str, str, str]]
) -> None:
    sides = [
        read_definition(TEXT.format(name=f"name: {name}\n" if name else "").encode(), path)
        for path, name in zip(paths, names, strict=True)
    ]
    (pair,) = pair_files(sides[:1], sides[1:])
    assert [change[1:4] for change in pair.changes if change.kind is Kind.RENAMED] == renamed
    (back,) = pair_files(sides[1:], sides[:1])
    assert [(change.subject, change.after, change.before) for change in back.changes[1:]] == renamed


def test_a_copy_names_its_origin_and_the_original_stays() -> None:
    kept = agent("a.md", "auditor")
    assert told(pair_files([kept], [kept, agent("b.md", "auditor")])) == ["a.md a.md", "a.md b.md copied"]


def test_a_twin_that_goes_is_merged_away() -> None:
    kept = agent("a.md", "auditor")
    assert told(pair_files([kept, agent("b.md", "auditor")], [kept])) == [
        "a.md a.md",
        "b.md a.md merged-away",
    ]


def test_unrelated_agents_are_gone_and_new() -> None:
    assert told(pair_files([agent("a.md", "auditor")], [agent("b.md", "tester")])) == ["a.md -", "- b.md"]


def test_agents_of_one_template_are_told_apart() -> None:
    template = "\n".join(f"Common sentence number {number} of the template." for number in range(20))
    names = [f"worker-{number}" for number in range(12)]
    before = [agent(f"{name}.md", name, f"{template}\nYou own area {name} alone.") for name in names]
    after = [agent(f"x/{name}.md", name, f"{template}\nYou own area {name} alone.") for name in names]
    assert told(pair_files(before, after)) == [f"{name}.md x/{name}.md file-moved" for name in sorted(names)]


AUDITOR, TESTER, WRITER = TEXTS.values()

# Agents before and after, as path, name and text, and what became of which.
NAMESAKES: dict[str, tuple[list[tuple[str, str, str]], list[tuple[str, str, str]], list[str]]] = {
    "moved and rewritten": (
        [("w.md", "worker", AUDITOR)],
        [("sub/w.md", "worker", TESTER)],
        ["w.md sub/w.md file-moved"],
    ),
    "a name in other letters": (
        [("w.md", "Worker", AUDITOR)],
        [("sub/w.md", "worker", TESTER)],
        ["w.md sub/w.md file-moved"],
    ),
    "another one in its place": (
        [("w.md", "worker", AUDITOR)],
        [("w.md", "helper", TESTER), ("sub/w.md", "worker", AUDITOR)],
        ["w.md sub/w.md file-moved", "- w.md"],
    ),
    "its text stays under another name": (
        [("w.md", "worker", AUDITOR)],
        [("w.md", "helper", AUDITOR), ("sub/w.md", "worker", TESTER)],
        ["w.md sub/w.md file-moved", "w.md w.md copied"],
    ),
    "another one takes its name": (
        [("w.md", "worker", AUDITOR), ("x.md", "helper", TESTER)],
        [("x.md", "worker", TESTER)],
        ["w.md x.md file-moved", "x.md -"],
    ),
    "two swap their names": (
        [("a.md", "one", AUDITOR), ("b.md", "two", TESTER)],
        [("a.md", "two", AUDITOR), ("b.md", "one", TESTER)],
        ["b.md a.md file-moved", "a.md b.md file-moved"],
    ),
    "of two the more alike": (
        [("a/w.md", "worker", AUDITOR)],
        [("a/x/w.md", "worker", TESTER), ("z/w.md", "worker", f"{AUDITOR}\nAsk the owner twice.")],
        ["- a/x/w.md", "a/w.md z/w.md file-moved"],
    ),
    "of two the nearer": (
        [("a/b/w.md", "worker", AUDITOR)],
        [("a/w.md", "worker", TESTER), ("c/w.md", "worker", WRITER)],
        ["a/b/w.md a/w.md file-moved", "- c/w.md"],
    ),
    "of two the one that its host reads": (
        [(".claude/agents/w.md", "worker", AUDITOR)],
        [("docs/w.md", "worker", AUDITOR), (".claude/agents/x/w.md", "worker", TESTER)],
        [".claude/agents/w.md .claude/agents/x/w.md file-moved", ".claude/agents/w.md docs/w.md copied"],
    ),
    "of two that are gone the more alike": (
        [("a.md", "worker", AUDITOR), ("b.md", "worker", TESTER)],
        [("z/c.md", "worker", TESTER)],
        ["a.md -", "b.md z/c.md file-moved"],
    ),
    "one stays": (
        [("a.md", "worker", AUDITOR)],
        [("a.md", "worker", AUDITOR), ("b.md", "worker", TESTER)],
        ["a.md a.md", "- b.md"],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), NAMESAKES.values(), ids=NAMESAKES)
def test_an_agent_is_known_by_its_name(
    before: list[tuple[str, str, str]], after: list[tuple[str, str, str]], expected: list[str]
) -> None:
    one, other = ([agent(*item) for item in side] for side in (before, after))
    assert told(pair_files(one, other)) == expected
    assert told(pair_files(one[::-1], other[::-1])) == expected


def test_a_name_leads_to_the_one_that_its_host_loads() -> None:
    path, other = ".claude/agents/w.md", ".claude/agents/sub/w.md"
    loaded, skipped = agent(path, "worker", AUDITOR), undescribed(path, AUDITOR)
    assert told(pair_files([loaded], [skipped])) == [f"{path} {path}"]
    assert told(pair_files([loaded], [skipped, agent(other, "worker", TESTER)])) == [
        f"{path} {other} file-moved",
        f"{path} {path} copied",
    ]
    assert told(pair_files([loaded, undescribed(other, TESTER)], [agent(other, "worker", TESTER)])) == [
        f"{other} -",
        f"{path} {other} file-moved",
    ]


def test_the_agents_of_two_plugins_share_the_name_without_the_plugin() -> None:
    before, after = agent("plugins/a/agents/w.md", "w", AUDITOR), agent("plugins/b/agents/w.md", "w", TESTER)
    assert told(pair_files([before], [after])) == [f"{before.path} {after.path} file-moved"]


def test_a_host_that_calls_agents_by_their_file_knows_them_by_that() -> None:
    before = agent(".opencode/agent/w.md", "one", AUDITOR)
    after = agent(".opencode/agents/w.md", "two", TESTER)
    assert told(pair_files([before], [after])) == [f"{before.path} {after.path} file-moved"]


def test_a_copy_under_another_name_is_one_when_hardly_a_line_differs() -> None:
    kept = agent("a.md", "auditor")
    twin = agent("b.md", "reviewer", TEXTS["auditor"])
    assert told(pair_files([kept], [kept, twin])) == ["a.md a.md", "a.md b.md copied"]
    other = agent("b.md", "reviewer", TEXTS["auditor"].replace("Never run the code.", "Ask before each run."))
    assert told(pair_files([kept], [kept, other])) == ["a.md a.md", "- b.md"]
