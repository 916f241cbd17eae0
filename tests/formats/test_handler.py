from __future__ import annotations

import frontmatter
import pytest

from agentreg.formats.handler import AgentHandler
from agentreg.model.fields import Step


@pytest.mark.parametrize(
    ("text", "metadata", "content"),
    [
        ("---\nname: a\ntools: [Read]\n---\nbody\n", {"name": "a", "tools": ["Read"]}, "body"),
        ("---\ndescription: a: b\n---\nbody", {"description": "a: b"}, "body"),
        ("---\nname: no\nname: 1.10\n---\n", {"name": "1.10"}, ""),
        ("# Title\n", {}, "# Title"),
        ("---\nnever closed\n", {}, "---\nnever closed"),
    ],
)
def test_python_frontmatter_reads_with_our_tolerance(
    text: str, metadata: dict[str, object], content: str
) -> None:
    post = frontmatter.loads(text, handler=AgentHandler())
    assert (post.metadata, post.content) == (metadata, content)


def test_the_handler_tells_which_step_was_needed() -> None:
    assert AgentHandler().read("a: b: c\n").step is Step.REQUOTED


def test_text_with_escaped_bytes_is_split_all_the_same() -> None:
    handler = AgentHandler()
    assert handler.detect("---\nname: a\n---\n\ud800")
    assert handler.split("---\nname: a\n---\nb") == ("name: a\n", "b")
