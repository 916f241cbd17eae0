"""Writing what overlays make, and overlays themselves, into a project's work tree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from agentreg.config.edit import use_overlay
from agentreg.config.file import encoded
from agentreg.config.values import OVERLAY_SUFFIX
from agentreg.errors import SyncRefused
from agentreg.sync.clean import check_clean
from agentreg.sync.disk import replace_files
from agentreg.sync.target import check_overlay, check_place, check_target
from agentreg.variants.lock import LOCK_NAME, LockEntry, fingerprint, render_lock
from agentreg.variants.making import Made
from agentreg.variants.manifest import Variant, read_configuration, read_lock
from agentreg.variants.project import Project


def default_overlay(variant: Variant) -> str:
    """Where a variant's overlay belongs: where it is, or in a folder that no host reads."""
    declared = variant.declared
    return declared.overlay or f"agents/{PurePosixPath(declared.path).stem}{OVERLAY_SUFFIX}"


def write_made(made: Made, project: Project) -> tuple[str, ...]:
    """Write what an overlay makes, and lock it.

    Args:
        made: What is to be written.
        project: A project on disk.

    Returns:
        The files that were written, sorted.

    Raises:
        SyncRefused: The file is no place for a variant, or holds edits that nobody made an overlay of.
        ConfigError: The lock cannot be followed.
    """
    path, locked = made.variant.declared.path, made.variant.locked
    check_target(path)
    file = project.files.read(path)
    known = {made.entry.rendered, locked.rendered if locked else ""}
    if file is not None and fingerprint(file) not in known:
        raise SyncRefused(
            f"{path} was edited, and is not what its overlay made",
            hint=f"keep the edits with `agentreg variant extract {path} --write`, or delete the file",
        )
    return _write(project, {path: made.text, LOCK_NAME: _lock(made.entry, project)})


def write_extracted(text: str, overlay: str, variant: Variant, project: Project) -> tuple[str, ...]:
    """Write the overlay that makes a variant's file, and let the variant be made from it from now on.

    Args:
        text: The overlay's text.
        overlay: Its path.
        variant: The variant, which is locked.
        project: A project on disk.

    Returns:
        The files that were written, sorted.

    Raises:
        SyncRefused: The overlay's path is no place for one, or holds another overlay or uncommitted work.
        ConfigError: The configuration or the lock cannot be followed or edited.
    """
    path = variant.declared.path
    check_overlay(overlay)
    if project.files.read(overlay) is not None:
        if overlay != variant.declared.overlay:
            raise SyncRefused(f"{overlay} is there already", hint="-o names another file")
        check_clean(project, [overlay], {})
    writes = {overlay: text.encode()}
    if variant.locked:
        made = fingerprint(project.files.read(path) or b"")
        writes[LOCK_NAME] = _lock(variant.locked._replace(rendered=made), project)
    if overlay != variant.declared.overlay:
        name, config = read_configuration(project.files, project.name)
        writes[name] = encoded(use_overlay(config, path, overlay, origin=name), name)
    return _write(project, writes)


def _lock(entry: LockEntry, project: Project) -> bytes:
    entries = {one.path: one for one in read_lock(project.files, project.name)}
    return render_lock((entries | {entry.path: entry}).values()).encode()


def _write(project: Project, writes: Mapping[str, bytes]) -> tuple[str, ...]:
    for path in writes:
        check_place(project.files, path)
    expected = {path: project.files.read(path) for path in writes}
    changed = {path: data for path, data in writes.items() if data != expected[path]}
    replace_files(_folder(project), changed, expected)
    return tuple(sorted(changed))


def _folder(project: Project) -> Path:
    if project.folder is None:
        raise SyncRefused(f"{project.name} has no work tree to write to")
    return project.folder
