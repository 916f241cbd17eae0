"""Versions that a plugin's manifest states."""

import json
import os

import pytest

from agentreg.git.process import Git
from agentreg.index.access import reading
from agentreg.index.lookup import find_agent
from agentreg.index.plugins import plugin_versions
from agentreg.index.versions import declared_versions
from support.indexed import definition, index
from support.repos import build_repo, git

MANIFEST = "plugins/qa/.claude-plugin/plugin.json"
AGENT = "plugins/qa/agents/reviewer.md"


def manifest(version: object) -> str:
    return json.dumps({"name": "qa", "version": version})


@pytest.fixture
def repo(tmp_path):
    return build_repo(
        tmp_path / "repo",
        [
            {MANIFEST: manifest("0.9.0")},
            {AGENT: definition("reviewer", "First."), MANIFEST: manifest("1.0.0")},
            {AGENT: definition("reviewer", "Second.")},
            {MANIFEST: manifest("1.1.0")},
            {MANIFEST: "no JSON"},
            {MANIFEST: "[" * 100_000},
            {MANIFEST: manifest(2)},
            {AGENT: definition("reviewer", "Third.")},
            {MANIFEST: manifest("1.1.0"), ".claude-plugin/plugin.json": manifest("7.0.0")},
        ],
    )


def test_each_version_belongs_to_the_commit_that_first_stated_it(repo):
    tip = git(repo, "rev-parse", "HEAD")
    stated = plugin_versions(Git(repo / ".git"), tip, AGENT)
    assert [(item.version, item.manifest) for item in stated] == [
        ("0.9.0", MANIFEST),
        ("1.0.0", MANIFEST),
        ("1.1.0", MANIFEST),
    ]


def test_a_file_of_no_plugin_has_no_plugin_versions(repo):
    tip = git(repo, "rev-parse", "v8")
    assert plugin_versions(Git(repo / ".git"), tip, "agents/other.md") == []


def test_the_folder_of_a_plugin_may_have_a_name_that_is_no_utf_8(tmp_path):
    repo = build_repo(tmp_path / "repo", [{"readme.md": "x"}])
    file = repo / os.fsdecode(b"p\xe9/.claude-plugin/plugin.json")
    file.parent.mkdir(parents=True)
    file.write_text(manifest("1.0.0"))
    git(repo, "add", "-A")
    git(repo, "commit", "-qm", "odd")
    tip = git(repo, "rev-parse", "HEAD")
    (stated,) = plugin_versions(Git(repo / ".git"), tip, r"p\xe9/agents/reviewer.md")
    assert stated == ("1.0.0", r"p\xe9/.claude-plugin/plugin.json", tip)


def test_a_version_without_a_change_of_the_agent_is_one_all_the_same(repo, tmp_path):
    for tag in git(repo, "tag").split():
        git(repo, "tag", "-d", tag)
    index(tmp_path / "index.sqlite", repo)
    with reading(tmp_path / "index.sqlite") as reader:
        versions = declared_versions(reader, find_agent(reader, "repo/reviewer"))
    assert [(item.version, item.origin, item.revision.subject) for item in versions] == [
        ("1.1.0", "plugin", "version 3"),
        ("1.0.0", "plugin", "version 2"),
    ]
