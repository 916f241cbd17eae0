"""`agentreg sync`: bring variants up to their bases, over one project or many."""

from __future__ import annotations

import click

from agentreg.sync.apply import check_branch_name
from agentreg.sync.pending import Asked
from agentreg.sync.terms import BRANCH, InConflict, LocalEdits, Terms, Versions, Widening
from agentreg_cli.asking import confirmed
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import members
from agentreg_cli.options import check_option, dry_run_option, fleet_jobs_option, json_option, yes_option
from agentreg_cli.output import note
from agentreg_cli.session import Session, pass_session
from agentreg_cli.sync_output import finish, judged_now, show_plans
from agentreg_cli.syncing import Order, carried_out, planned
from agentreg_cli.waiting import drop_conflicts, skip_conflicts, waiting


@click.command()
@click.argument("names", nargs=-1, metavar="[REPO]...")
@click.option("--branch", metavar="NAME", help=f"Commit on this branch, without a checkout; {BRANCH}.")
@click.option("--work-tree", is_flag=True, help="Write the files on disk instead, where they are clean.")
@click.option("--push", is_flag=True, help="Push the branch to origin.")
@click.option("--pr", is_flag=True, help="Push it, and open a pull or merge request with gh or glab.")
@click.option("--allow-widening", is_flag=True, help="Also write what lets an agent do more than ours does.")
@click.option("--latest", is_flag=True, help="Bring the newest bases, and let the ranges allow them.")
@click.option("--force", is_flag=True, help="Overwrite local edits; owned fields stay.")
@click.option("--markers", is_flag=True, help="Commit conflicts, too, with markers to be resolved there.")
@click.option("--continue", "goes_on", is_flag=True, help="Take the conflicts that were resolved since.")
@click.option(
    "--skip", is_flag=True, help="Leave variants with conflicts as they are until their bases move on."
)
@click.option("--abort", is_flag=True, help="Forget the conflicts that wait, with what was edited in them.")
@fleet_jobs_option
@dry_run_option
@check_option
@yes_option
@json_option
@pass_session
def command(
    session: Session,
    *,
    names: tuple[str, ...],
    branch: str | None,
    work_tree: bool,
    push: bool,
    pr: bool,
    allow_widening: bool,
    latest: bool,
    force: bool,
    markers: bool,
    goes_on: bool,
    skip: bool,
    abort: bool,
    jobs: int,
    dry_run: bool,
    check: bool,
    yes: bool,
) -> int:
    """Bring the variants of each REPO up to their bases by a three-way merge.

    REPO is the folder of a project or a bare repository; without any, this project and its fleet are
    brought up. One commit is made on a branch that starts at the main branch, or goes on from its own
    commits; nothing is checked out.

    A variant with conflicts is left as it is, and its merged text with markers is kept in a file that is
    named: edit that, then --continue; or --skip it, or --abort.
    """
    _check_options(work_tree=work_tree, branch=branch, push=push or pr, ends=(goes_on, skip, abort))
    covered = members(session, names)
    if abort:
        return drop_conflicts(session, covered, yes=yes, dry_run=dry_run or check)
    asked = Asked("" if work_tree else branch or BRANCH, Versions.LATEST if latest else Versions.IN_RANGE)
    if goes_on:
        _check_going_on(work_tree or branch or latest or force)
        covered, asked = waiting(session, covered)
    terms = Terms(
        Widening.ALLOW if allow_widening else Widening.HOLD,
        LocalEdits.OVERWRITE if force else LocalEdits.KEEP,
        InConflict.MARK if markers else InConflict.LEAVE,
        asked.versions,
    )
    order = Order(asked.branch, terms, pushes=push or pr, requests=pr, jobs=jobs)
    if skip:
        return skip_conflicts(session, covered, order, dry_run=dry_run or check)
    if order.branch:
        check_branch_name(order.branch)
    plans = planned(session, covered, order)
    if not session.json:
        show_plans(session, plans)
    wanted = any(job.writes for job in plans)
    if dry_run or check:
        drifts = wanted or any(job.uncommitted for job in plans)
        judged = tuple(judged_now(job, order.branch) for job in plans) if dry_run else plans
        code = ExitCode.FINDINGS if check and drifts else ExitCode.CLEAN
        return finish(session, judged, code, named=bool(names))
    if wanted and not yes and not confirmed(session):
        note(session, "nothing was written")
        return ExitCode.FINDINGS
    return finish(session, carried_out(session, plans, order), ExitCode.CLEAN, named=bool(names))


def _check_options(*, work_tree: bool, branch: str | None, push: bool, ends: tuple[bool, ...]) -> None:
    if branch and work_tree:
        raise click.UsageError("--branch and --work-tree exclude each other")
    if push and work_tree:
        raise click.UsageError("--work-tree makes no commit that could be pushed")
    if sum(ends) > 1:
        raise click.UsageError("--continue, --skip and --abort exclude one another")


def _check_going_on(other: object) -> None:
    if other:
        raise click.UsageError("--continue goes on as the sync began: leave out what it was asked for")
