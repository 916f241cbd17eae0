"""What a reviewer has to answer about the findings of each rule of medium severity and above."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ANY = "Is this meant?"

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "agent-was-removed": "Does nothing call this agent any more?",
        "agent-was-disabled": "Is it meant that no host loads it any more?",
        "agent-is-unlisted": "Is it meant that nobody gets this agent any more?",
        "name-is-gone": "Who does this work now, and is that one named instead?",
        "name-is-taken": "Which of the two is meant to be loaded?",
        "reference-is-dead": "Where does the agent find this now?",
        "agent-was-renamed": "Is the old name gone from all prompts, hooks and rules that used it?",
        "agent-was-converted": "Is what it may do the same on the new host?",
        "conversion-was-lossy": "Which limit of the new host takes the place of the lost one?",
        "declared-version-was-kept": "Which version number will users see this change under?",
        "invocation-was-changed": "Can all who need the agent still call it, and nobody else?",
        "trigger-was-broadened": "Does it leave to other agents what is theirs?",
        "tools-became-unrestricted": "Does the agent need every tool, also those that are added later?",
        "permissions-were-gained": "Which part of its work needs this?",
        "tool-denial-was-lifted": "Why was the tool forbidden, and why does that no longer count?",
        "specifier-was-widened": "Is everything that the tool now accepts wanted?",
        "specifier-was-changed": "Is everything that the tool now accepts wanted?",
        "server-was-granted": "Who runs the server, and are all of its tools needed?",
        "tool-rules-were-reordered": "Which rule wins now, and is that the one that should?",
        "permission-mode-was-widened": "May all of that happen without anybody being asked?",
        "permission-mode-was-changed": "May all of that happen without anybody being asked?",
        "hook-was-added": "May this command run on everybody's machine?",
        "guard-was-removed": "What stops now what the hook used to refuse?",
        "hook-was-changed": "May this command run on everybody's machine?",
        "mcp-server-was-added": "Do you trust the process or address behind this server?",
        "mcp-server-was-changed": "Do you trust the process or address that now stands behind this name?",
        "setting-was-changed": "What does the agent do, know or call now that it did not before?",
        "rights-became-ambiguous": "Which of the two readings is meant?",
        "memory-was-granted": "Who can write what the agent will remember and follow?",
        "memory-scope-was-changed": "May what it remembers reach these projects and people?",
        "isolation-was-removed": "May it write into the checkout that others work in?",
        "initial-prompt-was-changed": "May this be submitted without anybody asking for it?",
        "field-was-woken": "Was the field written to have effect here?",
        "field-was-silenced": "What does now what the field used to do?",
        "model-was-changed": "Was the agent tried on this model?",
        "model-was-lowered": "Was the agent tried on its hardest task with the weaker model?",
        "role-was-replaced": "Is the agent still what its callers rely on?",
        "role-was-removed": "Who says now what the agent is?",
        "stance-was-changed": "Do all callers expect an agent that acts, or one that only looks?",
        "responsibility-was-removed": "Who does this from now on?",
        "step-was-removed": "Is this done elsewhere, or is it no longer needed?",
        "workflow-was-removed": "How does the agent know what to do in which order?",
        "workflow-was-reordered": "Does each step still have what it needs when it runs?",
        "constraint-was-removed": "Is this no longer needed, or said elsewhere?",
        "constraint-was-weakened": "Is it all right when the agent does not keep to this?",
        "constraint-was-inverted": "Which of the two is right, the old or the new?",
        "override-was-added": "What is the agent to set aside, and why?",
        "output-path-was-changed": "Do all readers of the file look for it at the new place?",
        "output-path-was-added": "May the agent write there?",
        "output-path-was-removed": "Does nobody read this file any more?",
        "template-was-changed": "Can all readers of the report cope with its new form?",
        "template-was-removed": "Does nobody count on the form of the report?",
        "section-was-removed": "Are its steps and constraints said elsewhere, or no longer needed?",
        "import-was-added": "Who may change that file, and so what the agent is told?",
        "url-was-added": "Who stands behind the address, and what is sent there?",
        "hidden-text-was-added": "Who put it there, and what for?",
        "lookalike-name-was-added": "Which name is meant?",
        "frontmatter-became-invalid": "What does each host make of the file now?",
        "waiver-was-added": "May what this passes happen again and again?",
        "waiver-was-changed": "May what this passes now happen again and again?",
        "waiver-became-stale": "Does what it accepted still have to be accepted?",
        "approvals-were-changed": "Did somebody decide this who may?",
        "approval-became-void": "Does the decision hold for the text as it is now?",
        "policy-was-changed": "May the gate let this pass from now on?",
    }
)


def question_of(rule: str) -> str:
    """What a reviewer has to answer about a rule's findings."""
    return QUESTIONS.get(rule, ANY)
