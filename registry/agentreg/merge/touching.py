"""Fields that merged by key although their lines collide, and that a person should look at all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agentreg.merge.values import Caution, Choice, Clash, Danger, Decision, Part

_ONE_SIDE = (Choice.OURS, Choice.THEIRS)


def touching(decisions: Sequence[Decision], by_line: Sequence[Part]) -> Iterator[Caution]:
    """Say what was settled by key and means more than its lines: names and models.

    More rights than ours had are told by what the agent may do, not by its lines.

    Args:
        decisions: How the fields were decided.
        by_line: The same file merged by lines, with its clashes.
    """
    clashes = [part for part in by_line if isinstance(part, Clash)]
    for key, choice, _ in decisions:
        if key == "name" and choice is Choice.THEIRS:
            message = "the agent has the name that theirs gave it; whoever calls it must know"
            yield Caution(Danger.RENAMED, key, message)
        elif choice in _ONE_SIDE and any(_has(clash, key) for clash in clashes) and _is_model(key):
            message = f"{choice} changed it beside an edit of the other side, where Git would ask"
            yield Caution(Danger.TOUCHING, key, message)


def _is_model(key: str) -> bool:
    from agentreg.formats.hosts import HOSTS
    from agentreg.formats.hosts.profile import FieldKind

    return any(profile.fields.get(key) is FieldKind.MODEL for profile in HOSTS.values())


def _has(clash: Clash, key: str) -> bool:
    lines = (clash.base + clash.ours + clash.theirs).split("\n")
    return any(line.startswith(f"{key}:") for line in lines)
