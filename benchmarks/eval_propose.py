"""Whether a proposal brings what it should, over all copies with a known base; skipped without the corpus.

A copy's local edits are merged into the newest base. Then the base is taken to have accepted them, and the
copy is synced: it must come out as its base, but for its form. Ends with 1 when a bar is missed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.merge.engine import merge
from support.shared import SHARED

BAR = 0.95
SHOWN = 12


def outcome(base: bytes, copy: bytes, newest: bytes) -> str:
    """What becomes of a copy whose edits are proposed, accepted, and synced back."""
    proposed = merge(base, newest, copy)
    if not proposed.clean:
        return "collides with the base's news"
    synced = merge(base, copy, proposed.text)
    if not synced.clean:
        return "conflicts when synced back"
    if _plain(synced.text) == _plain(proposed.text):
        return "is its base again"
    sides = (read_definition(text, "agents/a.md") for text in (proposed.text, synced.text))
    return "differs in meaning" if any(map(is_meaningful, compare(*sides))) else "differs in form"


def _plain(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n")


def main() -> int:
    if SHARED is None:
        print("no corpus here: skipped")
        return 0
    found: defaultdict[str, list[str]] = defaultdict(list)
    for folder in sorted(path for path in (SHARED / "corpus" / "triples").iterdir() if path.is_dir()):
        texts = [(folder / name).read_bytes() for name in ("base.md", "ours.md", "theirs.md")]
        found[outcome(*texts)].append(folder.name)
    print(
        "\n### Copies whose edits were proposed and accepted\n\n| the copy | copies | which |\n|---|---|---|"
    )
    for word, names in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"| {word} | {len(names)} | {' '.join(names[:SHOWN]) if len(names) < 50 else ''} |")
    clean = [word for word in found if not word.startswith("collides")]
    good = sum(len(found[word]) for word in ("is its base again", "differs in form"))
    share = good / sum(len(found[word]) for word in clean)
    print(f"\n{share:.3f} of the proposals sync back (bar {BAR})")
    return 0 if share >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
