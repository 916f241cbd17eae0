"""Permission fields of one value: which of two values lets the agent do more, where that can be said."""

from __future__ import annotations

from agentreg.diff.kinds import Kind

# Claude Code's docs (permission-modes), by what runs without asking. `dontAsk` refuses what is not allowed
# beforehand: it has no place in this order.
_CLAUDE = ("plan", "default", "acceptEdits", "auto", "bypassPermissions")
_SANDBOX = ("read-only", "workspace-write", "danger-full-access")
_ORDERS: dict[str, tuple[str, ...]] = {
    "permissionMode": _CLAUDE,
    "sandbox_mode": _SANDBOX,
    "approval_policy": ("untrusted", "on-request", "on-failure", "never"),
    "readonly": ("true", "false"),
    # Qwen Code, OpenHands.
    "approvalMode": ("plan", "default", "auto-edit", "yolo"),
    "permission_mode": ("always_confirm", "confirm_risky", "never_confirm"),
    # Gemini: a remote agent is sent the task, whatever it says.
    "kind": ("local", "remote"),
}
# What a host does where nobody says anything.
_USUAL = {
    "permissionMode": "default",
    "sandbox_mode": "workspace-write",
    "approval_policy": "on-request",
    "approvalMode": "auto-edit",
}
_UNORDERED = frozenset(("dontAsk",))
_EQUAL = {
    ("permissionMode", "manual"): "default",
    ("kind", ""): "local",
    ("agents", "*"): "",
    ("is_background", ""): "false",
    ("disabled", ""): "false",
    ("disable-model-invocation", ""): "false",
    ("user-invocable", ""): "true",
}
# Switches that a host heeds only where they are a boolean, not a quoted word.
_SWITCHES = frozenset(("readonly", "is_background"))
_PRESENCE = {
    "memory": (Kind.MEMORY_GRANTED, Kind.MEMORY_REVOKED, Kind.MEMORY_CHANGED),
    "isolation": (Kind.ISOLATION_ADDED, Kind.ISOLATION_REMOVED, Kind.SETTING_CHANGED),
}


def canonical_mode(key: str, value: str, *, boolean: bool | None) -> str:
    """A value in the spelling that means the same and is compared.

    Args:
        key: The field.
        value: Its value; empty when it is absent.
        boolean: What the value is where a host takes it for a boolean; None otherwise.
    """
    if key in _SWITCHES:
        return "true" if boolean else "false"
    if key == "isolation":
        return value if value == "worktree" else ""
    return _EQUAL.get((key, value), value)


def compare_modes(key: str, before: str, after: str) -> Kind:
    """What the change of a permission field is.

    Args:
        key: The field.
        before: Its value in canonical spelling; empty when it is absent.
        after: Its value now, another one.

    Returns:
        The kind of change.
    """
    if key in _PRESENCE:
        came, went, differs = _PRESENCE[key]
        return differs if before and after else came if after else went
    order = _ORDERS.get(key)
    if order is None:
        return Kind.SETTING_CHANGED
    was, now = _reach(before, order), _reach(after, order)
    if not was or not now:
        return Kind.MODE_CHANGED
    if now[0] >= was[-1]:
        return Kind.MODE_WIDENED
    return Kind.MODE_NARROWED if now[-1] <= was[0] else Kind.MODE_CHANGED


def asks_less_than_usual(key: str, value: str) -> bool:
    """Whether a value lets more run without asking than the one that agents have without the field."""
    order, usual = _ORDERS.get(key, ()), _USUAL.get(key)
    return usual is not None and value in order and order.index(value) > order.index(usual)


def is_usual(key: str, value: str) -> bool:
    """Whether a value is the one that agents have without the field, as far as whoever calls them has it."""
    return _USUAL.get(key) == value


def compare_freed(before: object, after: object) -> Kind:
    """What the change of a list of tools is that are used without asking; no list frees none.

    Args:
        before: The tools before, a list; None when there is no list.
        after: The tools now.
    """
    old, new = ({str(name) for name in side} if isinstance(side, list) else set() for side in (before, after))
    if old <= new:
        return Kind.MODE_WIDENED
    return Kind.MODE_NARROWED if new <= old else Kind.MODE_CHANGED


def compare_names(before: object, after: object) -> Kind:
    """What the change of a list of names is that limits a tool; no list is no limit.

    Args:
        before: The names before, a list; None when there is no list.
        after: The names now.
    """
    old, new = ({str(name) for name in side} if isinstance(side, list) else None for side in (before, after))
    if new is None or (old is not None and old <= new):
        return Kind.SPECIFIER_WIDENED
    return Kind.SPECIFIER_NARROWED if old is None or new <= old else Kind.SPECIFIER_CHANGED


def _reach(value: str, order: tuple[str, ...]) -> range:
    """Where a value stands in an order; without one that the host knows it may be any of it."""
    if value in order:
        place = order.index(value)
        return range(place, place + 1)
    return range(0) if value in _UNORDERED else range(len(order))
