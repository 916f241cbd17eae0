"""Names in `owned` that protect nothing."""

from __future__ import annotations

from agentreg.formats.read import read_definition
from agentreg.merge.policies import BODY
from agentreg.model.fields import Step
from agentreg.variants.standing import Standing


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
