"""The python-frontmatter seam: `frontmatter.loads(text, handler=AgentHandler())` reads as agentreg does.

It is for reading only: python-frontmatter strips the body and sorts the keys, so it must never write a file
that a person owns. Kept apart from the rest of the package because importing python-frontmatter takes longer
than reading ten definitions.
"""

from __future__ import annotations

from typing import Any

from frontmatter.default_handlers import YAMLHandler

from agentreg.formats.document import parse_document
from agentreg.formats.frontmatter import read_frontmatter
from agentreg.model.document import Document, Span
from agentreg.model.fields import Frontmatter, plain


class AgentHandler(YAMLHandler):
    """Splits where hosts split and reads frontmatter in agentreg's tolerant steps, values as text.

    Public, for programs that use python-frontmatter: agentreg itself reads with `formats.read`.
    """

    def detect(self, text: str) -> bool:
        """Whether the text has closed frontmatter."""
        return _parsed(text).matter is not None

    def split(self, text: str) -> tuple[str, str]:
        """The text between the fences, and the body exactly as written."""
        document = _parsed(text)
        matter = document.matter or Span(0, 0)
        return matter.of(document.text), document.body.of(document.text)

    def load(self, fm: str, **_options: Any) -> dict[str, object]:
        """The fields as plain data; of a key that is stated twice the last value, as in every host."""
        return {field.key: plain(field.value) for field in self.read(fm).fields}

    def read(self, fm: str) -> Frontmatter:
        """The fields with the step and the repairs that they needed."""
        document = _parsed(fm)
        whole = Span(0, len(document.text))
        return read_frontmatter(document._replace(matter=whole, fence=whole))[0]


def _parsed(text: str) -> Document:
    return parse_document(text.encode("utf-8", "surrogatepass"))
