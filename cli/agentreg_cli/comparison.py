"""Compares what two references name and shows it; without Click, which costs more than the comparison."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from agentreg.errors import BadReference
from agentreg.formats.read import read_definition
from agentreg.index.reference import RangeReference, parse_reference
from agentreg.records import NamedTuple
from agentreg.report.page import Detail, Page
from agentreg.review.compare import Judge, gather, review_pair, review_trees
from agentreg.review.values import AgentReview, Labelled, Outcome, Review
from agentreg_cli.errors import ExitCode
from agentreg_cli.loading import load_named, version_names
from agentreg_cli.output import data, document, envelope, note, warn
from agentreg_cli.places import columns
from agentreg_cli.policy import Gate, accept, find_terms, is_gate, put
from agentreg_cli.session import Session

if TYPE_CHECKING:
    from agentreg.rules.settle import Terms


class Wanted(NamedTuple):
    """How `diff` is to tell what it finds.

    Attributes:
        format: A value of `report.formats.Format`.
        exit_code: Whether any difference is told by the exit code.
        gate: What is accepted, and what fails.
    """

    format: str = "text"
    exit_code: bool = False
    gate: Gate = Gate()


def diff(before: str, after: str | None = None) -> ExitCode:
    """`agentreg diff BEFORE [AFTER]`, without any option."""
    return compare_and_show(Session(), (before, after), Wanted())


def compare_and_show(session: Session, names: tuple[str, str | None], wanted: Wanted) -> ExitCode:
    """Compare two definitions, two folders or a range, and write what differs.

    Args:
        session: The run.
        names: What to compare; the second is None for a range.
        wanted: How to tell it.

    Returns:
        The exit code.

    Raises:
        AgentregError: Something could not be found, read or compared.
    """
    compared = _compare(session, names, wanted.gate)
    show(session, compared, wanted.format, "diff")
    return _exit_code(session, compared, wanted)


def show_pair(session: Session, before: Labelled, after: Labelled, command: str) -> None:
    """Compare two definitions that were read already, and write what differs.

    Args:
        session: The run.
        before: The one side.
        after: The other.
        command: Which command asks, for the JSON envelope.
    """
    format_ = "json" if session.json else "text"
    show(session, _compare_pair(session, (before, after), Gate()), format_, command)


class Compared(NamedTuple):
    """What was compared.

    Attributes:
        review: All agents.
        pair: The one agent, when two definitions were named.
        terms: What accepted findings; None for nothing.
    """

    review: Review
    pair: AgentReview | None = None
    terms: Terms | None = None


def _compare(session: Session, names: tuple[str, str | None], gate: Gate) -> Compared:
    before, after = names
    if after is None:
        reference = parse_reference(before, lambda path: (session.cwd / path).exists())
        if not isinstance(reference, RangeReference):
            hint = "see `agentreg diff --help`"
            raise BadReference("name two definitions or folders, or one range A..B", hint=hint)
        return _compare_range(session, reference, gate)
    folders = [_folder(session, text) for text in (before, after)]
    if folders[0] and folders[1]:
        terms = find_terms(session, gate, marked=True)
        judged = _review_folders((folders[0], folders[1]), (before, after), terms)
        return Compared(judged, terms=terms)
    sides = [load_named(session, text) for text in (before, after)]
    one, other = (
        Labelled(read_definition(side.data, side.path), side.label, version)
        for side, version in zip(sides, version_names(session, sides), strict=True)
    )
    return _compare_pair(session, (one, other), gate)


def _compare_pair(session: Session, sides: tuple[Labelled, Labelled], gate: Gate) -> Compared:
    marked = any(side.definition.document.may_waive for side in sides)
    terms = find_terms(session, gate, marked=marked)
    pair = _advised(review_pair(*sides, terms=terms))
    return Compared(gather([pair], terms), pair, terms)


def _advised(agent: AgentReview) -> AgentReview:
    """With the version that its changes ask for, when it is the next of an indexed one."""
    before, after = agent.before, agent.after
    if before is None or after is None or not before.version or after.version:
        return agent
    from agentreg.index.derived import next_version

    return agent._replace(after=after._replace(version=next_version(before.version, agent.bump)))


def _folder(session: Session, text: str) -> Path | None:
    path = session.cwd / text
    return path if text != "-" and path.is_dir() else None


def _review_folders(folders: tuple[Path, Path], names: tuple[str, str], terms: Terms | None) -> Review:
    from agentreg.sources.collection import with_manifests
    from agentreg.sources.folder import read_folder, read_texts
    from agentreg_cli.gatekeeping import folder_changes
    from agentreg_cli.parallel import in_processes

    texts = partial(read_texts, folders[0]), partial(read_texts, folders[1])
    one, other = with_manifests((read_folder(folders[0]), read_folder(folders[1])), texts)
    labels = (f"{names[0].rstrip('/')}/", f"{names[1].rstrip('/')}/")
    review = review_trees(one, other, labels, Judge(terms), each=in_processes())
    return review._replace(findings=(*folder_changes(*folders), *review.findings))


def _compare_range(session: Session, reference: RangeReference, gate: Gate) -> Compared:
    from agentreg_cli.reviewing import review_sides
    from agentreg_cli.trees import range_sides

    judged = review_sides(session, range_sides(session, reference), gate)
    return Compared(judged.review, terms=judged.terms)


def show(session: Session, compared: Compared, format_: str, command: str) -> None:
    """Write what was compared, and tell on standard error what the document does not.

    Args:
        session: The run.
        compared: What to write.
        format_: A value of `report.formats.Format`.
        command: Which command asks, for the JSON envelope.
    """
    write(session, compared, format_, command)
    review = compared.review
    if format_ == "json" or (format_ == "text" and review.verdict):
        return
    if review.gaps and format_ != "text":
        from agentreg.report.gap_lines import not_whole

        # A document may go where nobody looks at once, and this is what the exit code says.
        warn(not_whole(review.gaps))
    for flaw in review.flaws:
        warn(flaw.sentence)


def write(session: Session, compared: Compared, format_: str, command: str) -> None:
    """Write what was compared to standard output; the arguments are those of `show`."""
    if format_ == "json":
        _show_json(compared, command)
    elif format_ == "text":
        _show_text(session, compared.review)
    else:
        from agentreg.report.formats import Format, render_document

        document(render_document(compared.review, Format(format_), _detail(session)))


def _detail(session: Session) -> Detail:
    return Detail.ALL if session.verbosity > 0 else Detail.NORMAL


def _show_text(session: Session, review: Review) -> None:
    page = Page(columns(), _detail(session))
    if review.verdict:
        from agentreg.report.review_text import render_review

        data(session, render_review(review, page))
        return
    if review.agents or review.findings:
        from agentreg.report.text import render_text

        data(session, render_text(review, page))
    elif not review.gaps:
        note(session, "no difference")
    if review.gaps:
        from agentreg.report.gap_lines import not_whole, render_gaps

        data(session, not_whole(review.gaps))
        data(session, render_gaps(review.gaps, page))


def _show_json(compared: Compared, command: str) -> None:
    from agentreg.report.json import pair_data, review_data

    review = compared.review
    content = pair_data(compared.pair, review) if compared.pair else review_data(review)
    warnings = [flaw.sentence for flaw in review.flaws]
    envelope(command, data=content, warnings=warnings, errors=gap_errors(review))


def gap_errors(review: Review) -> list[dict[str, str]]:
    """What could not be compared, as the errors of JSON."""
    return [
        {
            "code": f"not-{gap.lack}",
            "message": f"{gap.place} was not {gap.lack}: {gap.reason}",
            "hint": gap.hint,
        }
        for gap in review.gaps
    ]


def _exit_code(session: Session, compared: Compared, wanted: Wanted) -> ExitCode:
    review, gate = compared.review, wanted.gate
    differs = not all(agent.is_reformatted_only for agent in review.agents)
    if gate.write_baseline:
        accept(session, gate.write_baseline, review)
    elif (wanted.exit_code and differs) or _fails(compared, gate):
        return ExitCode.FINDINGS
    # What was not compared never reads as clean.
    return ExitCode.FAILED if review.gaps else ExitCode.CLEAN


def _fails(compared: Compared, gate: Gate) -> bool:
    # A range that takes the gate away leaves none that could say so.
    judged = is_gate(gate, compared.terms) or (compared.review.scope is not None and not gate.no_policy)
    return judged and put(compared.review, gate, compared.terms).outcome is Outcome.FAILED
