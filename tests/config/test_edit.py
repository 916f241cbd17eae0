from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.config.edit import add_source, add_variant, redeclared, remove_source, use_overlay
from agentreg.config.read import POLICIES, parse_config
from agentreg.config.values import SourceConfig, VariantConfig
from agentreg.errors import ConfigError
from agentreg.merge.policies import Policy

TWO = """\
# The registry of the platform team.
[registry]
name = "x"   # for people

# Ours.
[[source]]
name = "base"
location = "../base"

# Theirs, since March.
# Ask Ines before removing it.
[[source]]
location = 'https://example.com/r'  # read only
name = "team"

[fleet]
repositories = []
"""


def test_a_source_is_added_at_the_end_and_the_rest_stays() -> None:
    source = SourceConfig("new", "C:\\x", True, ("a/**",), ('"q".md',))
    assert add_source(TWO, source) == TWO + (
        '\n[[source]]\nname = "new"\nlocation = "C:\\\\x"\npulls = true\n'
        'include = ["a/**"]\nexclude = ["\\"q\\".md"]\n'
    )


def test_only_what_differs_from_the_defaults_is_written() -> None:
    assert add_source("", SourceConfig("a", "b")) == '[[source]]\nname = "a"\nlocation = "b"\n'


def test_a_variant_is_added_like_a_source() -> None:
    added = add_variant("# mine\n", VariantConfig("a.md", "base/a", "^1"))
    assert added == '# mine\n\n[[variant]]\npath = "a.md"\nbase = "base/a"\nversion = "^1"\n'


def test_a_project_file_gets_its_own_table() -> None:
    added = add_source('[project]\nname = "x"', SourceConfig("a", "b"), origin="pyproject.toml")
    assert added == '[project]\nname = "x"\n\n[[tool.agentreg.source]]\nname = "a"\nlocation = "b"\n'


def test_line_ends_of_the_file_are_kept() -> None:
    added = add_source('[registry]\r\nname = "x"\r\n', SourceConfig("a", "b"))
    assert added == '[registry]\r\nname = "x"\r\n\r\n[[source]]\r\nname = "a"\r\nlocation = "b"\r\n'


def test_removing_a_source_takes_its_comments_and_nothing_else() -> None:
    start, end = TWO.index("# Theirs"), TWO.index("[fleet]")
    assert remove_source(TWO, "Team") == TWO[:start] + TWO[end:]


def test_the_comments_of_the_next_table_stay() -> None:
    start, end = TWO.index("# Ours"), TWO.index("# Theirs")
    assert remove_source(TWO, "base") == TWO[:start] + TWO[end:]


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(ConfigError, match="already a source 'BASE'"):
        add_source(TWO, SourceConfig("BASE", "x"))


def test_a_path_that_is_taken_is_refused() -> None:
    text = add_variant("", VariantConfig("a.md", "b/a"))
    with pytest.raises(ConfigError, match=r"already a variant 'a\.md'"):
        add_variant(text, VariantConfig("a.md", "b/c"))


def test_removing_an_unknown_source_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="no source 'bse'") as caught:
        remove_source(TWO, "bse")
    assert caught.value.hint == "sources: base, team"


INLINE = 'source = [{ name = "a", location = "b" }]\n'


def test_a_file_written_otherwise_is_left_alone() -> None:
    with pytest.raises(ConfigError, match="cannot be edited safely"):
        add_source(INLINE, SourceConfig("c", "d"))
    with pytest.raises(ConfigError, match="cannot be edited safely"):
        remove_source(INLINE, "a")


def test_a_header_inside_a_text_is_not_taken_for_one() -> None:
    text = '[registry]\nname = """\n[[source]]\n"""\n[[source]]\nname = "a"\nlocation = "b"\n'
    assert remove_source(text, "a") == '[registry]\nname = """\n[[source]]\n"""\n'


