"""An agent's history as lines: told once, kept, and told anew when the teller is another one."""

from pathlib import Path

import pytest

from agentreg.index.access import reading
from agentreg.index.history import tell_history
from agentreg.index.store import Told, Window
from agentreg.index.telling import Edit, Teller
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


def told(edit: Edit) -> Told:
    old, new = (data.decode().split()[-1] for data in (edit.before, edit.after))
    return Told(f"{edit.pair.before_path} {old} -> {edit.pair.path} {new}", "patch", "")


TELLER = Teller("1", lambda edits, _count: {edit.pair: told(edit) for edit in edits})


def lines(where: Path, path: str, teller: Teller = TELLER) -> list[str]:
    with reading(where) as reader:
        [agent] = reader.agents_at(path)
        entries = tell_history(reader, reader.revisions(agent.id, Window()), teller)
        return [entry.summary for entry in entries]


def test_each_revision_says_what_happened_to_the_file_and_in_it(where):
    assert lines(where, "qa/first.md") == [
        "file renamed from one.md; qa/one.md Second. -> qa/first.md First.",
        "moved from agents/",
        "agents/one.md First. -> agents/one.md Second.",
        "added",
    ]


def test_a_copy_says_of_what(where):
    assert lines(where, "first.md") == [
        "deleted",
        "moved from copies/",
        "copied from agents/one.md",
    ]


def test_a_change_that_nobody_can_name_is_still_a_change(where):
    mute = Teller("mute", lambda edits, _count: {edit.pair: Told("", "none", "") for edit in edits})
    assert "text changed" in lines(where, "qa/first.md", mute)
