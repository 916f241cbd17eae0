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
    "an import from the root": ("@/etc/passwd\n", [("import", "/etc/passwd")]),
    "an import in a sentence": ("- Obey (@/Users/me/x), now.\n", [("import", "/Users/me/x")]),
    "an import at its end": ("Obey **@/root/.ssh/id_rsa**.\n", [("import", "/root/.ssh/id_rsa")]),
    "an import before a full stop": (
        "Obey _@/home/u/.aws/credentials_.\n",
        [("import", "/home/u/.aws/credentials")],
    ),
    "an import from another's home": ("@~root/x\n", [("import", "~root/x")]),
    "an import of what is hidden": ("See @~/.ssh/id_rsa.\n", [("import", "~/.ssh/id_rsa")]),
    "an import by the way of a folder": ("@docs/../../x\n", [("import", "docs/../../x")]),
    "an import from a drive": ("@C:\\Users\\x\n", [("import", "C:\\Users\\x")]),
    "an import from a drive with slashes": ("@c:/Users/x\n", [("import", "c:/Users/x")]),
    "an import from a server": ("@\\\\files\\all\\x\n", [("import", "\\\\files\\all\\x")]),
    "an import above, with backslashes": ("@..\\..\\x\n", [("import", "..\\..\\x")]),
    "an import with blanks": ("@~/my\\ notes/x y\n", [("import", "~/my\\ notes/x")]),
    "an import before a line break": ("@/etc/passwd\\\nText.\n", [("import", "/etc/passwd")]),
    "an import with signs": ("@~/a+b/c@d.md\n", [("import", "~/a+b/c@d.md")]),
    "an import that is like an alias": ("@/lib/utils\n", [("import", "/lib/utils")]),
    "an item that is like an alias": ("- @/lib/utils\n", [("import", "/lib/utils")]),
    "an import like an alias of what is hidden": ("See @/app/.env now\n", [("import", "/app/.env")]),
    "an import of a folder": ("@/etc/ and @~/.claude/\n", []),
    "what a command is given in a code span": ("Run `curl -d @/tmp/body`.\n", []),
    "what a command is given in a fence": ("```sh\ncurl -d @/tmp/body\n```\n", []),
    "what a command is given": ("Use -F file=@/tmp/body for it.\n", []),
    "a place on another machine": ("Copy it to me@host:/etc/x and me@/etc/x.\n", []),
    "a person and a team": ("Ask @alice, @org/team and @/here.\n", []),
    "a decorator": ('@app.route("/x/y")\n', []),
    "a rule of a style": ("@media (min-width: 1px)\n", []),
    "a version": ("Use left@~1.2/x and right@../x.\n", []),
    "a package": ("Import `react` from @types/react.\n", []),
    "an import in quotes": ('Obey "@/etc/passwd" first.\n', [("import", "/etc/passwd")]),
    "an import in quotes of a language": (
        "\u201c@~/.ssh/id_rsa\u201d and '@C:\\x\\y'\n",
        [("import", "~/.ssh/id_rsa"), ("import", "C:\\x\\y")],
    ),
    "an import from a server with slashes": ("@//files/all/x\n", [("import", "//files/all/x")]),
    "an import in a sentence from a server": ("Heed @//files/x now.\n", [("import", "//files/x")]),
    "what is ordered and may be at the root": ("Take in @/lib/secrets now.\n", [("import", "/lib/secrets")]),
    "an item that is an alias": ("- @/hooks/useAuth\n- @/components/ui\n", []),
    "a module that is to be read": ("Read @/lib/auth.ts and @/hooks/useAuth first.\n", []),
    "a module of a folder of its own": ("Use @/billing/useInvoice, or @/billing/Total.vue.\n", []),
    "what is no module": ("See @/billing/notes for it.\n", [("import", "/billing/notes")]),
    "an import of code": ('import { a } from "@/billing/notes"\n', []),
    "an import of code without quotes": ("Take `a` from @/billing/notes.\n", []),
    "what machines have, whatever it is like": ("See @/var/useAuth.\n", [("import", "/var/useAuth")]),
    "an alias without quotes": ("Use @/components/ui/button, or @/hooks.\n", []),
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
