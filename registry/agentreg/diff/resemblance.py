"""How much of their distinguishing text files have in common: those of one template are not alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from agentreg.model.definition import Definition
from agentreg.model.document import split_lines

# A shorter line ("- Testing") tells nothing about where a text came from.
LEAST_LINE = 12
# A step that was renumbered and an item with another bullet are the same line.
_MARKERS = "0123456789.)-*+# "


def alike(some: Sequence[Definition], others: Sequence[Definition]) -> Iterable[tuple[int, int, float]]:
    """Pairs that share lines, with the share of the larger one's weight that both have.

    Args:
        some: Some files.
        others: Those to set against each of them.

    Yields:
        The place of the one, the place of the other, and the share.
    """
    if not (some and others):
        return
    lines = [[_lines(definition) for definition in side] for side in (some, others)]
    weights = _weights(lines[0] + lines[1])
    holders: dict[str, list[int]] = defaultdict(list)
    for place, told in enumerate(lines[1]):
        for line in told:
            holders[line].append(place)
    totals = [[sum(weights[line] for line in told) for told in side] for side in lines]
    for one, told in enumerate(lines[0]):
        shared: Counter[int] = Counter()
        for line in told:
            for other in holders.get(line, ()):
                shared[other] += weights[line]
        for other, weight in shared.items():
            yield one, other, weight / max(totals[0][one], totals[1][other], 1)


def _lines(definition: Definition) -> frozenset[str]:
    lines = frozenset(line.strip().lstrip(_MARKERS) for line in split_lines(definition.body))
    told = frozenset(line for line in lines if len(line) >= LEAST_LINE)
    # An agent that is hardly more than its description is known by that.
    return told or frozenset((definition.description.strip(), *lines)) - {""}


def _weights(texts: list[frozenset[str]]) -> dict[str, int]:
    """A line's length, less for lines that many files share: those come from a template."""
    spread = Counter(line for told in texts for line in told)
    return {line: 1 + len(line) * 2 // max(2, count) for line, count in spread.items()}
