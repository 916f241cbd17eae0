from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.errors import ConfigError, ReadError
from agentreg.variants.chain import read_chain
from agentreg.variants.files import DiskFiles
from support.projects import write_files


def test_overlays_stand_on_one_another_down_to_an_agent(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "agents/a.overlay.toml": 'extends = "../strict/b.overlay.toml"',
            "strict/b.overlay.toml": 'extends = "./c.overlay.toml"',
            "strict/c.overlay.toml": 'extends = "team/reviewer@^1"',
        },
    )
    chain = read_chain(DiskFiles(tmp_path), "agents/a.overlay.toml")
    assert (chain.base, chain.version) == ("team/reviewer", "^1")
    assert [overlay.origin for overlay in chain.overlays] == [
        "strict/c.overlay.toml",
        "strict/b.overlay.toml",
        "agents/a.overlay.toml",
    ]


def test_a_circle_is_refused_with_all_that_are_in_it(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "a.overlay.toml": 'extends = "./b.overlay.toml"',
            "b.overlay.toml": 'extends = "./c.overlay.toml"',
            "c.overlay.toml": 'extends = "./b.overlay.toml"',
        },
    )
    circle = "a.overlay.toml -> b.overlay.toml -> c.overlay.toml -> b.overlay.toml"
    with pytest.raises(ConfigError, match=rf"^b.overlay.toml: the overlay extends itself: {circle}$"):
        read_chain(DiskFiles(tmp_path), "a.overlay.toml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'extends = "./b.overlay.toml"', "a.overlay.toml: there is no overlay b.overlay.toml"),
        (b'extends = "../b.overlay.toml"', "a.overlay.toml: '../b.overlay.toml' is outside of the project"),
        (b'extends = "./x/../../b.overlay.toml"', "is outside of the project"),
        (b"\xff", "a.overlay.toml: is not UTF-8"),
    ],
)
def test_what_cannot_be_followed_names_the_overlay_that_asks(
    tmp_path: Path, content: bytes, said: str
) -> None:
    write_files(tmp_path, {"shop/a.overlay.toml": content, "b.overlay.toml": 'extends = "team/reviewer"'})
    with pytest.raises(ConfigError) as refused:
        read_chain(DiskFiles(tmp_path / "shop"), "a.overlay.toml")
    assert said in refused.value.message


def test_there_is_an_end_to_overlays_upon_overlays(tmp_path: Path) -> None:
    files = {f"{number}.overlay.toml": f'extends = "./{number + 1}.overlay.toml"' for number in range(40)}
    write_files(tmp_path, files)
    with pytest.raises(ConfigError, match="more than 32 overlays extend one another"):
        read_chain(DiskFiles(tmp_path), "0.overlay.toml")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write_files(tmp_path, {"b.overlay.toml": 'extends = "team/reviewer"'})
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "a.overlay.toml").symlink_to("../b.overlay.toml")
    with pytest.raises(ReadError):
        read_chain(DiskFiles(tmp_path / "shop"), "a.overlay.toml")
