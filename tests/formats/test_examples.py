from __future__ import annotations

from agentreg.formats.prompt import read_prompt
from agentreg.formats.read import read_definition


def test_examples_are_found_in_the_description_and_in_the_body() -> None:
    matter = b"---\nname: a\ndescription: Use it. <example>one</example>\n---\n"
    data = matter + b"<example>\ntwo\n</example>\n<example>open\n"
    definition = read_definition(data)
    examples = read_prompt(definition).examples
    assert [example.text for example in examples] == ["one", "two"]
    assert examples[0].span.of(definition.document.text) == "<example>one</example>"
