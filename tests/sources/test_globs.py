from __future__ import annotations

import time

import pytest

from agentreg.config.values import SourceConfig
from agentreg.sources.globs import selects

# glob, path, whether it matches
MATCHES = [
    ("*.md", "a.md", True),
    ("*.md", "deep/down/a.md", True),
    ("*.md", "a.txt", False),
    ("drafts", "drafts/a.md", True),
    ("drafts", "x/drafts/y/a.md", True),
    ("drafts", "x/mydrafts/a.md", False),
    ("drafts/", "x/drafts/a.md", True),
    ("/a.md", "a.md", True),
    ("/a.md", "x/a.md", False),
    ("agents/*.md", "agents/a.md", True),
    ("agents/*.md", "agents/x/a.md", False),
    ("agents/*.md", "x/agents/a.md", False),
    ("agents/**", "agents/a.md", True),
    ("agents/**", "agents/x/y/a.md", True),
    ("agents/**", "agents", True),
    ("agents/**", "myagents/a.md", False),
    ("**/agents/*.md", "agents/a.md", True),
    ("**/agents/*.md", "x/y/agents/a.md", True),
    ("**/agents/*.md", "x/agents/y/a.md", False),
    ("plugins/*/agents", "plugins/p/agents/a.md", True),
    ("plugins/*/agents", "plugins/p/q/agents/a.md", False),
    ("plugins/**/agents", "plugins/p/q/agents/a.md", True),
    ("plugins/**/agents", "plugins/agents/a.md", True),
    ("[ab].md", "b.md", True),
    ("[ab].md", "c.md", False),
    ("A.md", "a.md", False),
    ("**", "any/thing", True),
]


@pytest.mark.parametrize(("glob", "path", "expected"), MATCHES)
def test_a_glob_matches(glob: str, path: str, expected: bool) -> None:
    assert selects(SourceConfig("x", "y", include=(glob,)), path) is expected
    assert selects(SourceConfig("x", "y", exclude=(glob,)), path) is not expected


def test_without_globs_everything_is_wanted() -> None:
    assert selects(SourceConfig("x", "y"), "any/thing.md")


def test_what_is_excluded_stays_out_even_when_included() -> None:
    source = SourceConfig("x", "y", include=("agents", "docs/*.md"), exclude=("draft-*",))
    wanted = [
        path for path in ("agents/a.md", "docs/b.md", "agents/draft-c.md", "d.md") if selects(source, path)
    ]
    assert wanted == ["agents/a.md", "docs/b.md"]


def test_no_glob_and_no_path_take_long() -> None:
    source = SourceConfig("x", "y", include=("/".join(["**", "*a*a*a*a*b"] * 50),))
    started = time.process_time()
    assert not selects(source, "/".join(["a" * 100] * 200))
    assert time.process_time() - started < 2
