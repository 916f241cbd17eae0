"""Starting variants: the base's text in the project, declared and locked, all in one step."""

from __future__ import annotations

from collections.abc import Sequence
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
from agentreg.variants.lock import LOCK_NAME, fingerprint, render_lock
from agentreg.variants.manifest import Variant, read_configuration, read_lock, read_manifest
from agentreg.variants.owned import check_owned
from agentreg.variants.project import Project
from agentreg.variants.ranges import widened
from agentreg.variants.standing import Base, lock_entry

_FOLDERS = {
    Host.COPILOT: ".github/agents",
    Host.VSCODE: ".github/agents",
    Host.OPENCODE: ".opencode/agents",
    Host.GEMINI: ".gemini/agents",
    Host.CURSOR: ".cursor/agents",
    Host.CODEX: ".codex/agents",
    Host.KIRO: ".kiro/agents",
    Host.QWEN: ".qwen/agents",
    Host.OPENHANDS: ".openhands/agents",
    Host.MUX: ".mux/agents",
}
_DEFAULT_FOLDER = ".claude/agents"
_POWERS = frozenset({FieldKind.TOOLS, FieldKind.PERMISSION, FieldKind.SUPPLY})


class Existing(StrEnum):
    """What to do with a file that is at a variant's path already and differs from its base."""

    REFUSE = "refuse"
    KEEP = "keep"


class Start(NamedTuple):
    """A variant to start.

    Attributes:
        declared: What to declare. When the same variant is declared already, only its lock is renewed.
        base: The revision that it descends from.
    """

    declared: VariantConfig
    base: Base


class Started(NamedTuple):
    """Variants that were started.

    Attributes:
        variants: What is declared and locked now, in the order asked for.
        written: The files that were written, sorted.
    """

    variants: tuple[Variant, ...]
    written: tuple[str, ...]


def default_path(base: Base) -> str:
    """Where a base's copy belongs in a project: the folder that its host reads, under its own file name.

    In the dot-folder of a program that nobody knows it stays where it is in there.
    """
    host = read_definition(base.text, base.path).host
    if host is Host.UNKNOWN:
        folder, _slash, name = base.path.rpartition("/")
        return f".{f'/{folder}'.rpartition('/.')[2]}/{name}"
    return f"{_FOLDERS.get(host, _DEFAULT_FOLDER)}/{PurePosixPath(base.path).name}"


def start_variants(starts: Sequence[Start], project: Project, existing: Existing) -> Started:
    """Make files of a project variants of their bases: all of them, or none.

    Args:
        starts: The variants, each at a path of its own.
        project: A project on disk, with a configuration.
        existing: What to do with a file that is there and says something else.

    Raises:
        SyncRefused: A path is no place for a variant, holds another file, or is a variant of another base.
        BadReference: What is to be owned is no field.
        ConfigError: The configuration or the lock cannot be followed or edited.
    """
    if project.folder is None:
        raise SyncRefused(f"{project.name} has no work tree to put {starts[0].declared.path} in")
    writes: dict[str, bytes] = {}
    for start in starts:
        check_target(start.declared.path)
        check_place(project.files, start.declared.path)
        writes |= _file(start, project, existing)
    variants = tuple(_locked(start) for start in starts)
    writes |= _lock(variants, project)
    writes |= _configuration(starts, project)
    expected = {path: project.files.read(path) for path in writes}
    changed = {path: data for path, data in writes.items() if data != expected[path]}
    replace_files(project.folder, changed, expected)
    return Started(variants, tuple(sorted(changed)))


def as_declared(start: Start, project: Project) -> Start:
    """The start with all that is declared of it already, where that is the same base and allows its version.

    Args:
        start: A variant to start, of which only path, base and revision were asked for.
        project: The project.

    Raises:
        ConfigError: The configuration or the lock cannot be followed.
    """
    declared, base = start
    for known, _ in read_manifest(project.files, project.name).variants:
        if (known.path, known.base) == (declared.path, declared.base):
            fits = widened(known.version, base.version) == known.version
            return start._replace(declared=known._replace(overlay="")) if fits else start
    return start


def is_edited(start: Start, project: Project) -> bool:
    """Whether the file is there already and says something else than the base that is to be locked."""
    file = project.files.read(start.declared.path)
    return file is not None and fingerprint(file) != fingerprint(start.base.text)


def awakened(start: Start) -> tuple[str, ...]:
    """Fields of a base that its own host ignores and the host of its copy's place obeys.

    A plugin's agent runs no hooks, the same text among a project's agents does.
    """
    text, place = start.base.text, start.declared.path
    asleep, awake = (HOSTS[read_definition(text, path).host].fields for path in (start.base.path, place))
    return tuple(
        field.key
        for field in read_definition(text, place).frontmatter.fields
        if field.key not in asleep and awake.get(field.key) in _POWERS
    )


def _locked(start: Start) -> Variant:
    variant = Variant(start.declared, None)
    return variant._replace(locked=lock_entry(variant, start.base))


def _file(start: Start, project: Project, existing: Existing) -> dict[str, bytes]:
    path, text = start.declared.path, start.base.text
    found = project.files.read(path)
    if found is None:
        return {path: text}
    same = found.replace(b"\r\n", b"\n") == text.replace(b"\r\n", b"\n")
    if same or existing is Existing.KEEP:
        return {}
    raise SyncRefused(
        f"{path} is there already and differs from its base",
        hint=f"if it is a copy, `agentreg adopt {path}` finds the revision that it was made from;"
        " --as-is takes the one named here for that",
    )


def _configuration(starts: Sequence[Start], project: Project) -> dict[str, bytes]:
    manifest = read_manifest(project.files, project.name)
    known = {one.declared.path: one.declared for one in manifest.variants}
    name, before = read_configuration(project.files, project.name)
    text = before
    for declared, base in starts:
        if declared.path not in known:
            check_owned(declared.owned, declared.path, (base.text, project.files.read(declared.path) or b""))
            text = add_variant(text, declared, origin=name)
        elif declared != known[declared.path]._replace(overlay="", policy=declared.policy):
            raise _taken(known[declared.path])
    return {} if text == before else {name: encoded(text, name)}


def _taken(known: VariantConfig) -> SyncRefused:
    return SyncRefused(
        f"{known.path} is already a variant of {known.base} ({known.version})",
        hint="name a version that this allows, or change its [[variant]] block, then track it again",
    )


def _lock(variants: Sequence[Variant], project: Project) -> dict[str, bytes]:
    entries = {entry.path: entry for entry in read_lock(project.files, project.name)}
    for path, locked in ((variant.declared.path, variant.locked) for variant in variants):
        if locked:
            # What an overlay made was made from the base before.
            rendered = entries[path].rendered if path in entries else ""
            entries[path] = locked._replace(rendered=rendered)
    return {LOCK_NAME: render_lock(entries.values()).encode()}
