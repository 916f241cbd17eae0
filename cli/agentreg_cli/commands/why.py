"""`agentreg why`: what explains one variant."""

from __future__ import annotations

import click

from agentreg.report.why import account_data, account_lines
from agentreg.sync.why import Account, account_for
from agentreg.variants.drift import Drift
from agentreg.variants.indexed import NEWEST, IndexedBases
from agentreg.variants.manifest import Variant
from agentreg.variants.project import Project, open_project
from agentreg.variants.standing import stand
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import inside, open_bases, variant_at
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("path")
@json_option
@pass_session
def command(session: Session, *, path: str) -> int:
    """Explain the variant at PATH: why is this file what it is?

    Told are the base and the versions that it follows, the locked revision, the newest that is allowed and
    the newest at all, what holds it back (its range, owned fields, conflicts, rights that it would gain),
    and each local edit in a line.
    """
    root = session.config_path.parent
    project = open_project(root, root.name)
    variant = variant_at(project, inside(root, session.cwd, path))
    with open_bases(session) as bases:
        account = _account(variant, project, bases)
    if session.json:
        json_result(session, "why", account_data(account))
    else:
        data(session, account_lines(account))
    return ExitCode.FAILED if account.standing.drift is Drift.UNREADABLE else ExitCode.CLEAN


def _account(variant: Variant, project: Project, bases: IndexedBases) -> Account:
    standing = stand(variant, project.files, bases)
    # Asked only where the allowed one is known: what keeps that from being read would be told twice.
    latest = bases.newest(variant.declared.base, NEWEST) if standing.newest else None
    return account_for(standing, latest, project)
