"""`agentreg propose`: offer a variant's local edits to its base."""

from __future__ import annotations

import sys

import click

from agentreg.config.whole import replace_file
from agentreg.errors import BadReference
from agentreg.git.process import Git
from agentreg.report.patch import render_patch
from agentreg.report.proposal import proposal_data, proposal_lines
from agentreg.sync.propose import Proposal, branch_for, local_repository, plan_proposal, write_proposal
from agentreg.variants.indexed import NEWEST
from agentreg.variants.project import open_project
from agentreg.variants.standing import stand
from agentreg_cli.asking import confirmed
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import inside, open_bases, variant_at
from agentreg_cli.options import dry_run_option, json_option, output_option, yes_option
from agentreg_cli.output import data, json_result, note, raw
from agentreg_cli.reports import STDOUT
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("path")
@click.option(
    "--branch", metavar="NAME", default="", help="The branch to make; named after the file by default."
)
@click.option(
    "--only",
    multiple=True,
    metavar="FIELD",
    help="Offer the edits of this field only, of 'body' or of 'section TITLE'; may be repeated.",
)
@output_option
@dry_run_option
@yes_option
@json_option
@pass_session
def command(
    session: Session,
    *,
    path: str,
    branch: str,
    only: tuple[str, ...],
    output: str | None,
    dry_run: bool,
    yes: bool,
) -> ExitCode:
    """Offer the local edits of the variant at PATH to its base, merged into the base's newest text.

    Where the source is a repository on this machine, they become one commit on a new branch of it, after a
    yes; nothing is checked out there. Else, or with -o, they are written as a patch. Owned fields are not
    offered. Where they collide with the base's own news, nothing is written: exit 1.
    """
    if branch and output:
        raise click.UsageError("--branch and --output exclude each other")
    proposal = _planned(session, path, only)
    git = None if output else local_repository(proposal.base.source)
    if branch and git is None:
        raise click.UsageError(f"{proposal.base.source} is no repository on this machine: -o writes a patch")
    if dry_run or not proposal.merged.clean:
        _show(session, proposal, {})
        return ExitCode.CLEAN if proposal.merged.clean else ExitCode.FINDINGS
    if git is not None:
        return _to_branch(session, proposal, git, branch or branch_for(proposal), yes=yes)
    return _to_patch(session, proposal, None if output == STDOUT else output)


def _planned(session: Session, path: str, only: tuple[str, ...]) -> Proposal:
    root = session.config_path.parent
    project = open_project(root, root.name)
    variant = variant_at(project, inside(root, session.cwd, path))
    with open_bases(session) as bases:
        standing = stand(variant, project.files, bases)
        newest = bases.newest(variant.declared.base, NEWEST) if standing.newest else None
    return plan_proposal(standing, newest, only)


def _to_branch(session: Session, proposal: Proposal, git: Git, branch: str, *, yes: bool) -> ExitCode:
    if not session.json:
        _show(session, proposal, {})
    if not yes and not confirmed(session):
        note(session, "nothing was written")
        return ExitCode.FINDINGS
    commit = write_proposal(proposal, git, branch)
    if session.json:
        _show(session, proposal, {"branch": branch, "commit": commit})
    note(session, f"wrote commit {commit[:10]} on the new branch {branch} of {git.git_dir}")
    return ExitCode.CLEAN


def _to_patch(session: Session, proposal: Proposal, output: str | None) -> ExitCode:
    base = proposal.base
    patch = render_patch(base.path, base.text, proposal.merged.text)
    if output:
        target = session.cwd / output
        if target.is_symlink():
            # In a repository of strangers a link may lead to any file of the user.
            raise BadReference(f"{target} is a symbolic link", hint="name the file that it leads to")
        replace_file(target, patch)
        _show(session, proposal, {"written": output})
        note(session, f"wrote {output}")
    elif session.json:
        _show(session, proposal, {"patch": patch.decode(errors="replace")})
    else:
        for line in proposal_lines(proposal):
            note(session, "".join(piece.text for piece in line))
        _write_patch(session, patch)
    return ExitCode.CLEAN


def _show(session: Session, proposal: Proposal, written: dict[str, str]) -> None:
    if session.json:
        json_result(session, "propose", {**proposal_data(proposal), **written})
    else:
        data(session, proposal_lines(proposal))


def _write_patch(session: Session, patch: bytes) -> None:
    """Exact bytes for a pipe; a terminal gets what it can be trusted with."""
    if sys.stdout.isatty():
        data(session, patch.decode(errors="replace"))
    else:
        raw(patch)
