"""`agentreg review`: every agent that a release changes, judged; the gate of CI."""

from __future__ import annotations

import click

from agentreg.report.formats import Format
from agentreg.review.shown import places_as_shown
from agentreg.review.values import Outcome
from agentreg.rules.finding import Severity
from agentreg.rules.table import CHANGE_RULES, ONE_STATE_RULES
from agentreg_cli.affected import find_affected
from agentreg_cli.asked import Asked
from agentreg_cli.comparison import Compared, show, write
from agentreg_cli.errors import ExitCode
from agentreg_cli.gitleaks import Wish
from agentreg_cli.neighbours import around_with_index
from agentreg_cli.options import jobs_option, json_option, output_option, report_format_option
from agentreg_cli.output import note
from agentreg_cli.parallel import in_processes
from agentreg_cli.policy import Gate, accept, put
from agentreg_cli.reports import chosen_format, format_of, to_file
from agentreg_cli.review_options import gate_options, gitleaks_option, sides_options, trust_approvals_option
from agentreg_cli.reviewing import review_sides
from agentreg_cli.session import Session, pass_session
from agentreg_cli.trees import backwards, find_sides

FORMATS = tuple(format_.value for format_ in Format)

CODES = {
    Outcome.PASSED: ExitCode.CLEAN,
    Outcome.FAILED: ExitCode.FINDINGS,
    Outcome.INCOMPLETE: ExitCode.FAILED,
}


@click.command()
@sides_options
@report_format_option(*FORMATS)
@output_option
@click.option(
    "--also",
    multiple=True,
    metavar="FILE",
    help="Write FILE beside it, in the format that its ending says; may be repeated.",
)
@jobs_option
@json_option
@gate_options(default=Severity.HIGH)
@trust_approvals_option
@gitleaks_option
@pass_session
def command(
    session: Session,
    *,
    asked: Asked,
    format_: str | None,
    output: str | None,
    also: tuple[str, ...],
    jobs: int,
    gate: Gate,
    trust_approvals: bool,
    gitleaks: Wish,
) -> ExitCode:
    """Judge every agent that differs between two trees of this repository.

    A..B are two revisions, A...B begins at their merge base. Without them HEAD is compared with the latest
    release tag before it, and where there is none with its merge base with the main branch of `origin`; the
    index and the work tree are compared with HEAD. Exits 1 when a finding fails, and 3 when none does but
    something could not be compared. With -v everything is shown in full.
    """
    gate = gate._replace(trust_approvals=trust_approvals, gitleaks=gitleaks)
    chosen = chosen_format(session, format_, output, formats=FORMATS)
    documents = {file: format_of(file, FORMATS) for file in also}
    sides = find_sides(session, asked)
    if sides.chosen:
        note(session, f"compared with {sides.before.name}: {sides.chosen}")
    if lacking := backwards(sides):
        note(session, f"note: {lacking}")
    state_of = around_with_index(session, sides.repository)
    review, terms = review_sides(session, sides, gate, state_of=state_of, each=in_processes(jobs))
    review = find_affected(session, sides, review)
    if gate.write_baseline:
        accept(session, gate.write_baseline, review, CHANGE_RULES | ONE_STATE_RULES)
        return ExitCode.FAILED if review.gaps else ExitCode.CLEAN
    review = places_as_shown(review._replace(verdict=put(review, gate, terms)))
    compared = Compared(review, terms=terms)
    for file, format_ in documents.items():
        with to_file(file):
            write(session, compared, format_, "review")
    with to_file(output):
        show(session, compared, chosen, "review")
    return CODES[review.verdict.outcome] if review.verdict else ExitCode.CLEAN
