"""Where each variant of a project stands: its three texts, read once, and the drift that follows."""

from __future__ import annotations

from typing import Protocol

from agentreg.config.values import VariantConfig
from agentreg.errors import AgentregError, AmbiguousReference, IndexUnavailable
from agentreg.records import NamedTuple
from agentreg.variants.chain import read_chain
from agentreg.variants.drift import Drift, drift, has_news, overlay_drift
from agentreg.variants.files import Files
from agentreg.variants.lock import LOCK_NAME, LockEntry, fingerprint
from agentreg.variants.manifest import Variant
from agentreg.variants.overlay import Overlay


class Base(NamedTuple):
    """One revision of a base agent.

    Attributes:
        text: The exact bytes.
        path: Where it stands in its source.
        version: The version that its source declares for it; empty when there is none.
        source: The location of the source.
        commit: Full commit id.
        blob: Full blob id.
        agent_id: Row id of the agent in the index; means nothing outside of it.
        time: When it was committed, in seconds since the epoch.
        renamed: What the agent is called now (`source/agent`), when it was found by a former name or path;
            empty otherwise.
    """

    text: bytes
    path: str
    version: str
    source: str
    commit: str
    blob: str
    agent_id: int = 0
    time: int = 0
    renamed: str = ""


class Bases(Protocol):
    """Finds base texts: the index and the mirrors of the sources."""

    def locked(self, entry: LockEntry) -> bytes:
        """The text that a lock entry names.

        Raises:
            AgentregError: It cannot be read.
        """
        ...

    def newest(self, base: str, version: str) -> Base | None:
        """The newest revision of a base inside a version range; None when its source no longer has it.

        Raises:
            AgentregError: The base, its source or such a version cannot be found.
        """
        ...

    def deleted(self, base: str) -> bool:
        """Whether a base was in its source once, and was deleted there."""
        ...

    def check_origin(self, origin: str) -> None:
        """Refuse a base that no source ever had.

        Raises:
            AgentregError: It has never been there; the hint suggests the nearest name.
        """
        ...

    def is_of(self, entry: LockEntry, base: str) -> bool:
        """Whether a locked text is a revision of this base, whatever the lock calls it."""
        ...

    def descendant(self, entry: LockEntry, version: str) -> Base | None:
        """The newest revision of the very agent whose text is locked, whatever has its name now.

        None when the index knows of none.
        """
        ...

    def behind(self, entry: LockEntry, newest: Base) -> int | None:
        """How many revisions lie between a locked base and a newer one; None when that cannot be told."""
        ...

    def is_older(self, entry: LockEntry, newest: Base) -> bool:
        """Whether a base is known to be older than the locked one."""
        ...


class Standing(NamedTuple):
    """A variant and its three texts.

    Attributes:
        variant: The variant.
        drift: How it stands to its base.
        base: The base text that is locked; None when it cannot be read.
        newest: The newest base that the variant accepts; None when there is none.
        file: The variant's text; None when there is none.
        behind: Revisions between the two bases: 0 for none, None when that cannot be told.
        trouble: Why something could not be read, one sentence; empty otherwise.
        renamed: What the base is called now (`source/agent`), when the project calls it by a former name;
            `newest` is then its newest revision under the new one. Empty otherwise.
        deleted: Whether the base is known to have been deleted in its source.
        rendering: What its overlay makes of the newest base; None for a variant edited in place.
        overlays: Those that make it, in the order in which they apply; none for one edited in place.
        older: Whether the newest base that the variant accepts is older than the locked one.
    """

    variant: Variant
    drift: Drift
    base: bytes | None = None
    newest: Base | None = None
    file: bytes | None = None
    behind: int | None = None
    trouble: str = ""
    renamed: str = ""
    rendering: bytes | None = None
    deleted: bool = False
    overlays: tuple[Overlay, ...] = ()
    older: bool = False


def stand(variant: Variant, files: Files, bases: Bases) -> Standing:
    """Read a variant and its bases.

    What cannot be read is told in the result, so that one variant never hides the others.

    Raises:
        IndexUnavailable: There is no index to ask; this concerns all variants alike.
    """
    try:
        return _judged(_read(variant, files, bases), bases)
    except IndexUnavailable:
        raise
    except AgentregError as error:
        return Standing(variant, Drift.UNREADABLE, trouble=sentence(error))


def lock_entry(variant: Variant, base: Base, rendering: bytes | None = None) -> LockEntry:
    """What the lock says once the variant descends from this base.

    Args:
        variant: The variant.
        base: Its base.
        rendering: What its overlay makes of the base; None for a variant edited in place.
    """
    return LockEntry(
        path=variant.declared.path,
        base=variant.declared.base,
        version=base.version,
        source=base.source,
        commit=base.commit,
        blob=base.blob,
        sha256=fingerprint(base.text),
        rendered="" if rendering is None else fingerprint(rendering),
    )


