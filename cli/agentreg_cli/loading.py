"""What commands ask of references that people write: their bytes, and what indexed revisions are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentreg.index.reference import AgentReference, Reference, parse_reference
from agentreg.index.resolve import Loaded, load
from agentreg_cli.output import note
from agentreg_cli.session import Session

if TYPE_CHECKING:
    from agentreg.index.values import Versions


def load_named(session: Session, reference: str | Reference) -> Loaded:
    """Read what a reference names, as `resolve.load` does; derived versions may be named too.

    When a derived version stands in for one that nobody declared, this is said on standard error.
    """
    place = session.place()
    if isinstance(reference, str):
        reference = parse_reference(reference, lambda path: (place.cwd / path).exists())
    if not isinstance(reference, AgentReference) or place.index_path is None:
        return load(reference, place)
    from agentreg.index.selector import Derived
    from agentreg_cli.telling import teller

    loaded = load(reference, place._replace(teller=teller(session, place.index_path)))
    if loaded.derived and not isinstance(reference.selector, Derived):
        note(session, f"{loaded.label} is a derived version: nobody declared one that fits")
    return loaded


def versions_of(session: Session, sides: Sequence[Loaded]) -> list[Versions | None]:
    """What indexed revisions are called; None for what came from elsewhere."""
    revisions = [side.revision for side in sides if side.revision]
    if not revisions:
        return [None for _ in sides]
    from agentreg.index import derived
    from agentreg.index.access import reading
    from agentreg_cli.telling import teller

    with reading(session.index_path) as reader:
        found = iter(derived.versions_of(reader, revisions, teller(session, session.index_path)))
    return [next(found) if side.revision else None for side in sides]


def version_names(session: Session, sides: Sequence[Loaded]) -> list[str]:
    """The sides' versions for one line: declared where every indexed side has one, else derived (`1.4.0*`).

    Numbers of two kinds do not tell which is newer. A side without a version has an empty one.
    """
    found = versions_of(session, sides)
    declared = all(versions.declared for versions in found if versions)
    return [_name(versions, declared=declared) for versions in found]


def _name(versions: Versions | None, *, declared: bool) -> str:
    if versions is None:
        return ""
    if declared:
        return versions.declared
    return f"{versions.derived}*" if versions.derived else ""
