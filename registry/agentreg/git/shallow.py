"""A clone whose history was cut off, as CI makes it: what is missing there may be elsewhere."""

from __future__ import annotations

from agentreg.git.locate import common_dir
from agentreg.git.process import Git

_REMEDY = (
    "this clone is shallow: `git fetch --unshallow --tags` gets the rest; in CI set `fetch-depth: 0`"
    " (actions/checkout) or `GIT_DEPTH: 0` (GitLab)"
)


def shallow_remedy(git: Git) -> str:
    """How somebody gets the history that their clone lacks; empty where it lacks none.

    A bare repository has nobody who works in it: our mirrors say by themselves what their source lacks.
    """
    common = common_dir(git.git_dir)
    return _REMEDY if common.name == ".git" and (common / "shallow").is_file() else ""
