"""What a Git process may see and do: the same few settings for every call.

Configuration travels by `GIT_CONFIG_COUNT` (Git 2.31) instead of `-c`: it has the same rank, is dropped in
the same places, and keeps argument lists free of anything that is not the question asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

# A hook exports GIT_DIR, GIT_INDEX_FILE and more; inherited, they silently point a call at another
# repository. So everything of Git's goes, except who this user is, how they reach the network, and where
# Git's files are.
INHERITED = frozenset(
    {
        "GIT_COMMITTER_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_EXEC_PATH",
        "GIT_PROXY_SSL_CAINFO",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSH_VARIANT",
        "GIT_SSL_CAINFO",
        "GIT_SSL_CAPATH",
        "GIT_SSL_CERT",
        "GIT_SSL_KEY",
    }
)

FIXED = {
    "GIT_ASKPASS": "",  # empty: ask nobody, not even core.askPass or SSH_ASKPASS
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "C",
    "LC_ALL": "C",
    "SSH_ASKPASS_REQUIRE": "never",
}

EVERYWHERE = {
    "commit.gpgSign": "false",
    "core.attributesFile": "/dev/null",
    "core.fsmonitor": "false",
    "core.hooksPath": "/dev/null",
    "core.protectHFS": "true",
    "core.protectNTFS": "true",
    "diff.external": "",
    "fetch.fsckObjects": "true",
    # Harmless slips of old tools, found in many honest histories; refusing them would refuse the repository.
    "fetch.fsck.badTimezone": "ignore",
    "fetch.fsck.missingSpaceBeforeDate": "ignore",
    "fetch.fsck.zeroPaddedFilemode": "ignore",
    "fetch.recurseSubmodules": "no",
    "gc.auto": "0",
    "http.followRedirects": "initial",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "30",
    "log.showSignature": "false",
    "maintenance.auto": "false",
    "protocol.ext.allow": "never",
    "safe.bareRepository": "explicit",
    "submodule.recurse": "false",
    "tag.gpgSign": "false",
    "transfer.bundleURI": "false",
}

# Not for TARGET repositories, whose owner chose otherwise.
SOURCE_ONLY = {"core.askPass": "", "core.gitProxy": "", "fetch.writeCommitGraph": "false"}

# A transfer needs the user's own helper and ssh command. They come from the user's configuration alone, since
# transfers run in mirrors, whose configuration we wrote, or in the user's project. No other call gets them.
NO_NETWORK = {"core.sshCommand": "ssh", "credential.helper": ""}


class Trust(StrEnum):
    """Whose repository a call works in."""

    SOURCE = "source"
    """A stranger's, or our mirror of it."""
    TARGET = "target"
    """The user's own project."""


def environment(
    inherited: Mapping[str, str],
    trust: Trust,
    protocols: tuple[str, ...] = (),
    settings: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The environment of a Git process.

    Args:
        inherited: The environment of this process.
        trust: Whose repository the call works in.
        protocols: Transports that the call may use (`https`, `ssh`, `file`); none by default.
        settings: Further Git configuration of this call.

    Returns:
        The whole environment; nothing else is inherited.
    """
    clean = {
        name: value
        for name, value in inherited.items()
        if not name.upper().startswith("GIT_") or name in INHERITED
    }
    clean |= FIXED
    clean["GIT_ALLOW_PROTOCOL"] = ":".join(protocols) or "none"
    return clean | _configuration(_settings(trust, protocols) | dict(settings or {}))


def _settings(trust: Trust, protocols: tuple[str, ...]) -> dict[str, str]:
    settings = dict(EVERYWHERE)
    if trust is Trust.SOURCE:
        settings |= SOURCE_ONLY
    if not protocols:
        settings |= NO_NETWORK
    return settings


def _configuration(settings: Mapping[str, str]) -> dict[str, str]:
    variables = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings.items()):
        variables[f"GIT_CONFIG_KEY_{number}"] = key
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
    return variables
