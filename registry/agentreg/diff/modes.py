"""Permission modes: which of two values runs more without asking, where that can be said."""

from __future__ import annotations

from agentreg.diff.changes import Kind

# Claude Code's docs (permission-modes), by what runs without asking. `dontAsk` refuses what is not allowed
# beforehand, and an absent mode is the session's own: neither has a place in this order.
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
    if old not in order or new not in order:
        return Kind.MODE_CHANGED
    return Kind.MODE_WIDENED if order.index(new) > order.index(old) else Kind.MODE_NARROWED
