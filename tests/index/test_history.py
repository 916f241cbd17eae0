"""An agent's history as lines: told once, kept, and told anew when the teller is another one."""

from pathlib import Path

import pytest

from agentreg.index.access import reading, writing
from agentreg.index.history import Side, Teller, tell_history
from agentreg.index.store import Window
from support.indexed import definition, index
from support.repos import build_repo


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history")
    one, two = (
        definition("one", *[f"Sentence {n}." for n in range(20)], last) for last in ("First.", "Second.")
    )
    repo = build_repo(
        folder / "team",
        [
            {"agents/one.md": one},
            {"agents/one.md": two},
            {"agents/one.md": None, "qa/one.md": two},
            {"qa/one.md": None, "qa/first.md": one},
            {"copies/first.md": one},
            {"copies/first.md": None, "first.md": one},
            {"first.md": None},
        ],
    )
    index(folder / "index.sqlite", repo)
    return folder / "index.sqlite"


def tell(before: Side, after: Side) -> str:
    old, new = (side.data.decode().split()[-1] for side in (before, after))
    return f"{before.path} {old} -> {after.path} {new}"


def lines(where: Path, path: str, teller: Teller) -> list[str]:
    with reading(where) as reader:
        [agent] = reader.agents_at(path)
        return [
            entry.summary
            for entry in tell_history(reader, reader.revisions(agent.id, Window()), teller).entries
        ]


def test_each_revision_says_what_happened_to_the_file_and_in_it(where):
    assert lines(where, "qa/first.md", Teller("1", tell)) == [
        "file renamed from one.md; qa/one.md Second. -> qa/first.md First.",
        "moved from agents/",
        "agents/one.md First. -> agents/one.md Second.",
        "added",
    ]


def test_a_copy_says_of_what(where):
    assert lines(where, "first.md", Teller("1", tell)) == [
        "deleted",
        "moved from copies/",
        "copied from agents/one.md",
    ]


def test_a_line_that_is_kept_is_not_told_again_until_the_teller_changes(where):
    with reading(where) as reader:
        [agent] = reader.agents_at("qa/first.md")
        fresh = tell_history(reader, reader.revisions(agent.id, Window()), Teller("kept", tell)).fresh
    assert len(fresh) == 2
    with writing(where) as writer, writer.transaction():
        writer.save_summaries(fresh, "kept")
    silent = Teller("kept", lambda _before, _after: "told again")
    assert "told again" not in "".join(lines(where, "qa/first.md", silent))
    assert "told again" in "".join(lines(where, "qa/first.md", silent._replace(version="other")))


def test_a_change_that_nobody_can_name_is_still_a_change(where):
    assert "text changed" in lines(where, "qa/first.md", Teller("mute", lambda _before, _after: ""))
