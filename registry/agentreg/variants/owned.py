"""Names in `owned` that protect nothing."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from agentreg.errors import BadReference
from agentreg.formats.hosts import readers_of
from agentreg.formats.read import read_definition
from agentreg.merge.policies import BODY
from agentreg.model.fields import Step
from agentreg.variants.standing import Standing


def check_owned(names: Iterable[str], path: str, texts: Iterable[bytes]) -> None:
    """Refuse names that are neither `body` nor fields that somebody has or that a host of the path knows.

    Args:
        names: What is to be owned.
        path: The variant's path.
        texts: The variant and its base.

    Raises:
        BadReference: A name is none of these; the hint suggests the nearest.
    """
    stated = [field.key for text in texts for field in read_definition(text, path).frontmatter.fields]
    known = [key for host in readers_of(path) for key in host.fields]
    for name in names:
        if name not in {BODY, *stated, *known}:
            # What somebody has is likelier meant than what a host knows.
            near = get_close_matches(name, [BODY, *stated], n=1) or get_close_matches(name, known, n=1)
            raise BadReference(
                f"owned {name!r} is a field of neither {path} nor its base or host",
                hint=f"did you mean {near[0]!r}?" if near else f"name a field, or {BODY!r} for the prompt",
            )


def idle_names(standing: Standing) -> tuple[str, ...]:
    """The owned names that are neither `body` nor fields of the variant or its bases, in the order declared.

    Empty as long as a text is missing or its fields cannot be read: they may be there.
    """
    declared = standing.variant.declared
    texts = [standing.file, standing.base, standing.newest.text if standing.newest else None]
    known = [text for text in texts if text is not None]
    if not declared.owned or len(known) < len(texts):
        return ()
    headers = [read_definition(text, declared.path).frontmatter for text in known]
    if any(header.step is Step.UNREADABLE for header in headers):
        return ()
    fields = {field.key for header in headers for field in header.fields}
    return tuple(name for name in declared.owned if name not in fields | {BODY})
