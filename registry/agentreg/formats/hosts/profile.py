"""What there is to know about a host, as data: one profile a host, one file a profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from agentreg.model.definition import Host, Outcome
from agentreg.model.document import Document
from agentreg.model.fields import Frontmatter, Step
from agentreg.model.tools import Grant, Risk
from agentreg.records import NamedTuple


class FieldKind(StrEnum):
    """What a field is about; a change of it is reported in that area."""

    IDENTITY = "identity"
    ROUTING = "routing"
    TOOLS = "tools"
    PERMISSION = "permission"
    SUPPLY = "supply"
    MODEL = "model"
    BEHAVIOUR = "behaviour"
    INTERFACE = "interface"
    METADATA = "metadata"


class Identity(StrEnum):
    """Where a host takes an agent's name from."""

    NAME = "name"
    NAME_OR_FILE = "name, else file"
    FILE = "file"
    PATH = "path"
    PLUGIN = "plugin:name"

    @property
    def is_of_file(self) -> bool:
        """Whether the file alone decides, whatever the fields say."""
        return self in (Identity.FILE, Identity.PATH)


class UnknownKeys(StrEnum):
    """What a host does with a field that it does not know."""

    IGNORED = "ignored"
    REJECTED = "rejected"
    FORWARDED = "forwarded"
    UNCERTAIN = "uncertain"


class Dialect(StrEnum):
    """How entries of a tool list are spelled."""

    CLAUDE = "claude"
    COPILOT = "copilot"
    OPENCODE = "opencode"
    GEMINI = "gemini"
    KIRO = "kiro"
    MUX = "mux"


class Verdict(NamedTuple):
    """What a host does with a file, and why."""

    outcome: Outcome
    because: str = ""


Check = Callable[[Document, Frontmatter, str], Verdict | None]


_NONE: Mapping[str, str] = {}


class HostProfile(NamedTuple):
    """One host's rules.

    Attributes:
        host: The host.
        reads: Which paths it looks at.
        fields: The fields that it knows, each with its kind.
        pool: The tools that an agent of this host can have, canonical name to risk classes.
        aliases: Other spellings of tools to the canonical one; lower-case keys when `folds_case`.
        dialect: How tool entries are spelled.
        folds_case: Whether tool names are compared without case.
        stripped: Tools that agents never get, even when listed.
        absent: What a missing tool list grants.
        identity: Where the name comes from.
        required: Fields without which the file is not loaded.
        unknown_keys: What a field that it does not know does.
        steps: What frontmatter that is not strictly readable does to the file.
        checks: Further reasons not to load a file, in order.
        roots: The folder names after which the path is part of the identity.
        guest_fields: The fields that it heeds in a folder of Claude Code's; empty for all of them.
        brings: The agents that it brings along, by name.
        members: Tools of the pool that are sets, each with the one of its tools that other hosts mean by it.
        denies: The field that lists forbidden tools, where the host has one.
        frees: The field that lists tools which are used without asking; empty where the host has none.
        builtin: The entry that stands for every tool of the pool, servers left out; empty for none.
        closed: Whether the pool is all that there is, so that any other name is dropped.
    """

    host: Host
    reads: re.Pattern[str]
    fields: Mapping[str, FieldKind]
    pool: Mapping[str, tuple[Risk, ...]]
    aliases: Mapping[str, str]
    steps: Mapping[Step, Verdict]
    dialect: Dialect = Dialect.CLAUDE
    folds_case: bool = False
    stripped: frozenset[str] = frozenset()
    absent: Grant = Grant.ALL
    identity: Identity = Identity.NAME_OR_FILE
    required: tuple[str, ...] = ()
    unknown_keys: UnknownKeys = UnknownKeys.IGNORED
    checks: tuple[Check, ...] = ()
    roots: tuple[str, ...] = ("agents",)
    guest_fields: frozenset[str] = frozenset()
    members: Mapping[str, str] = _NONE
    brings: frozenset[str] = frozenset()
    denies: str = "disallowedTools"
    frees: str = ""
    builtin: str = ""
    closed: bool = False

    def heeds(self, key: str, path: str) -> bool:
        """Whether a field has a meaning for this host in a file at this path."""
        if key not in self.fields:
            return False
        return not self.guest_fields or key in self.guest_fields or "/.claude/" not in f"/{path}"

    def kind_of(self, key: str) -> FieldKind:
        """What a field is about on this host; fields that it does not know are metadata."""
        return self.fields.get(key, FieldKind.METADATA)
