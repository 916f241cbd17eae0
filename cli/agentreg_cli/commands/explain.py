"""`agentreg explain`: what a kind of change or a rule means."""

from __future__ import annotations

from collections.abc import Iterator

import click

from agentreg.errors import UnknownReference
from agentreg.report.checks import CheckData, checks, nearest
from agentreg.report.labels import Label, Line, Piece
from agentreg.rules.finding import Bump
from agentreg.rules.state.table import STATE_RULES
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result
from agentreg_cli.session import Session, pass_session

MOST_NAMED = 12
STATE_IDS = frozenset(rule.id for rule in STATE_RULES)


@click.command()
@click.argument("code")
@json_option
@pass_session
def command(session: Session, code: str) -> None:
    """Explain CODE: a rule such as tools-became-unrestricted, or a kind of change such as step-moved."""
    found = next((check for check in checks() if check["code"] == code), None)
    if found is None:
        suggestion = nearest(code)
        hint = f"did you mean {suggestion}?" if suggestion else "`agentreg checks` lists them all"
        raise UnknownReference(f"no rule and no kind of change is called {code}", hint=hint)
    if session.json:
        json_result(session, "explain", found)
        return
    data(session, _lines(found))


def _lines(check: CheckData) -> Iterator[Line]:
    yield (Piece(check["code"], Label.NAME), Piece(f" ({check['type']}, area {check['area']})", Label.FAINT))
    yield ()
    yield (Piece(check["meaning"]),)
    if check["severity"]:
        yield ()
        severity = Piece(check["severity"], Label(check["severity"]))
        facts = f", direction {check['direction']}, version bump {check['bump']}."
        if check["code"] in STATE_IDS:
            # Few states ask for a version: what nobody gets any more is as good as gone.
            asks = "" if check["bump"] == Bump.NONE else f", version bump {check['bump']}"
            facts = f", of a definition as it is{asks}."
        yield (Piece("Severity "), severity, Piece(facts))
    for host, verdict in check["on"].items():
        yield (Piece(f"On {host}: {verdict}."),)
    if check["question"]:
        yield (Piece(f"To answer: {check['question']}"),)
    if check["hint"]:
        yield (Piece(f"What to do: {check['hint']}."),)
    if check["kinds"]:
        yield (Piece(f"Called by: {_named(check['kinds'], 'kinds of change')}."),)
    if check["rules"]:
        yield (Piece(f"Judged by: {_named(check['rules'], 'rules')}."),)
    if check["twins"]:
        yield (Piece(f"Where a change leads there, it is told by: {_named(check['twins'], 'rules')}."),)
    if check["mirror"]:
        yield (Piece(f"Its opposite: {check['mirror']}."),)


def _named(codes: list[str], noun: str) -> str:
    return ", ".join(codes) if len(codes) <= MOST_NAMED else f"any of {len(codes)} {noun} (--json names them)"