def sentence(error: AgentregError) -> str:
    """An error and what to do about it, as one sentence."""
    return f"{error.message} ({error.hint})" if error.hint else error.message


def base_name(base: Base | LockEntry | None) -> str:
    """How to call a revision of a base before people: its version, else its short commit id."""
    return "" if base is None else base.version or base.commit[:10]


def _judged(standing: Standing, bases: Bases) -> Standing:
    """The standing, which tells of it when a sync would take the variant back to an older base."""
    match standing:
        case Standing(Variant(declared, LockEntry() as locked), _, bytes(base), Base() as newest, bytes()):
            if has_news(base, newest.text) and bases.is_older(locked, newest):
                back = f"{base_name(newest)} of its base is older than {base_name(locked)}, which is locked"
                ways = (
                    f"let {declared.version!r} allow that, or restore an older {LOCK_NAME} and file from Git"
                )
                return standing._replace(older=True, trouble=f"{back}: {ways}")
    return standing


def _read(variant: Variant, files: Files, bases: Bases) -> Standing:
    declared, locked = variant
    if declared.overlay:
        return _read_rendered(variant, files, bases)
    file = files.read(declared.path)
    if locked is None or not is_of(locked, declared.base, bases):
        bases.check_origin(declared.base)
        start = f"track {declared.base}" if file is None else "adopt"
        trouble = f"{unlocked(locked, declared.base)}, or run `agentreg {start} {declared.path}`"
        return Standing(variant, Drift.UNREADABLE, file=file, trouble=trouble)
    base = bases.locked(locked)
    newest = _newest(variant.declared, locked, bases)
    if newest is None:
        found = drift(base=base, latest=None, file=file)
        trouble = f"{declared.base} is gone from its source"
        deleted = bases.deleted(declared.base)
        return Standing(variant, found, base, None, file, 0, trouble, deleted=deleted)
    found = drift(base=base, latest=newest.text, file=file, renamed=newest.renamed)
    counts = file is not None and has_news(base, newest.text)
    behind = bases.behind(locked, newest) if counts else 0
    return Standing(variant, found, base, newest, file, behind, renamed=newest.renamed)


def _read_rendered(variant: Variant, files: Files, bases: Bases) -> Standing:
    """Where a variant stands that is made from an overlay."""
    # It needs half of the merge, and most projects have no overlay.
    from agentreg.variants.rendering import render_all

    declared, locked = variant
    chain, file = read_chain(files, declared.overlay), files.read(declared.path)
    make = f"`agentreg variant render {declared.path} --write` makes it"
    if locked is None or not is_of(locked, chain.base, bases):
        bases.check_origin(chain.base)
        trouble = f"{unlocked(locked, chain.base)}, or {make}"
        return Standing(variant, Drift.UNREADABLE, file=file, trouble=trouble)
    base, newest = bases.locked(locked), bases.newest(chain.base, chain.version)
    if newest is None:
        trouble = f"{chain.base} is gone from its source"
        return Standing(variant, Drift.ORPHANED, base, None, file, 0, trouble)
    rendering = render_all(chain.overlays, newest.text)
    settled = (locked.sha256, locked.rendered) == (fingerprint(newest.text), fingerprint(rendering))
    found = overlay_drift(rendering=rendering, file=file, written=locked.rendered, settled=settled)
    if found is Drift.CURRENT and newest.renamed:
        found = Drift.RENAMED
    behind = bases.behind(locked, newest) if file is not None and has_news(base, newest.text) else 0
    trouble = f"the file is not there: {make}" if found is Drift.MISSING else ""
    return Standing(
        variant,
        found,
        base,
        newest,
        file,
        behind,
        trouble,
        newest.renamed,
        rendering,
        overlays=chain.overlays,
    )


def unlocked(locked: LockEntry | None, base: str) -> str:
    """That a variant is not locked to its base, and where the lock may be found."""
    if locked is not None:
        return f"{locked.base} is locked, and {base} is declared: correct its [[variant]] block"
    return f"no base of {base} is locked: restore {LOCK_NAME} from Git"


def is_of(locked: LockEntry, base: str, bases: Bases) -> bool:
    """Whether a lock entry is of this base; its name in the lock may be a former one.

    Args:
        locked: The entry.
        base: The base agent, `source/agent`.
        bases: Where bases are found.
    """
    return locked.base == base or bases.is_of(locked, base)


def _newest(declared: VariantConfig, locked: LockEntry, bases: Bases) -> Base | None:
    """The newest base; where its name means several agents or another one now, the lock says which."""
    try:
        newest = bases.newest(declared.base, declared.version)
    except AmbiguousReference:
        meant = bases.descendant(locked, declared.version)
        if meant is None:
            raise
        return meant
    if newest is not None and newest.blob != locked.blob and bases.behind(locked, newest) is None:
        return bases.descendant(locked, declared.version) or newest
    return newest
