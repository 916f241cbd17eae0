"""Whether overlays say what people changed in their copies, and still fit when the base moves on.

For both sides of the corpus's triples: the overlay that `extract` finds must make exactly this side of the
base. Then ours, as an overlay, is applied to theirs, and held against what the merge of the three gives.

Usage: python benchmarks/eval_overlays.py
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from tables import Table

from agentreg.errors import AgentregError
from agentreg.merge.engine import merge
from agentreg.variants.extract import extract
from agentreg.variants.overlay import WHOLE_PROMPT, Overlay, parse_overlay
from agentreg.variants.rendering import render
from support.shared import SHARED

# Of the copies, at least this share must be told by an overlay that leaves something to the base.
LEAST_TOLD = 0.99
# And of the lines of all copies, overlays must not hold more than this share: a line diff holds 0.090.
MOST_HELD = 0.105


def told(base: bytes, copy: bytes) -> Overlay | None:
    """The overlay that makes a copy, checked; None where there is none."""
    try:
        overlay = parse_overlay(extract(base, copy, "corpus/agent").text, "overlay")
    except AgentregError:
        return None
    if plain(render(overlay, base)) != plain(copy):
        raise SystemExit("an overlay makes something else than its copy")
    return overlay


def moved(overlay: Overlay, sides: tuple[bytes, bytes, bytes]) -> str:
    """What becomes of an overlay of ours when its base becomes theirs."""
    merged = merge(*sides, path="agent.md")
    beside = "the merge is clean" if merged.clean else "the merge asks"
    try:
        made = render(overlay, sides[2])
    except AgentregError:
        return f"does not fit, {beside}"
    same = merged.clean and plain(made) == plain(merged.text)
    return "fits, the same bytes as the merge" if same else f"fits, {beside}"


def plain(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n")


def measure(folder: Path) -> int:
    kinds: Counter[str] = Counter()
    moves: Counter[str] = Counter()
    shares: list[float] = []
    held: list[tuple[int, int]] = []
    for triple in sorted(path.parent for path in folder.glob("*/base.md")):
        base, ours, theirs = ((triple / f"{name}.md").read_bytes() for name in ("base", "ours", "theirs"))
        for copy in (ours, theirs):
            if plain(copy) == plain(base):
                continue
            overlay = told(base, copy)
            whole = overlay is not None and any(patch.section == WHOLE_PROMPT for patch in overlay.patches)
            kinds["none" if overlay is None else "whole prompt" if whole else "told"] += 1
            if overlay is not None:
                shares.append(sum(len(patch.text) for patch in overlay.patches) / len(copy))
                lines = sum(len(patch.text.splitlines()) for patch in overlay.patches)
                held.append((lines, copy.count(b"\n")))
                if copy is ours:
                    moves[moved(overlay, (base, ours, theirs))] += 1
    enough = kinds["told"] >= LEAST_TOLD * kinds.total()
    table = Table("Overlays", "what", "copies", "verdict")
    for kind, number in kinds.most_common():
        table.row(kind, number, right=enough)
    table.row("median share of the copy that stands in patches", f"{median(shares):.3f}", right=True)
    share = share_of(held)
    table.row("share of all lines of the copies that patches hold", f"{share:.3f}", right=share <= MOST_HELD)
    most = sorted(held, key=lambda pair: pair[0] / max(pair[1], 1))[len(held) * 9 // 10]
    table.row("the same for the copy that nine in ten stay below", f"{share_of([most]):.3f}", right=True)
    for what, number in moves.most_common():
        table.row(f"ours on theirs: {what}", number, right=True)
    return 0 if enough and share <= MOST_HELD else 1


def share_of(held: list[tuple[int, int]]) -> float:
    """Lines in patches as a share of the lines of copies."""
    return sum(lines for lines, _ in held) / sum(whole for _, whole in held)


def main() -> int:
    """Returns the exit code."""
    if SHARED is None:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    return measure(SHARED / "corpus" / "triples")


if __name__ == "__main__":
    sys.exit(main())
