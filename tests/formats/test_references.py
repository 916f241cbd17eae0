from __future__ import annotations

import pytest

from agentreg.formats.references import is_path
from formats.reading import outward_of

REFERENCES = {
    "a path": ("Read `docs/a.md`.\n", [("path", "docs/a.md")]),
    "a file": ("Read `RULES.md`.\n", [("path", "RULES.md")]),
    "a url": ("See https://e.org/x?y=1.\n", [("url", "https://e.org/x?y=1")]),
    "a linked url": ("[a](https://e.org/x)\n", [("url", "https://e.org/x")]),
    "an import": ("@docs/a.md\n", [("import", "docs/a.md")]),
    "an import from home": ("See @~/.claude/a.md now\n", [("import", "~/.claude/a.md")]),
    "an import in a fence": ("```\n@docs/a.md\n```\n", [("import", "docs/a.md")]),
    "a mail address": ("me@example.org\n", []),
    "a marked tool": ("Use #tool:search/codebase.\n", [("tool", "search/codebase")]),
    "a server's tool": ("Use mcp__a__b.\n", [("tool", "mcp__a__b")]),
    "a tool in code": ("Use `Bash`.\n", [("tool", "Bash")]),
    "a tool in words": ("Use the Task tool.\n", [("tool", "Task")]),
    "a word like a tool": ("Read the `code`.\n", []),
}


@pytest.mark.parametrize(("body", "expected"), REFERENCES.values(), ids=REFERENCES)
def test_references_are_what_a_prompt_names_outside_itself(
    body: str, expected: list[tuple[str, str]]
) -> None:
    references = outward_of(body).references
    assert [(reference.kind.value, reference.target) for reference in references] == expected
    assert all(reference.span.of(body) == reference.target for reference in references)


@pytest.mark.parametrize(
    "word", ["a.md", "a/b/c", "./a", "~/x/y", "src/", ".claude/doc/x.md", "a/*.py", "x/[n]/y.md"]
)
def test_words_in_code_that_name_files_are_paths(word: str) -> None:
    assert is_path(word)


@pytest.mark.parametrize(
    "word", ["async/await", "a.b", "x = 1", "http://e.org/a/b", "--flag", "1.2.3", "e.g."]
)
def test_other_words_in_code_are_none(word: str) -> None:
    assert not is_path(word)
