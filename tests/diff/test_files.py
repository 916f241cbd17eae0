"""Situations of whole trees: what a reorganisation reads as."""

from __future__ import annotations

from agentreg.diff.files import FilePair, pair_files
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


def test_a_copy_under_another_name_is_one_when_hardly_a_line_differs() -> None:
    kept = agent("a.md", "auditor")
    twin = agent("b.md", "reviewer", TEXTS["auditor"])
    assert told(pair_files([kept], [kept, twin])) == ["a.md a.md", "a.md b.md copied"]
    other = agent("b.md", "reviewer", TEXTS["auditor"].replace("Never run the code.", "Ask before each run."))
    assert told(pair_files([kept], [kept, other])) == ["a.md a.md", "- b.md"]
