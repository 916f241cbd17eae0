from __future__ import annotations

import pytest

from formats.reading import outward_of

REFERENCES = {
    "a path": ("Read `docs/a.md`.\n", [("path", "docs/a.md")]),
    "a file": ("Read `RULES.md`.\n", [("path", "RULES.md")]),
    "a url": ("See https://e.org/x?y=1.\n", [("url", "https://e.org/x?y=1")]),
    "a linked url": ("[a](https://e.org/x)\n", [("url", "https://e.org/x")]),
    "a url with placeholders": (
        "See https://e.org/${a}/{b}?k={{ c }}.\n",
        [("url", "https://e.org/${a}/{b}?k={{ c }}")],
    ),
    "a url without a host": ("It begins with https://...\n", []),
    "an import in a code span": ("Run `npx @a/design.md now`.\n", []),
    "an import": ("@docs/a.md\n", [("import", "docs/a.md")]),
    "an import from home": ("See @~/.claude/a.md now\n", [("import", "~/.claude/a.md")]),
    "an import in a fence": ("```\n@docs/a.md\n```\n", [("import", "docs/a.md")]),
    "an import beside it": ("See @../rules\n", [("import", "../rules")]),
    "a package": ("Import `react` from @types/react.\n", []),
    "an alias of a module": ("Import it from '@/lib/utils'.\n", []),
    "a file without code style": (
        "Follow RULES.md, then docs/a.yaml.\n",
        [("path", "RULES.md"), ("path", "docs/a.yaml")],
    ),
    "a product with a dot": ("Use Node.js or Vue.js.\n", []),
    "a linked file": ("Read [the plan](docs/plan.md#goal).\n", [("path", "docs/plan.md")]),
    "a linked heading": ("Read [the plan](#goal).\n", []),
    "a marked file": ("Read #file:src/a.py first.\n", [("path", "src/a.py")]),
    "an agent in words": ("Ask the `code-reviewer` agent.\n", [("agent", "code-reviewer")]),
    "an agent mentioned": ("Ask @agent-test-runner.\n", [("agent", "test-runner")]),
    "an agent called": ('Task(subagent_type="test-runner")\n', [("agent", "test-runner")]),
    "an agent in a list of neighbours": (
        "Integration with other agents:\n- Collaborate with api-designer on contracts\n",
        [("agent", "api-designer")],
    ),
    "what kind of agent": ("Build a long-running agent or a multi-tenant agent.\n", []),
    "a mail address": ("me@example.org\n", []),
    "a marked tool": ("Use #tool:search/codebase.\n", [("tool", "search/codebase")]),
    "a server's tool": ("Use mcp__a__b.\n", [("tool", "mcp__a__b")]),
    "a tool in code": ("Use `Bash`.\n", [("tool", "Bash")]),
    "a tool in words": ("Use the Task tool.\n", [("tool", "Task")]),
    "a server's tool in words": ("Use the `context7` tools.\n", [("tool", "context7")]),
    "a word like a tool": ("Read the `code`.\n", []),
}


@pytest.mark.parametrize(("body", "expected"), REFERENCES.values(), ids=REFERENCES)
def test_references_are_what_a_prompt_names_outside_itself(
    body: str, expected: list[tuple[str, str]]
) -> None:
    references = outward_of(body).references
    assert [(reference.kind.value, reference.target) for reference in references] == expected
    assert all(reference.span.of(body) == reference.target for reference in references)
