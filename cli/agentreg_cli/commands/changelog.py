"""`agentreg changelog`: release notes of the agents, for those who use them."""

from __future__ import annotations

import click

from agentreg.report.changelog import changelog_data, render_changelog, render_changelog_markdown
from agentreg.report.page import Detail, Page
from agentreg.review.changelog import Changelog, changelog_of
from agentreg.review.ranges import around
from agentreg.review.shown import places_as_shown
from agentreg_cli import places
from agentreg_cli.asked import Asked
from agentreg_cli.comparison import gap_errors
from agentreg_cli.errors import ExitCode
from agentreg_cli.gitleaks import Wish
from agentreg_cli.options import json_option, output_option, report_format_option
from agentreg_cli.output import data, document, envelope, note, warn
from agentreg_cli.policy import Gate
from agentreg_cli.reports import chosen_format, to_file
from agentreg_cli.review_options import sides_options
from agentreg_cli.reviewing import review_sides
from agentreg_cli.session import Session, pass_session
from agentreg_cli.trees import find_sides

FORMATS = ("text", "json", "markdown")


@click.command()
@sides_options
@report_format_option(*FORMATS)
@output_option
@json_option
@pass_session
def command(session: Session, *, asked: Asked, format_: str | None, output: str | None) -> ExitCode:
    """Write release notes of the agents that differ: what breaks, what is riskier, new or changed.

    What is compared is named as for `agentreg review`. Told is what users of an agent have to know: what is
    gone or has another name, what it can do now, how it works otherwise; nothing of mere form; and which
    files could not be compared, or manifests not read. With -v all agents are named.
    """
    chosen = chosen_format(session, format_, output, formats=FORMATS)
    sides = find_sides(session, asked)
    if sides.chosen:
        note(session, f"compared with {sides.before.name}: {sides.chosen}")
    review = places_as_shown(
        review_sides(session, sides, Gate(no_policy=True, gitleaks=Wish.LEAVE_OUT), state_of=around).review
    )
    changelog = changelog_of(review)
    with to_file(output):
        if session.json:
            errors = gap_errors(review)
            warnings = [flaw.sentence for flaw in review.flaws]
            envelope("changelog", data=changelog_data(changelog), warnings=warnings, errors=errors)
        else:
            _show(session, changelog, chosen)
    told = [*(gap.sentence for gap in review.gaps), *(flaw.sentence for flaw in review.flaws)]
    for sentence in () if session.json else told:
        warn(sentence)
    return ExitCode.FAILED if review.gaps else ExitCode.CLEAN


def _show(session: Session, changelog: Changelog, format_: str) -> None:
    detail = Detail.ALL if session.verbosity > 0 else Detail.NORMAL
    if format_ == "markdown":
        document(render_changelog_markdown(changelog, detail))
        return
    if not changelog.parts and changelog.is_whole:
        note(session, "nothing that users of the agents have to know")
    data(session, render_changelog(changelog, Page(places.columns(), detail)))
