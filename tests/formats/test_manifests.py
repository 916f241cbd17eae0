"""Manifests: where they may be, what one says, and why one cannot be read."""

from __future__ import annotations

import json
from posixpath import normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats.manifests import (
    flaws,
    is_manifest,
    manifests_above,
    plugins_above,
    read_plugin_manifest,
    read_plugin_manifests,
    stated_version,
)
from agentreg.formats.plugin_lists import listed_places

WHOLE = json.dumps({"name": "p", "version": "1.0.0", "agents": ["./team"]}).encode()
BROKEN = {
    "a comma too many": (b'{"name": "p",\n "version": "1.0.0",\n}', 3, "it is no valid JSON: "),
    "nothing": (b"", 1, "it is no valid JSON: "),
    "a list": (b"[%s]" % WHOLE, 1, "it holds no JSON object"),
    "a text": (b'"1.0.0"', 1, "it holds no JSON object"),
    "null": (b"null", 1, "it holds no JSON object"),
    "a comment": (b"\n// a plugin\n" + WHOLE, 2, "it is no valid JSON: "),
    "two objects": (WHOLE + b"\n" + WHOLE, 2, "it is no valid JSON: "),
    "no number": (b'{"version": "1.0.0", "x": NaN}', 0, "it is no valid JSON: NaN is no number"),
    "a conflict": (b"{\n<<<<<<< ours\n", 2, "it is no valid JSON: "),
    "a byte": (b'{"name":\n "caf\xe9", "version": "1.0.0"}', 2, "byte 0xE9 is no UTF-8"),
    "a mark": (b"\xef\xbb\xbf" + WHOLE, 1, "it begins with a byte order mark"),
    "utf-16": (WHOLE.decode().encode("utf-16"), 1, "the file is written in UTF-16"),
    "utf-16 without a mark": (WHOLE.decode().encode("utf-16-le"), 1, "it is no valid JSON: "),
    "utf-32": (WHOLE.decode().encode("utf-32"), 1, "the file is written in UTF-"),
    "too deep": (b'{"version": "1.0.0", "x": ' + b"[" * 100_000, 0, "it is too deeply nested"),
}
PLUGIN, MARKET = "p/.claude-plugin/plugin.json", "p/.claude-plugin/marketplace.json"


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    keys = st.sampled_from(("version", "agents", "plugins", "source"))
    return st.lists(inner) | st.dictionaries(keys, inner)


def _as_json(value: object) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize(("data", "line", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_names_line_reason_and_remedy_and_says_nothing_else(
    data: bytes, line: int, message: str
) -> None:
    for path in (PLUGIN, MARKET):
        manifest = read_plugin_manifest(path, data)
        assert manifest.flaw
        assert (manifest.flaw.path, manifest.flaw.why.line) == (path, line)
        assert manifest.flaw.why.message.startswith(message)
        assert "mend it" in manifest.flaw.sentence
        assert (stated_version(manifest), listed_places(manifest)) == ("", frozenset())


SOUND = {
    "nothing stated": (b"{}", "", {"p/agents"}),
    "all stated": (WHOLE, "1.0.0", {"p/agents", "p/team"}),
    "blanks around": (b"\r\n\t " + WHOLE + b"\n", "1.0.0", {"p/agents", "p/team"}),
    "a version that is none": (b'{"version": 2}', "", {"p/agents"}),
    "a long number": (b'{"version": "1", "x": ' + b"1" * 5_000 + b"}", "1", {"p/agents"}),
    "stated twice": (b'{"version": "1", "version": "2"}', "2", {"p/agents"}),
    "agents that are none": (b'{"agents": [1, null, {}, "./a.md"]}', "", {"p/agents", "p/a.md"}),
    "one agent": (b'{"agents": "./a.md"}', "", {"p/agents", "p/a.md"}),
    "outside": (b'{"agents": ["../../x", "/x", "../q"]}', "", {"p/agents", "q"}),
    "the whole project": (b'{"agents": ["../"]}', "", {"p/agents"}),
}


@pytest.mark.parametrize(("data", "version", "places"), SOUND.values(), ids=SOUND)
def test_what_is_json_says_its_version_and_its_agents(data: bytes, version: str, places: set[str]) -> None:
    manifest = read_plugin_manifest(PLUGIN, data)
    assert manifest.flaw is None
    assert (stated_version(manifest), set(listed_places(manifest))) == (version, places)


@given(st.binary() | st.text().map(str.encode) | st.recursive(st.none() | st.text(), _nested).map(_as_json))
def test_a_manifest_has_a_flaw_or_an_object(data: bytes) -> None:
    for path in (PLUGIN, MARKET):
        manifest = read_plugin_manifest(path, data)
        assert not (manifest.flaw and manifest.content)
        assert isinstance(stated_version(manifest), str)
        assert all(place.endswith("/") or place == normpath(place) for place in listed_places(manifest))


MARKETS = {
    "no plugins": ({}, set()),
    "plugins that are none": ({"plugins": [1, None, "q", {"name": "q"}]}, set()),
    "a folder": ({"plugins": [{"source": "./q"}]}, {"p/q/", "p/q/agents"}),
    "its agents": ({"plugins": [{"source": "./q", "agents": "./a.md"}]}, {"p/q/", "p/q/agents", "p/q/a.md"}),
    "elsewhere": ({"plugins": [{"source": {"source": "github", "repo": "x/y"}}]}, set()),
    "by its name": (
        {"metadata": {"pluginRoot": "./k"}, "plugins": [{"source": "q"}]},
        {"p/k/q/", "p/k/q/agents"},
    ),
    "a path beside names": (
        {"metadata": {"pluginRoot": "k"}, "plugins": [{"source": "./q"}, {"source": "."}]},
        {"p/q/", "p/q/agents", "p/", "p/agents"},
    ),
    "a root that is none": (
        {"metadata": {"pluginRoot": 1}, "plugins": [{"source": "q"}]},
        {"p/q/", "p/q/agents"},
    ),
    "outside by its root": ({"metadata": {"pluginRoot": "../.."}, "plugins": [{"source": "q"}]}, set()),
    "itself": ({"plugins": [{"source": "./"}]}, {"p/", "p/agents"}),
}


@pytest.mark.parametrize(("content", "places"), MARKETS.values(), ids=MARKETS)
def test_a_marketplace_lists_the_folders_of_its_plugins(content: object, places: set[str]) -> None:
    assert set(listed_places(read_plugin_manifest(MARKET, json.dumps(content).encode()))) == places


def test_the_plugin_that_a_file_is_part_of_is_the_nearest_one() -> None:
    assert plugins_above("p/agents/a.md") == [
        f"{folder}.claude-plugin/plugin.json" for folder in ("p/agents/", "p/", "")
    ]


def test_manifests_are_looked_for_in_all_folders_above() -> None:
    assert manifests_above(["plugins/p/agents/a.md", "plugins/p/agents/b.md"]) == sorted(
        f"{folder}.claude-plugin/{name}.json"
        for folder in ("", "plugins/", "plugins/p/", "plugins/p/agents/")
        for name in ("plugin", "marketplace")
    )
    assert is_manifest("plugins/p/.claude-plugin/plugin.json")
    assert not is_manifest("x.claude-plugin/plugin.json")


def test_only_the_broken_ones_are_told() -> None:
    (flaw,) = flaws(read_plugin_manifests({"b/plugin.json": b"{", "a/plugin.json": b"{}"}))
    assert flaw.sentence.startswith("b/plugin.json:1: it is no valid JSON")
