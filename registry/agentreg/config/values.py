"""What `agentreg.toml` says."""

from __future__ import annotations

from agentreg.records import NamedTuple

CONFIG_NAME = "agentreg.toml"
PROJECT_NAME = "pyproject.toml"
"""Where the configuration is when there is no agentreg.toml: in the table `tool.agentreg`."""

PROJECT_MARK = "[tool.agentreg"
"""What a pyproject.toml with a configuration holds."""

OVERLAY_SUFFIX = ".overlay.toml"
"""What the names of overlays end in."""

APPROVALS_NAME = "agentreg.approvals"
"""The file of what reviewers decided."""

TOP_KEYS = ("source", "variant", "fleet", "registry", "policy")
"""What may stand at the top; `[policy]` is read by `agentreg.rules.policy_file`, which knows the rules."""


class SourceConfig(NamedTuple):
    """A Git repository that the registry indexes.

    Attributes:
        name: Its name in references (`SOURCE/AGENT`): one path segment, unique whatever the case.
        location: Where it is, as written: a path (relative to the configuration file), a bundle, or a URL.
        pulls: Whether the heads of pull requests are indexed too.
        include: Globs of the paths to index; empty for all.
        exclude: Globs of the paths to leave out; they win over `include`.
    """

    name: str
    location: str
    pulls: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class VariantConfig(NamedTuple):
    """A project's own version of a base agent.

    Attributes:
        path: The file in the project, relative POSIX.
        base: The base agent, `source/agent`; empty as long as the overlay that says it was not read.
        version: Which versions of the base are followed: `*`, a range (`^1.2`) or a tag.
        owned: Fields whose value is always the project's.
        policy: Who decides other fields, or `body`, the prompt: (field, `merge`, `ours`, `theirs` or `ask`),
            sorted.
        overlay: The file that says what differs from the base, relative POSIX; empty for a variant that is
            edited in place.
    """

    path: str
    base: str = ""
    version: str = "*"
    owned: tuple[str, ...] = ()
    overlay: str = ""
    policy: tuple[tuple[str, str], ...] = ()


class RegistryConfig(NamedTuple):
    """A whole configuration.

    Attributes:
        name: The registry's name, for people.
        sources: What is indexed, in the order written.
        variants: This project's variants, in the order written.
        fleet: Repositories that a sync covers, as written.
    """

    name: str = ""
    sources: tuple[SourceConfig, ...] = ()
    variants: tuple[VariantConfig, ...] = ()
    fleet: tuple[str, ...] = ()
