"""What a command or a text in the frontmatter does that is grave: as in the prompt, by the same detectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.formats.addresses import leads_nowhere
from agentreg.formats.credentials import credential_reads
from agentreg.formats.dangers import Danger, remote_scripts
from agentreg.formats.hosts import HOSTS
from agentreg.formats.references import read_references
from agentreg.formats.text import quotation
from agentreg.formats.uploads import is_sent_to
from agentreg.model.document import Span
from agentreg.model.outward import ReferenceKind
from agentreg.rules.addresses import takes_data
from agentreg.rules.case import Hit
from agentreg.rules.judge import MOST_QUOTED
from agentreg.rules.state.scene import Scene
from agentreg.rules.view import hosts_of, shown


def heeding(scene: Scene, key: str) -> tuple[str, ...]:
    """The ids of the hosts that load an agent and heed a field of it, the main one first."""
    definition = scene.definition
    loading = (HOSTS[host] for host in hosts_of(definition))
    return tuple(shown(profile.host) for profile in loading if profile.heeds(key, definition.path))


def weighed(hit: Hit, texts: Iterable[str]) -> tuple[Hit, bool]:
    """A hit that says what is grave in some texts, and whether anything is.

    Args:
        hit: What is said of the whole.
        texts: Commands, or a text that is submitted.
    """
    for text in texts:
        for danger in _dangers(text):
            # A message quotes no more: what is grave must not stand behind that.
            place = f": {quotation(text, danger.span)}" if len(hit.after) > MOST_QUOTED else ""
            return hit._replace(detail=f"{danger.what}{place}"), True
    return hit, False


def _dangers(text: str) -> Iterator[Danger]:
    whole = Span(0, len(text))
    for found in remote_scripts(text, whole):
        yield Danger("it runs what an address sends", found.span)
    for found in credential_reads(text, whole):
        yield Danger(f"it reads {found.what}", found.span)
    for reference in read_references(text, whole):
        is_away = reference.kind is ReferenceKind.URL and not leads_nowhere(reference.target)
        if is_away and (takes_data(reference.target) or is_sent_to(text, whole, reference.span)):
            yield Danger("it sends data out", reference.span)
