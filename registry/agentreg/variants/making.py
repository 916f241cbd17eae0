"""A variant's file as its overlay makes it, and an edited file as the overlay that makes it."""

from __future__ import annotations

from collections.abc import Sequence

from agentreg.errors import CannotCompare, ConfigError, ReadError
from agentreg.records import NamedTuple
from agentreg.variants.chain import Chain, read_chain
from agentreg.variants.extract import Extracted, extract
from agentreg.variants.files import Files
from agentreg.variants.lock import LockEntry, fingerprint
from agentreg.variants.manifest import Variant
from agentreg.variants.overlay import Overlay, join_base
from agentreg.variants.rendering import render_all, with_line_ends_of
from agentreg.variants.standing import Bases, is_of, lock_entry, unlocked


class Made(NamedTuple):
    """What an overlay makes.

    Attributes:
        variant: The variant.
        text: The text of its file, with the line ends that the file has already.
        entry: What the lock says once the file is written.
    """

    variant: Variant
    text: bytes
    entry: LockEntry


def make(variant: Variant, files: Files, bases: Bases) -> Made:
    """Render a variant from the base that is locked; from the newest one when none is.

    Args:
        variant: A variant that has an overlay.
        files: The project's files.
        bases: Where bases are found.

    Raises:
        ConfigError: It has no overlay, or one that cannot be followed or does not fit the base.
        AgentregError: The base cannot be found.
    """
    declared = variant.declared
    if not declared.overlay:
        raise ConfigError(
            f"{declared.path} is edited in place, and made from no overlay",
            hint=f"`agentreg variant extract {declared.path} --write` turns its edits into one",
        )
    chain, file = read_chain(files, declared.overlay), files.read(declared.path)
    base, entry = _base(variant, chain, bases)
    text = render_all(chain.overlays, base)
    entry = entry._replace(rendered=fingerprint(text))
    return Made(variant, text if file is None else with_line_ends_of(file, text), entry)


def extracted(variant: Variant, files: Files, bases: Bases) -> Extracted:
    """The overlay that makes a variant's file as it is now, of the base that is locked.

    Where the variant has an overlay already, the new one extends the same base as that does.

    Args:
        variant: The variant.
        files: The project's files.
        bases: Where bases are found.

    Raises:
        CannotCompare: The overlay cannot express some difference.
        ConfigError: The variant is not locked, or its overlay cannot be followed.
        AgentregError: A file or the base cannot be read.
    """
    declared, locked = variant
    if declared.path.endswith(".toml"):
        raise CannotCompare(f"an overlay cannot express TOML, which {declared.path} is")
    extends, below = _extended(variant, files)
    file = files.read(declared.path)
    if file is None:
        raise ReadError(f"{declared.path} is not there")
    if locked is None or not is_of(locked, declared.base, bases):
        bases.check_origin(declared.base)
        raise ConfigError(
            unlocked(locked, declared.base), hint=f"`agentreg adopt {declared.path}` finds it by the text"
        )
    return extract(render_all(below, bases.locked(locked)), file, extends)


def _extended(variant: Variant, files: Files) -> tuple[str, Sequence[Overlay]]:
    """What a variant's overlay extends, or would: the reference, and the overlays that it stands for."""
    declared = variant.declared
    if declared.overlay:
        *below, own = read_chain(files, declared.overlay).overlays
        return own.extends, below
    return join_base(declared.base, declared.version), ()


def _base(variant: Variant, chain: Chain, bases: Bases) -> tuple[bytes, LockEntry]:
    locked = variant.locked
    if locked and is_of(locked, chain.base, bases):
        return bases.locked(locked), locked
    newest = bases.newest(chain.base, chain.version)
    if newest is None:
        bases.check_origin(chain.base)
        raise ReadError(f"{chain.base} is gone from its source")
    return newest.text, lock_entry(variant, newest)
