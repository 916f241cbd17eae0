"""Starting a variant: the base's text in the project, declared and locked, all in one step."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

from agentreg.config.edit import add_variant
from agentreg.config.file import encoded
from agentreg.config.values import VariantConfig
from agentreg.errors import SyncRefused
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind
from agentreg.formats.read import read_definition
from agentreg.model.definition import Host
from agentreg.records import NamedTuple
from agentreg.sync.disk import replace_files
from agentreg.sync.target import check_place, check_target
from agentreg.variants.lock import LOCK_NAME, render_lock
from agentreg.variants.manifest import Variant, read_configuration, read_lock, read_manifest
from agentreg.variants.project import Project
from agentreg.variants.standing import Base, lock_entry

_FOLDERS = {
    Host.COPILOT: ".github/agents",
    Host.VSCODE: ".github/agents",
    Host.OPENCODE: ".opencode/agents",
    Host.GEMINI: ".gemini/agents",
    Host.CURSOR: ".cursor/agents",
    Host.CODEX: ".codex/agents",
}
_DEFAULT_FOLDER = ".claude/agents"
_POWERS = frozenset({FieldKind.TOOLS, FieldKind.PERMISSION, FieldKind.SUPPLY})


class Existing(StrEnum):
    """What to do with a file that is at a variant's path already and differs from its base."""

    REFUSE = "refuse"
    KEEP = "keep"


class Started(NamedTuple):
    """A variant that was started.

    Attributes:
        variant: What is declared and locked now.
        written: The files that were written, sorted.
        awakened: Fields of the copy that its base's host ignores and the host of its new place obeys.
    """

    variant: Variant
    written: tuple[str, ...]
    awakened: tuple[str, ...] = ()


def default_path(base: Base) -> str:
    """Where a base's copy belongs in a project: the folder that its host reads, under its own file name."""
    host = read_definition(base.text, base.path).host
    return f"{_FOLDERS.get(host, _DEFAULT_FOLDER)}/{PurePosixPath(base.path).name}"


def start_variant(declared: VariantConfig, base: Base, project: Project, existing: Existing) -> Started:
    """Make a file of the project a variant of a base.

    Args:
        declared: What to declare. When the same variant is declared already, only its lock is renewed.
        base: The revision that the variant descends from.
        project: A project on disk, with a configuration.
        existing: What to do with a file that is there and says something else.

    Raises:
        SyncRefused: The path is no place for a variant, holds another file, or is a variant of another base.
        ConfigError: The configuration or the lock cannot be followed or edited.
    """
    if project.folder is None:
        raise SyncRefused(f"{project.name} has no work tree to put {declared.path} in")
    check_target(declared.path)
    check_place(project.files, declared.path)
    variant = Variant(declared, None)
    variant = Variant(declared, lock_entry(variant, base))
    writes = _file(declared.path, base, project, existing)
    writes |= _lock(variant, project)
    writes |= _configuration(declared, project)
    expected = {path: project.files.read(path) for path in writes}
    changed = {path: data for path, data in writes.items() if data != expected[path]}
    replace_files(project.folder, changed, expected)
    copied = writes.get(declared.path, b"")
    return Started(variant, tuple(sorted(changed)), _awakened(copied, base.path, declared.path))


def _awakened(file: bytes, source: str, place: str) -> tuple[str, ...]:
    """What a copy wakes up: a plugin's agent runs no hooks, the same text among a project's agents does."""
    asleep, awake = (HOSTS[read_definition(file, path).host].fields for path in (source, place))
    return tuple(
        field.key
        for field in read_definition(file, place).frontmatter.fields
        if field.key not in asleep and awake.get(field.key) in _POWERS
    )


def _file(path: str, base: Base, project: Project, existing: Existing) -> dict[str, bytes]:
    found = project.files.read(path)
    if found is None:
        return {path: base.text}
    same = found.replace(b"\r\n", b"\n") == base.text.replace(b"\r\n", b"\n")
    if same or existing is Existing.KEEP:
        return {}
    raise SyncRefused(
        f"{path} is there already and differs from its base",
        hint="--as-is keeps it as a variant with local edits; or name another path",
    )


def _configuration(declared: VariantConfig, project: Project) -> dict[str, bytes]:
    manifest = read_manifest(project.files, project.name)
    known = next((one.declared for one in manifest.variants if one.declared.path == declared.path), None)
    if known is None:
        name, text = read_configuration(project.files, project.name)
        return {name: encoded(add_variant(text, declared, origin=name), name)}
    if known._replace(overlay="") != declared:
        raise SyncRefused(
            f"{declared.path} is already a variant of {known.base} ({known.version})",
            hint="change its [[variant]] block, then track it again to renew its lock",
        )
    return {}


def _lock(variant: Variant, project: Project) -> dict[str, bytes]:
    entries = {entry.path: entry for entry in read_lock(project.files, project.name)}
    if variant.locked:
        path = variant.declared.path
        # What an overlay made was made from the base before.
        rendered = entries[path].rendered if path in entries else ""
        entries[path] = variant.locked._replace(rendered=rendered)
    return {LOCK_NAME: render_lock(entries.values()).encode()}
