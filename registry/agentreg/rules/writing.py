"""Where a file that an agent writes takes effect beyond the agent's own work."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.formats.paths import leaves_project
from agentreg.formats.patterns import pattern
from agentreg.rules.case import Hit, plain_hit
from agentreg.rules.finding import Severity

# Files that other programs obey: hooks, pipelines, settings of agents and editors.
_OBEYED = pattern(
    r"(?:^|/)(?:\.git/|\.githooks/|\.husky/|\.github/workflows/|\.gitlab-ci\.yml|\.claude/settings|\.mcp\.json"
    r"|\.vscode/|\.envrc|\.npmrc|\.pre-commit-config\.yaml)"
)


def written(change: Change, usual: Severity) -> Hit:
    """What is to be said of a file to be written: high when it reaches further than the agent's own work.

    Args:
        change: The change that names the file.
        usual: The severity for other files.
    """
    paths = change.after.split("\n")
    further = any(leaves_project(path) or _OBEYED.search(path) for path in paths)
    return plain_hit(change)._replace(severity=Severity.HIGH if further else usual)
