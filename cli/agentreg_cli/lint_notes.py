"""What `lint` says of files that it does not judge: what helps each by itself, the rest in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from agentreg.formats.hosts import readers_of
from agentreg.formats.lost import lost_frontmatter
from agentreg.formats.masking import without_secrets
from agentreg.formats.undecoded import undecoded
from agentreg.model.definition import Definition, Kind
from agentreg.model.diagnostic import Trouble
from agentreg.report.counts import plural
from agentreg_cli.output import note
from agentreg_cli.session import Session


def tell_others(session: Session, definitions: Iterable[Definition], named: Collection[str]) -> None:
    """Say which files are no agents and were not judged.

    Args:
        session: The run.
        definitions: What was read.
        named: The paths that the user named one by one: only these were asked for.
    """
    others = [one for one in definitions if one.kind is not Kind.AGENT]
    silent = []
    for one in others:
        if why := _nearly(one):
            note(session, f"{without_secrets(one.path)}{why}")
        elif one.path in named:
            silent.append(one)
    if len(silent) == 1:
        path = without_secrets(silent[0].path)
        note(session, f"{path} is no agent ({silent[0].kind}): it was not judged")
    elif silent:
        note(session, f"{len(silent)} files are no agents and were not judged: {_counted(silent)}")


def tell_bytes(session: Session, agents: Iterable[Definition]) -> None:
    """Say which prompts hold bytes that are no UTF-8: what a host reads there, nobody can say."""
    for agent in agents:
        document = agent.document
        if not document.valid_utf8 and undecoded(document.text[: document.body.start]) is None:
            found = next(one for one in agent.diagnostics if one.trouble is Trouble.INVALID_UTF8)
            path = without_secrets(agent.path)
            note(session, f"{path}:{found.line}: {found.message} ({found.hint})")


def _nearly(definition: Definition) -> str:
    """Why a file where a host reads is no agent, though it states the fields of one; empty for others."""
    if definition.kind is not Kind.DOCUMENT or not readers_of(definition.path):
        return ""
    lost = lost_frontmatter(definition.document.text) if definition.document.fence is None else None
    if lost is None or not lost.states_agent:
        return ""
    return f":{lost.note.line} looks like an agent, and is none: {lost.note.message} ({lost.note.hint})"


def _counted(definitions: Iterable[Definition]) -> str:
    counts = Counter(one.kind for one in definitions).most_common()
    return ", ".join(
        f"{count} {kind}" if kind.endswith("s") else plural(count, kind) for kind, count in counts
    )
