"""Where an evaluation lets the program work as a user does: a folder, a cache, a name for commits."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def workplace() -> Iterator[Path]:
    """An empty folder; the caches are inside it, and Git knows who commits. All gone afterwards."""
    home, before = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="agentreg-eval-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary).resolve()
        config = folder / "gitconfig"
        config.write_text("[user]\n\tname = Eval\n\temail = eval@example.org\n", encoding="utf-8")
        for role in ("AUTHOR", "COMMITTER"):
            os.environ |= {f"GIT_{role}_NAME": "Eval", f"GIT_{role}_EMAIL": "eval@example.org"}
        os.environ |= {"AGENTREG_CACHE": str(folder / "cache"), "GIT_CONFIG_GLOBAL": str(config)}
        try:
            yield folder
        finally:
            os.chdir(home)
            os.environ.clear()
            os.environ |= before
