"""Permission modes: which of two values runs more without asking, where that can be said."""

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
    "isolation": ("worktree", ""),
    "memory": ("", "local", "project", "user"),
}
_EQUAL = {("permissionMode", "manual"): "default", ("readonly", ""): "false"}


def compare_modes(key: str, before: str, after: str) -> Kind | None:
    """What the change of a permission field is.

    Args:
        key: The field.
        before: Its value; empty when it is absent.
        after: Its value now.

    Returns:
        The kind of change; None when both values mean the same.
    """
    old, new = _EQUAL.get((key, before), before), _EQUAL.get((key, after), after)
    if old == new:
        return None
    order = _ORDERS.get(key)
    if order is None:
        return Kind.SETTING_CHANGED
    was, now = _reach(old, order), _reach(new, order)
    if not was or not now:
        return Kind.MODE_CHANGED
    if now[0] >= was[-1]:
        return Kind.MODE_WIDENED
    return Kind.MODE_NARROWED if now[-1] <= was[0] else Kind.MODE_CHANGED


def _reach(value: str, order: tuple[str, ...]) -> range:
    """Where a value stands in an order; an absent one is the session's own, which may be any of it."""
    if value in order:
        place = order.index(value)
        return range(place, place + 1)
    return range(len(order)) if not value else range(0)
