"""`agentreg explain`: what a kind of change or a rule means."""

from __future__ import annotations

import click

from agentreg.errors import UnknownReference
from agentreg.report.checks import CheckData, checks, nearest
from agentreg.report.labels import Piece
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result
from agentreg_cli.session import Session, pass_session

SHOWN_KINDS = 12


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
    data(session, [(Piece(line),) for line in _lines(found)])


def _lines(check: CheckData) -> list[str]:
    lines = [f"{check['code']} ({check['type']}, area {check['area']})", "", check["meaning"]]
    if check["severity"]:
        facts = f"Severity {check['severity']}, direction {check['direction']}, version bump {check['bump']}."
        lines += ["", facts]
    if check["hint"]:
        lines.append(f"What to do: {check['hint']}.")
    if check["kinds"]:
        more = len(check["kinds"]) - SHOWN_KINDS
        rest = f" and {more} kinds more (--json names them)" if more > 0 else ""
        lines.append(f"Called by: {', '.join(check['kinds'][:SHOWN_KINDS])}{rest}.")
    if check["mirror"]:
        lines.append(f"Its opposite: {check['mirror']}.")
    return lines