VARIANTS = """\
# Ours.
[[variant]]
path = "a.md"  # here
base = "base/a"

[[variant]]
base = "base/b"
path = "b.md"
# Ask Ines.
owned = ["model"]
version = "^1"
"""


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("a.md", '# here\nbase = "base/a"\n', '# here\noverlay = "x.overlay.toml"\n'),
        (
            "b.md",
            'base = "base/b"\npath = "b.md"\n# Ask Ines.\nowned = ["model"]\nversion = "^1"\n',
            'path = "b.md"\noverlay = "x.overlay.toml"\n# Ask Ines.\n',
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_variant_takes_its_base_from_its_overlay_from_now_on(
    path: str, old: str, new: str, end: str
) -> None:
    assert old in VARIANTS
    edited = use_overlay(VARIANTS.replace("\n", end), path, "x.overlay.toml")
    assert edited == VARIANTS.replace(old, new).replace("\n", end)
    assert use_overlay(edited, path, "y.overlay.toml") == edited.replace("x.overlay", "y.overlay")


def test_a_variant_of_a_project_file_takes_its_overlay() -> None:
    text = '[project]\nname = "x"\n\n[[tool.agentreg.variant]]\npath = "a.md"\nbase = "b/a"\n'
    edited = use_overlay(text, "a.md", "x.overlay.toml", origin="pyproject.toml")
    assert edited == text.replace('base = "b/a"', 'overlay = "x.overlay.toml"')


def test_a_variant_in_a_file_without_a_final_line_end_takes_its_overlay() -> None:
    edited = use_overlay('[[variant]]\nbase = "base/b"\npath = "b.md"', "b.md", "x.overlay.toml")
    assert edited == '[[variant]]\npath = "b.md"\noverlay = "x.overlay.toml"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[variant]]\npath = "a.md"\nbase = "b/a"\nowned = [\n"x"]\n', "cannot be edited safely"),
        ('variant = [{path = "a.md", base = "b/a"}]\n', "cannot be edited safely"),
        (VARIANTS.replace("a.md", "c.md"), "no variant 'a.md'"),
    ],
)
def test_an_overlay_is_declared_only_where_that_is_safe(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        use_overlay(text, "a.md", "x.overlay.toml")


names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
sources = st.builds(
    SourceConfig, names, texts, st.booleans(), st.lists(texts).map(tuple), st.lists(texts).map(tuple)
)


@given(sources)
def test_adding_and_removing_a_source_gives_the_file_back(source: SourceConfig) -> None:
    base = TWO + "\n"
    if source.name.casefold() in ("base", "team"):
        return
    added = add_source(base, source)
    assert parse_config(added, "agentreg.toml").sources[-1] == source
    assert remove_source(added, source.name) == base


REDECLARED = """\
# The registry of the shop.
[[source]]
name = "team"
location = "../team"

# Reviews what we sell.
[[variant]]
path = "a.md"
base = "team/a"  # do not touch
version = "^1"

[[variant]]
path = "b.md"
base = "team/b"
"""

BLOCK_OF_A = REDECLARED[REDECLARED.index("# Reviews") : REDECLARED.index('[[variant]]\npath = "b')]


@pytest.mark.parametrize(
    ("wanted", "changes"),
    [
        ({"a.md": VariantConfig("a.md", "team/z", "^1")}, (('"team/a"', '"team/z"'),)),
        ({"a.md": VariantConfig("a.md", "team/a", "^2.0")}, (('"^1"', '"^2.0"'),)),
        ({"b.md": VariantConfig("b.md", "team/b", "^2")}, (('"team/b"\n', '"team/b"\nversion = "^2"\n'),)),
        (
            {"a.md": None},
            ((BLOCK_OF_A, ""),),
        ),
        ({"b.md": None}, (('\n[[variant]]\npath = "b.md"\nbase = "team/b"\n', "\n"),)),
        ({}, ()),
        ({"c.md": None}, ()),
    ],
)
def test_variants_are_declared_anew_and_every_other_byte_stays(
    wanted: dict[str, VariantConfig | None], changes: tuple[tuple[str, str], ...]
) -> None:
    expected = REDECLARED
    for old, new in changes:
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert redeclared(REDECLARED, wanted) == expected


def test_variants_of_a_pyproject_are_declared_anew_too() -> None:
    text = '[project]\nname = "x"\n\n[[tool.agentreg.variant]]\npath = "a.md"\nbase = "team/a"\n'
    new = VariantConfig("a.md", "team/z")
    assert redeclared(text, {"a.md": new}, origin="pyproject.toml") == text.replace("team/a", "team/z")


def test_the_words_for_policies_are_those_of_the_merge() -> None:
    assert tuple(POLICIES) == tuple(policy.value for policy in Policy)
