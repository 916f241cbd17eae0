"""Takes the README's picture of a review: run `python docs/picture.py`, with Chromium or Chrome installed.

It is no part of `make docs`: two browsers never draw the same bytes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "fixtures")]

from history import build  # noqa: E402  fixtures/ and tests/ are no packages; found by the line above

from support.browser import browser, find_browser  # noqa: E402

PICTURE = ROOT / "docs" / "review.png"
REVIEW = ["review", "v1.2.0..v2.0.0", "-f", "html", "-o"]


def main() -> None:
    """Review the fixture `team-agents`, and show what comes first on the page."""
    program = find_browser()
    if program is None:
        sys.exit("needs Chromium or Chrome on the PATH")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "review.html"
        repo = build("team-agents", Path(folder) / "team-agents")
        words = [sys.executable, "-m", "agentreg_cli", *REVIEW, str(page)]
        # It exits 1: there is something to see.
        subprocess.run(words, cwd=repo, check=False)
        with browser(program, Path(folder) / "profile") as tab:
            tab.send("Emulation.setScrollbarsHidden", hidden=True)
            tab.load(page, width=1280, height=1330)
            tab.screenshot(PICTURE)


if __name__ == "__main__":
    main()
