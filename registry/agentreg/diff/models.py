"""The model area: which model an agent asks for, how long it may think, how often, how freely.

Sources: platform.claude.com (models overview), code.claude.com (model-config), docs of Codex and Gemini CLI,
platform.openai.com (models, "snapshots"), cloud.google.com (Gemini, model versions and lifecycle).
"""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.formats.patterns import pattern
from agentreg.records import NamedTuple

# Per vendor the words of a name that tell the tier, the lowest first; "" for a name with none of them.
_TIERS: dict[str, tuple[str, ...]] = {
    "claude": ("haiku", "sonnet", "opus", "fable"),
    "gemini": ("lite", "flash", "pro"),
    "gpt": ("nano", "mini", "", "pro"),
}
_WORD = pattern(r"[a-z]+|\d+")
# `opus[1m]` has a longer context, `GPT-5 (copilot)` says by whom it is served, `#high` how it is run.
_DECORATION = pattern(r"\[[^\]]*\]|\([^)]*\)|#.*")

# What makes one model of a name: `-20250929`, `@20250929`, `-2025-08-07`, `-0613`, `-05-06`, `-09-2025`,
# `-001`.
_DATE = pattern(
    r"[-@](?:20\d\d-?[01]\d-?[0-3]\d|[01]\d-(?:20\d\d|[0-3]\d)|[01]\d[0-3]\d|00\d)(?=\Z|-preview|-v\d)"
)
# By whom a model is offered, and where.
_OFFERED = frozenset(("anthropic", "claude", "google", "openai", "us", "eu", "apac", "global"))

_EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
_EFFORT_KEYS = frozenset(("effort", "model_reasoning_effort"))
_UNLIMITED = float("inf")
# What hosts do where the field is absent; what a provider does is its own affair.
_TURNS = {"maxTurns": _UNLIMITED, "steps": _UNLIMITED, "max_turns": 30.0}


class _Model(NamedTuple):
    """What a model's name tells.

    Attributes:
        vendor: Whose it is.
        tier: Its place among the vendor's tiers.
        pinned: How much of it is fixed: 0 the tier, 1 the version, 2 the very model.
        version: The words of the name that a date only makes more exact.
    """

    vendor: str
    tier: int
    pinned: int
    version: tuple[str, ...]


def compare_model_field(key: str, before: str, after: str) -> Kind:
    """What the change of a field about the model is.

    Args:
        key: The field.
        before: Its value; empty when it is absent. Of several models the first one counts.
        after: Its value now.

    Returns:
        The kind of change, a general one where neither value is simply more than the other.
    """
    if key == "model":
        return _compare_models(before, after)
    if key in _EFFORT_KEYS:
        return _compare_efforts(before, after)
    if key in _TURNS:
        return _compare_numbers(
            _turns(key, before), _turns(key, after), Kind.TURNS_RAISED, Kind.TURNS_LOWERED
        )
    if key == "temperature":
        kinds = Kind.TEMPERATURE_RAISED, Kind.TEMPERATURE_LOWERED
        return _compare_numbers(_number(before), _number(after), *kinds)
    return Kind.MODEL_SETTING_CHANGED


def _compare_models(before: str, after: str) -> Kind:
    old, new = _read(before), _read(after)
    if old is None or new is None or old.vendor != new.vendor:
        return Kind.MODEL_CHANGED
    if old.tier != new.tier:
        return Kind.MODEL_RAISED if new.tier > old.tier else Kind.MODEL_LOWERED
    # Between two versions it is no matter that one of them is dated.
    if old.pinned != new.pinned and (0 in (old.pinned, new.pinned) or old.version == new.version):
        return Kind.MODEL_PINNED if new.pinned > old.pinned else Kind.MODEL_UNPINNED
    return Kind.MODEL_CHANGED


def _read(name: str) -> _Model | None:
    first = _DECORATION.sub("", name.lower().partition(",")[0]).rpartition("/")[2]
    words = _WORD.findall(first)
    vendor = _vendor(words)
    if vendor is None:
        return None
    named = [tier for tier, word in enumerate(_TIERS[vendor]) if word in words]
    plain = [tier for tier, word in enumerate(_TIERS[vendor]) if not word]
    if not (named or plain):
        return None
    version = tuple(sorted(word for word in _WORD.findall(_DATE.sub("", first)) if word not in _OFFERED))
    return _Model(vendor, (named or plain)[0], _pinned(first, words), version)


def _pinned(name: str, words: list[str]) -> int:
    if "latest" in words or not any(word.isdigit() for word in words):
        return 0
    return 2 if _DATE.search(name) else 1


def _vendor(words: list[str]) -> str | None:
    if not set(words).isdisjoint(_TIERS["claude"]):
        return "claude"
    # Gemini CLI knows its models by their tier alone, too.
    if "gemini" in words or words[:1] in (["flash"], ["pro"]):
        return "gemini"
    is_reasoning = words[:1] == ["o"] and len(words) > 1 and words[1].isdigit()
    return "gpt" if "gpt" in words or is_reasoning else None


def _compare_efforts(before: str, after: str) -> Kind:
    was, now = _effort(before), _effort(after)
    if not was or not now:
        return Kind.MODEL_SETTING_CHANGED
    if now[0] >= was[-1]:
        return Kind.EFFORT_RAISED
    return Kind.EFFORT_LOWERED if now[-1] <= was[0] else Kind.MODEL_SETTING_CHANGED


def _effort(value: str) -> range:
    """Where a value stands in the order; an absent one is the session's own, which may be any of it."""
    if value in _EFFORTS:
        place = _EFFORTS.index(value)
        return range(place, place + 1)
    return range(len(_EFFORTS)) if not value else range(0)


def _turns(key: str, value: str) -> float | None:
    return _number(value) if value else _TURNS[key]


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _compare_numbers(before: float | None, after: float | None, raised: Kind, lowered: Kind) -> Kind:
    if before is None or after is None or before == after:
        return Kind.MODEL_SETTING_CHANGED
    return raised if after > before else lowered
