"""A dot-folder of a program that agentreg does not know: nobody can say what an agent there may do.

Names of tools mean there what they mean on the hosts that are known; what a missing list grants differs from
host to host (all tools in Claude Code, none in Mux), so that it is said to be unknown rather than guessed.
"""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.formats.hosts.claude import GENERIC
from agentreg.formats.hosts.profile import HostProfile, Verdict
from agentreg.model.definition import Host, Outcome
from agentreg.model.document import Document
from agentreg.model.fields import Frontmatter, Step
from agentreg.model.tools import Grant, Risk

_STRANGE = Verdict(
    Outcome.UNCERTAIN, "no host that agentreg knows reads this folder: its rights are not judged as another's"
)


def _strange_folder(_document: Document, _frontmatter: Frontmatter, _path: str) -> Verdict | None:
    return _STRANGE


def unknown_beside(known: Iterable[HostProfile]) -> HostProfile:
    """The profile of a host that is none of some: its tools are whatever they call so."""
    pool: dict[str, tuple[Risk, ...]] = {}
    for profile in known:
        pool = {**profile.pool, **pool}
    return GENERIC._replace(
        host=Host.UNKNOWN,
        pool=pool,
        aliases={alias: name for alias, name in GENERIC.aliases.items() if name in pool},
        stripped=frozenset(),
        brings=frozenset(),
        steps={step: _STRANGE for step in Step if step is not Step.STRICT},
        checks=(_strange_folder,),
        absent=Grant.UNKNOWN,
        closed=False,
    )
