"""Which paths are read, and by which host: nothing that a host loads may be left out by its name."""

from __future__ import annotations

import pytest

from agentreg.formats.locate import is_candidate

BROUGHT_ALONG = {
    ".claude/agents/vendor/e.md": True,
    "web/.claude/agents/team/vendor/e.md": True,
    ".claude/agents/node_modules/e.md": True,
    ".claude/agents/.git/e.md": True,
    ".opencode/agent/vendor/e.md": True,
    "plugins/vendor/agents/e.md": True,
    "plugins/a/agents/vendor/e.md": True,
    "vendor/.claude/agents/e.md": False,
    "vendor/.claude/agents/vendor/e.md": False,
    "vendor/a.agent.md": False,
    "node_modules/plugins/a/agents/e.md": False,
    ".github/agents/vendor/e.md": False,
    "agents/vendor/e.md": False,
    "lib/vendor/e.md": False,
    "lib/vendors/e.md": True,
}


@pytest.mark.parametrize(("path", "read"), BROUGHT_ALONG.items(), ids=BROUGHT_ALONG)
def test_what_is_brought_along_is_read_only_where_a_host_reads_it(path: str, read: bool) -> None:
    assert is_candidate(path) is read
