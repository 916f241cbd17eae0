"""The variants of a project: what `agentreg.toml` declares beside what `agentreg.lock` remembers."""

from __future__ import annotations

from agentreg.config.read import parse_config
from agentreg.config.values import CONFIG_NAME, PROJECT_MARK, PROJECT_NAME, VariantConfig
from agentreg.errors import AgentregError, ConfigError, NotAProject
from agentreg.records import NamedTuple
from agentreg.variants.chain import read_chain
from agentreg.variants.files import Files
from agentreg.variants.lock import LOCK_NAME, LockEntry, parse_lock


class Variant(NamedTuple):
    """A project's own version of a base agent.

    Attributes:
        declared: What the configuration says.
        locked: The base text that it descends from; None when it was never locked.
    """

    declared: VariantConfig
    locked: LockEntry | None


class Manifest(NamedTuple):
    """The variants of one project.

    Attributes:
        variants: The declared variants, sorted by path.
        stale: Paths that are locked and no longer declared.
    """

    variants: tuple[Variant, ...]
    stale: tuple[str, ...] = ()


def read_manifest(files: Files, name: str) -> Manifest:
    """Read a project's configuration and lock.

    Args:
        files: The project's files.
        name: What to call the project in messages.

    Raises:
        ConfigError: There is no configuration, or one of the two files cannot be followed.
        ReadError: A file cannot be read.
    """
    config_name, text = read_configuration(files, name)
    declared = [_based(files, one) for one in parse_config(text, f"{name}/{config_name}").variants]
    locked = {entry.path: entry for entry in read_lock(files, name)}
    variants = tuple(Variant(one, locked.pop(one.path, None)) for one in sorted(declared))
    return Manifest(variants, tuple(sorted(locked)))


def _based(files: Files, declared: VariantConfig) -> VariantConfig:
    """A variant with the base that its overlay names; without, as long as that cannot be read."""
    if not declared.overlay:
        return declared
    try:
        chain = read_chain(files, declared.overlay)
    except AgentregError:
        # Who asks where the variant stands reads the overlay again, and tells what is wrong with it.
        return declared
    return declared._replace(base=chain.base, version=chain.version)


def read_lock(files: Files, name: str) -> tuple[LockEntry, ...]:
    """A project's lock entries; none when there is no lock file.

    Raises:
        ConfigError: The lock cannot be followed.
        ReadError: It cannot be read.
    """
    data = files.read(LOCK_NAME) or b""
    return parse_lock(_decoded(data, f"{name}/{LOCK_NAME}"), f"{name}/{LOCK_NAME}")


def read_configuration(files: Files, name: str) -> tuple[str, str]:
    """The file name and text of a project's configuration.

    Raises:
        NotAProject: There is none.
        ConfigError: It is no text.
        ReadError: It cannot be read.
    """
    for config_name, mark in ((CONFIG_NAME, b""), (PROJECT_NAME, PROJECT_MARK.encode())):
        data = files.read(config_name)
        if data is not None and mark in data:
            return config_name, _decoded(data, f"{name}/{config_name}")
    raise NotAProject(f"{name}: there is no {CONFIG_NAME}", hint="start a variant with `agentreg track`")


def _decoded(data: bytes, origin: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{origin}: is not UTF-8: {error}") from error
