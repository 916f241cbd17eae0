"""Manifests above agents: where they may be, and why one cannot be read."""

from __future__ import annotations

import pytest

from agentreg.formats.manifests import Flaw, flaws, is_manifest, manifest_flaw, manifests_above

BROKEN = {
    "a comma too many": (b'{"name": "p",\n "version": "1.0.0",\n}', 3, "it is no valid JSON: "),
    "nothing": (b"", 1, "it is no valid JSON: "),
    "a list": (b"[]", 1, "it holds no JSON object"),
    "a byte": (b'{"name":\n "caf\xe9"}', 2, "byte 0xE9 is no UTF-8"),
    "utf-16": ('{"name": "p"}'.encode("utf-16"), 1, "the file is written in UTF-16"),
    "too deep": (b"[" * 100_000, 0, "it is too deep"),
    "too long a number": (b'{"version": ' + b"1" * 5_000 + b"}", 0, "it is too deep, or holds too long"),
}


@pytest.mark.parametrize(("data", "line", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_names_line_reason_and_remedy(data: bytes, line: int, message: str) -> None:
    found = manifest_flaw(data)
    assert found
    assert found.line == line
    assert found.message.startswith(message)
    assert "mend it" in Flaw("p.json", found).sentence


@pytest.mark.parametrize("data", [b"{}", b"\xef\xbb\xbf{}", b'{"version": 2}'])
def test_any_object_can_be_read(data: bytes) -> None:
    assert manifest_flaw(data) is None


def test_manifests_are_looked_for_in_all_folders_above() -> None:
    assert manifests_above(["plugins/p/agents/a.md", "plugins/p/agents/b.md"]) == sorted(
        f"{folder}.claude-plugin/{name}.json"
        for folder in ("", "plugins/", "plugins/p/", "plugins/p/agents/")
        for name in ("plugin", "marketplace")
    )
    assert is_manifest("plugins/p/.claude-plugin/plugin.json")
    assert not is_manifest("x.claude-plugin/plugin.json")


def test_only_the_broken_ones_are_told() -> None:
    (flaw,) = flaws({"b/plugin.json": b"{", "a/plugin.json": b"{}"})
    assert flaw.sentence.startswith("b/plugin.json:1: it is no valid JSON")
