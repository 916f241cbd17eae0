from __future__ import annotations

import os
from pathlib import Path

import pytest

from agentreg.config.fleet import Entry, Member, expand, fleet_entries
from agentreg.config.location import Location, LocationKind
from agentreg.errors import ConfigError, ReadError

HOME = Path("/work/registry")
REPOSITORIES = {
    "/work/registry",
    "/work/services/api",
    "/work/services/web",
    "/work/services/.hidden",
    "/work/services/old/store.git",
    "/work/services/web/vendored",
    "/work/a[1]",
}
PLAIN_FOLDERS = {"/work", "/work/services", "/work/services/old", "/work/services/notes"}


class FakeFolders:
    """A disk given as values."""

    def __init__(self, **lists: str) -> None:
        self._lists = {f"/work/registry/{name}": text for name, text in lists.items()}

    def inside(self, folder: Path) -> list[str]:
        place = Path(os_path(folder))
        return [Path(path).name for path in REPOSITORIES | PLAIN_FOLDERS if Path(path).parent == place]

    def is_folder(self, path: Path) -> bool:
        return os_path(path) in REPOSITORIES | PLAIN_FOLDERS

    def is_repository(self, folder: Path) -> bool:
        return os_path(folder) in REPOSITORIES

    def text(self, path: Path) -> str:
        if str(path) not in self._lists:
            raise ReadError(f"{path}: No such file or directory")
        return self._lists[str(path)]


def os_path(path: Path) -> str:
    return os.path.normpath(path)


def names(*entries: str, **lists: str) -> list[str]:
    return [member.name for member in expand(map(Entry, entries), HOME, FakeFolders(**lists))]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (["../services/web"], ["../services/web"]),
        (["../services/web", "../services/api"], ["../services/web", "../services/api"]),
        (["../absent"], ["../absent"]),
        (["../services/*"], ["../services/api", "../services/web"]),
        (["../services/.*"], ["../services/.hidden"]),
        (["../services/w?b"], ["../services/web"]),
        (["../*/[aw]*"], ["../services/api", "../services/web"]),
        (["../services/**"], ["../services/api", "../services/old/store.git", "../services/web"]),
        (["../**/*.git"], ["../services/old/store.git"]),
        (["/work/services/*"], ["/work/services/api", "/work/services/web"]),
        (["../a[1]"], ["../a[1]"]),
        (["../services/web", "../services/*"], ["../services/web", "../services/api"]),
        (["../services/*", "../services/api"], ["../services/api", "../services/web"]),
        (["../services/*", "../services/w*"], ["../services/api", "../services/web"]),
        (
            ["https://example.com/a.git", "git@example.com:b"],
            ["https://example.com/a.git", "git@example.com:b"],
        ),
    ],
)
def test_an_entry_is_a_path_a_glob_or_a_url(entries: list[str], expected: list[str]) -> None:
    assert names(*entries) == expected


def test_a_list_in_a_file_names_repositories_as_seen_from_its_own_folder() -> None:
    text = "# ours\n../../services/api   # the old one\n\nhttps://example.com/a#b\n../../services/w*\n"
    folders = FakeFolders(**{"lists/fleet.txt": text.replace("a#b", "a")})
    found = expand([Entry("@lists/fleet.txt")], HOME, folders)
    assert [member.name for member in found] == [
        "lists/../../services/api",
        "https://example.com/a",
        "lists/../../services/web",
    ]
    assert found[0].path == Path("/work/services/api")


REFUSED = [
    (["../services/x*"], "no Git repository matches '../services/x*'"),
    (["../services/web", "../services/./web/"], "'../services/./web/' is named twice: as '../services/web'"),
    (["/work/services/web", "file:///work/services/web"], "'file:///work/services/web' is named twice"),
    (["https://example.com/a", "https://example.com/a.git/"], "'https://example.com/a.git/' is named twice"),
    (["@absent.txt"], "/work/registry/absent.txt: No such file or directory"),
    (["@empty.txt"], "the list empty.txt names no repository"),
    (["@nested.txt"], "nested.txt:2: a list cannot name another list"),
    (["@bad.txt"], "bad.txt:1: 'ext::sh -c id' asks for a remote helper, which could run any program"),
    (["https://user:token@example.com/a"], "the URL of https://example.com/a holds credentials"),
]
LISTS = {"empty.txt": "# none\n", "nested.txt": "\n@other.txt\n", "bad.txt": "ext::sh -c id\n"}


@pytest.mark.parametrize(("entries", "said"), REFUSED)
def test_an_entry_that_cannot_be_followed_is_refused(entries: list[str], said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        names(*entries, **LISTS)
    assert refused.value.message.startswith(said)


def test_a_refusal_names_both_places() -> None:
    text = '[fleet]\nrepositories = [\n  "../services/web",\n  "../services/../services/web",\n]\n'
    entries = fleet_entries(text, "agentreg.toml", ["../services/web", "../services/../services/web"])
    with pytest.raises(ConfigError) as refused:
        expand(entries, HOME, FakeFolders())
    said = "'../services/../services/web' is named twice: as '../services/web' at agentreg.toml:3"
    assert refused.value.message == f"agentreg.toml:4: {said}"


@pytest.mark.parametrize(
    ("text", "origin", "lines"),
    [
        ('[fleet]\nrepositories = ["a", "b"]\n', "agentreg.toml", [2, 2]),
        ('[fleet]\nrepositories = [\n\'a\', # "b"?\n\n"b"]\n', "agentreg.toml", [3, 3]),
        ('# "a"\n[fleet]\nrepositories = [\n"a",\n"b"]\n', "agentreg.toml", [4, 5]),
        ('[tool.agentreg.fleet]\nrepositories = [\n"a",\n"b"]\n', "pyproject.toml", [3, 4]),
        ('[fleet]\nrepositories = [\n"\\u0061",\n"b"]\n', "agentreg.toml", [2, 4]),
    ],
)
def test_entries_know_their_lines(text: str, origin: str, lines: list[int]) -> None:
    entries = fleet_entries(text, origin, ["a", "b"])
    assert entries == tuple(Entry(item, f"{origin}:{line}") for item, line in zip("ab", lines, strict=True))


def test_a_url_has_no_folder() -> None:
    with pytest.raises(ReadError, match="is no folder on this disk"):
        _ = Member("there", Location(LocationKind.HTTPS, "https://example.com/a")).path
