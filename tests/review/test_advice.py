"""The version that a change asks for, against the one that is declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats.manifests import read_plugin_manifests
from agentreg.formats.read import read_definition
from agentreg.index.semver import parse_version
from agentreg.review.additions import VersionFit
from agentreg.review.advice import advise, advised, declared_in, unsure
from agentreg.review.compare import review_trees
from agentreg.rules.finding import Bump
from agentreg.sources.collection import Collection

MAJOR, MINOR, PATCH, NONE = Bump
UNDECLARED, FITS, KEPT, TOO_SMALL, LOWERED, UNKNOWN = VersionFit

TABLE = [
    ("", "", MAJOR, UNDECLARED, ""),
    ("1.2.3", "", MINOR, UNDECLARED, "1.3.0"),
    ("", "1.0.0", MAJOR, FITS, ""),
    ("1.2.3", "1.2.3", NONE, FITS, "1.2.3"),
    ("1.2.3", "1.2.4", NONE, FITS, "1.2.3"),
    ("1.2.3", "1.2.3", PATCH, KEPT, "1.2.4"),
    ("1.2.3", "v1.2.3", PATCH, KEPT, "1.2.4"),
    ("1.2.3", "1.2.4", MINOR, TOO_SMALL, "1.3.0"),
    ("1.2.3", "1.9.0", MAJOR, TOO_SMALL, "2.0.0"),
    ("1.2.3", "1.3.0", MINOR, FITS, "1.3.0"),
    ("1.2.3", "2.0.0", MINOR, FITS, "1.3.0"),
    ("1.2.3", "1.2.2", PATCH, LOWERED, "1.2.4"),
    ("1.2.3", "1.2.2", NONE, LOWERED, "1.2.3"),
    ("0.3.1", "0.3.2", MAJOR, TOO_SMALL, "0.4.0"),
    ("0.3.1", "0.3.2", MINOR, FITS, "0.3.2"),
    ("2.0.0-rc.1", "2.0.0", MAJOR, FITS, "2.0.0"),
    ("2.0.0-rc.1", "2.0.0-rc.1", MAJOR, KEPT, "2.0.0"),
    ("soon", "1.0.0", MAJOR, FITS, ""),
    ("1.0.0", "soon", MAJOR, UNDECLARED, "2.0.0"),
]


@pytest.mark.parametrize(("before", "after", "bump", "fit", "wanted"), TABLE)
def test_advice(before: str, after: str, bump: Bump, fit: VersionFit, wanted: str) -> None:
    assert advise(before, after, bump) == (fit, before, after, wanted)


@given(st.tuples(*[st.integers(0, 99)] * 3), st.sampled_from(Bump))
def test_what_is_asked_for_always_fits(numbers: tuple[int, int, int], bump: Bump) -> None:
    before = ".".join(map(str, numbers))
    wanted = advise(before, before, bump).wanted
    assert advise(before, wanted, bump).fit is FITS
    assert (parse_version(wanted) == parse_version(before)) == (bump is NONE)


def test_a_version_is_the_definitions_own_else_that_of_its_nearest_plugin() -> None:
    texts = {
        "plugins/a/agents/own.md": "---\nname: own\ndescription: d\nversion: 3.0.0\n---\n",
        "plugins/a/agents/plain.md": "---\nname: plain\ndescription: d\n---\n",
        "plugins/b/agents/broken.md": "---\nname: broken\ndescription: d\nversion: soon\n---\n",
        "agents/lone.md": "---\nname: lone\ndescription: d\n---\n",
    }
    manifests = read_plugin_manifests(
        {
            "plugins/a/.claude-plugin/plugin.json": b'{"version": "1.2.0"}',
            "plugins/b/.claude-plugin/plugin.json": b"no json",
            "plugins/.claude-plugin/plugin.json": b'{"version": "9.0.0"}',
        }
    )
    definitions = [read_definition(text.encode(), path) for path, text in texts.items()]
    assert declared_in(manifests, definitions) == {
        "plugins/a/agents/own.md": "3.0.0",
        "plugins/a/agents/plain.md": "1.2.0",
    }


def test_a_copy_is_new_and_keeps_no_version() -> None:
    text = "---\nname: {}\ndescription: d\nversion: 1.0.0\n---\nLook at the freight of every harbour twice.\n"
    origin, same, other = (
        read_definition(text.format(name).encode(), path)
        for name, path in (("w", "agents/w.md"), ("w", "more/w.md"), ("v", "agents/v.md"))
    )
    agents = review_trees(Collection((origin,)), Collection((origin, same, other)), ("", "")).agents
    versions = {item.path: item.version for item in (origin, same, other)}
    told = {agent.paths[-1]: advised(agent, versions, versions).advice for agent in agents}
    assert told["agents/v.md"] is None
    assert told["more/w.md"] is None


@pytest.mark.parametrize(
    ("before", "after", "bump", "fit"),
    [
        ("1.2.3", "", NONE, UNKNOWN),
        ("1.2.3", "", MINOR, UNKNOWN),
        ("1.2.3", "", MAJOR, UNDECLARED),
        ("1.2.3", "1.3.0", MINOR, UNKNOWN),
        ("1.2.3", "1.2.3", NONE, UNKNOWN),
        ("1.2.3", "2.0.0", MINOR, FITS),
        ("1.2.3", "1.2.4", MINOR, TOO_SMALL),
        ("1.2.3", "1.2.3", PATCH, KEPT),
        ("1.2.3", "1.2.2", NONE, LOWERED),
        ("", "1.0.0", NONE, FITS),
    ],
)
def test_what_is_missing_leaves_unknown_only_what_it_could_change(
    before: str, after: str, bump: Bump, fit: VersionFit
) -> None:
    advice = advise(before, after, bump)
    assert unsure(advice) == advice._replace(fit=fit)
