from __future__ import annotations

import pytest

from agentreg.config.read import parse_config
from agentreg.config.values import RegistryConfig, SourceConfig, VariantConfig
from agentreg.errors import ConfigError

FULL = """\
[registry]
name = "Platform agents"

[[source]]
name = "base"
location = "../base"

[[source]]
name = "team"
location = "https://example.com/team/agents"
pulls = true
include = ["agents/**"]
exclude = ["**/draft-*.md"]

[[variant]]
path = ".claude/agents/reviewer.md"
base = "base/reviewer"

[[variant]]
path = ".claude/agents/tester.md"
base = "base/tester"
version = "^1.2"
owned = ["model", "color"]

[fleet]
repositories = ["../one", "../two"]
"""

EXPECTED = RegistryConfig(
    "Platform agents",
    (
        SourceConfig("base", "../base"),
        SourceConfig("team", "https://example.com/team/agents", True, ("agents/**",), ("**/draft-*.md",)),
    ),
    (
        VariantConfig(".claude/agents/reviewer.md", "base/reviewer"),
        VariantConfig(".claude/agents/tester.md", "base/tester", "^1.2", ("model", "color")),
    ),
    ("../one", "../two"),
)


def test_every_key_is_read() -> None:
    assert parse_config(FULL, "agentreg.toml") == EXPECTED


def test_an_empty_file_is_an_empty_registry() -> None:
    assert parse_config("", "agentreg.toml") == RegistryConfig()


def test_a_project_file_is_read_from_its_own_table() -> None:
    text = '[project]\nname = "x"\n\n[tool.other]\nsource = 1\n\n[tool.agentreg.registry]\nname = "R"\n\n'
    text += '[[tool.agentreg.source]]\nname = "base"\nlocation = "b"\n'
    assert parse_config(text, "some/pyproject.toml") == RegistryConfig("R", (SourceConfig("base", "b"),))


def test_a_project_file_without_the_table_is_an_empty_registry() -> None:
    assert parse_config('[project]\nname = "x"\n', "pyproject.toml") == RegistryConfig()


