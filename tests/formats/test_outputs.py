from __future__ import annotations

import pytest

from formats.reading import outward_of

OUTPUTS = {
    "a file to write": ("Save it to `out/a.md`.\n", [("path", "out/a.md")]),
    "a file to read": ("Read `out/a.md`.\n", []),
    "a file read, another written": ("Read `a/b.md` and update `c/d.md`.\n", [("path", "c/d.md")]),
    "a file without code style": ("Write the plan to docs/plan.md.\n", [("path", "docs/plan.md")]),
    "a file written from another": ("Update `a/b.md` from `c/d.md`.\n", [("path", "a/b.md")]),
    "a file to look for": ("Output `a/b.md`; scan `c/d.md`.\n", [("path", "a/b.md")]),
    "a file to heed": ("Create a plan that follows `RULES.md`.\n", []),
    "a file to suggest": ("Suggest updates to `RULES.md`.\n", []),
    "files that others wrote": ("Find the output files, such as `a/b.md`.\n", []),
    "a file not to write": ("Do not write to `out/a.md`.\n", []),
    "a file never to write": ("Never update `out/a.md`.\n", []),
    "what is not delivered": ("## Incident Response\n\nStay calm.\n", []),
    "what comes in": ("## Input Format\n\nA table.\n", []),
    "a template in its section": ("## Output Format\n\n```\nx\n```\n", [("template", "```\nx\n```")]),
    "a template after its lead": ("Reply in this format:\n\n```\nx\n```\n", [("template", "```\nx\n```")]),
    "code in its section": ("## Output\n\n```bash\nx\n```\n", []),
    "code": ("Run:\n\n```\nx\n```\n", []),
    "rules in its section": (
        "## Output\n\nBe short. Be right.\n",
        [("rule", "Be short."), ("rule", "Be right.")],
    ),
    "a rule for the answer": (
        "Your final message should be short.\n",
        [("rule", "Your final message should be short.")],
    ),
    "items": ("## Deliverables\n- a\n", [("rule", "a")]),
}


@pytest.mark.parametrize(("body", "expected"), OUTPUTS.values(), ids=OUTPUTS)
def test_outputs_are_what_the_agent_promises_to_return_or_write(
    body: str, expected: list[tuple[str, str]]
) -> None:
    assert [(output.kind.value, output.text) for output in outward_of(body).outputs] == expected