# text, the message after "agentreg.toml", the hint
MISTAKES = [
    ("a = \n", ": Invalid value (at line 1, column 5)", "valid TOML"),
    ("[[sourc]]\n", ":1: unknown key 'sourc'", "did you mean 'source'?"),
    ("colour = 1\n", ":1: unknown key 'colour'", "known keys: source, variant, fleet, registry"),
    (
        '[[source]]\nname = "a"\nlocation = "x"\n\n[[source]]\nname = "b"\nlocation = "y"\nincldue = []\n',
        ":8: unknown key 'incldue' in [source]",
        "did you mean 'include'?",
    ),
    ('[registry]\n"nmae" = "x"\n', ":2: unknown key 'nmae' in [registry]", "did you mean 'name'?"),
    ('# hi\n[[source]]\nname = "a"\n', ":2: [[source]] needs the key 'location'", ""),
    ('[[source]]\nname = "a/b"\nlocation = "x"\n', ":2: 'a/b' cannot name a source", "one word"),
    ('[[source]]\nname = "-a"\nlocation = "x"\n', ":2: '-a' cannot name a source", "one word"),
    ('[[source]]\nname = 1\nlocation = "x"\n', ":2: 'name' must be a text, not 1", ""),
    ('[[source]]\nname = "a"\nlocation = " "\n', ":3: 'location' must be a text, not ' '", ""),
    ('[[source]]\nname = "a"\nlocation = "x"\npulls = 1\n', ":4: 'pulls' must be true or false, not 1", ""),
    (
        '[[source]]\nname = "a"\nlocation = "x"\ninclude = "y"\n',
        ":4: 'include' must be a list of texts, not 'y'",
        "",
    ),
    ('[source]\nname = "a"\n', ":1: write [[source]] with two brackets: there can be several", ""),
    ("registry = 1\n", ":1: 'registry' must be a table: [registry]", ""),
    (
        '[[source]]\nname = "a"\nlocation = "x"\n[[source]]\nname = "A"\nlocation = "y"\n',
        ":4: there are two [[source]] for 'a'",
        "without their case",
    ),
    (
        '[[variant]]\npath = "a.md"\nbase = "b/a"\n[[variant]]\npath = "a.md"\nbase = "b/c"\n',
        ":4: there are two [[variant]] for 'a.md'",
        "",
    ),
    ('[[variant]]\npath = "/a.md"\nbase = "b/a"\n', ":2: '/a.md' must be relative to the project", ""),
    ('[[variant]]\npath = "../a.md"\nbase = "b/a"\n', ":2: '../a.md' must be relative to the project", ""),
    ('[[variant]]\npath = "a\\u0000.md"\nbase = "b/a"\n', ":2: 'a\\x00.md' holds control characters", ""),
    ('[[variant]]\npath = "a\\u001b[2J.md"\nbase = "b/a"\n', ":2: 'a\\x1b[2J.md' holds control", ""),
    ('[[variant]]\npath = "a.md"\nbase = "b"\n', ":3: 'b' names no base agent", "source/agent"),
    (
        '[[variant]]\npath = "a.md"\noverlay = "a.toml"\n',
        ":3: 'a.toml' is no overlay",
        "their names end in .overlay.toml",
    ),
    (
        '[[variant]]\npath = "a.md"\noverlay = "../a.overlay.toml"\n',
        ":3: '../a.overlay.toml' must be relative to the project",
        "",
    ),
    (
        '[[variant]]\npath = "a.toml"\noverlay = "a.overlay.toml"\n',
        ":2: an overlay makes Markdown definitions only",
        "in place",
    ),
    *(
        (
            f'[[variant]]\npath = "a.md"\noverlay = "a.overlay.toml"\n{key}\n',
            f":4: '{key.split()[0]}' cannot stand beside 'overlay'",
            hint,
        )
        for key, hint in (
            ('base = "b/a"', "extends"),
            ('version = "^1"', "extends"),
            ('owned = ["model"]', "made from its overlay"),
        )
    ),
    *(
        (
            f'[[variant]]\npath = "a.md"\nbase = "b/a"\nversion = "{version}"\n',
            f":4: '{version}' {problem}",
            hint,
        )
        for version, problem, hint in (
            ("~3", "could mean a range or a number of revisions", "write ^3"),
            ("{2026-05-01}", "is no version, range or tag", "^1.2"),
            ("^", "is no version, range or tag", "^1.2"),
            ("HEAD~2", "is no version, range or tag", "^1.2"),
        )
    ),
    ("[fleet]\nrepositories = [1]\n", ":2: 'repositories' must be a list of texts, not [1]", ""),
    ("a = " + "1" * 5_000, ": Exceeds the limit", "shorter number"),
    ("a = 0x" + "f" * 5_000, ": a number is too large", "shorter number"),
    ("[[variant]]\npath = 'a.md'\nversion = 99999999999999999999\n", ": a number is too large", ""),
    ("[a" + ".a" * 50_000 + "]", ": nested too deeply", ""),
    ("a = " + "[" * 100_000, ": nested too deeply", ""),
    ("#" * 1_100_000, " is larger than 1,048,576 characters", ""),
]


@pytest.mark.parametrize(("text", "message", "hint"), MISTAKES, ids=[row[1] for row in MISTAKES])
def test_a_mistake_is_told_with_its_place(text: str, message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, "agentreg.toml")
    assert caught.value.message.startswith(f"agentreg.toml{message}")
    assert hint in caught.value.hint


def test_a_mistake_in_a_project_file_has_its_line_too() -> None:
    text = '[project]\nname = "x"\n\n[[tool.agentreg.source]]\nname = "a"\nlocation = "x"\nlocatoin = "y"\n'
    with pytest.raises(ConfigError) as caught:
        parse_config(text, "pyproject.toml")
    assert caught.value.message == "pyproject.toml:7: unknown key 'locatoin' in [source]"


@pytest.mark.parametrize(
    "version", ["*", "^1.2", "~1.2.3", ">=1.2 <2", "1.x", "1.2 || ^2", "1.4.0", "v2.0.0-rc.1", "team/stable"]
)
def test_a_variant_follows_a_version_a_range_or_a_tag(version: str) -> None:
    text = f'[[variant]]\npath = "a.md"\nbase = "b/a"\nversion = "{version}"\n'
    assert parse_config(text, "agentreg.toml").variants[0].version == version


def test_a_variant_may_be_made_from_an_overlay() -> None:
    text = '[[variant]]\npath = "a.md"\noverlay = "agents/a.overlay.toml"\n'
    assert parse_config(text, "agentreg.toml").variants == (
        VariantConfig("a.md", overlay="agents/a.overlay.toml"),
    )
