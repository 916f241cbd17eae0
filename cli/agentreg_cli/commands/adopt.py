"""`agentreg adopt`: make existing copies variants of the bases that they were copied from."""

from __future__ import annotations

import click

from agentreg.errors import AgentregError
from agentreg.records import NamedTuple
from agentreg.report.adoption import adoption_data, adoption_lines
from agentreg.report.variant_types import AdoptedData
from agentreg.sync.adopt import Adoption, Wish, is_adopted, plan_adoption
from agentreg.sync.track import Existing, start_variants
from agentreg.variants.indexed import NEWEST
from agentreg.variants.project import Project, open_project
from agentreg_cli.asking import confirmed
from agentreg_cli.errors import ExitCode, say
from agentreg_cli.fleet import inside, json_of_many, open_bases, say_next
from agentreg_cli.options import dry_run_option, json_option, owned_option, range_option, yes_option
from agentreg_cli.output import data, note, progress
from agentreg_cli.session import Session, pass_session


class Found(NamedTuple):
    """What became of the files that were named.

    Attributes:
        adoptions: Those that can become variants.
        already: Those that are variants already.
        left: Why each of the others was left as it is.
    """

    adoptions: tuple[Adoption, ...]
    already: tuple[str, ...]
    left: tuple[AgentregError, ...]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--from",
    "source",
    default="",
    metavar="SOURCE[/AGENT]",
    help="The source, or the agent in it, that the files were copied from.",
)
@range_option
@owned_option
@dry_run_option
@yes_option
@json_option
@pass_session
def command(
    session: Session,
    *,
    paths: tuple[str, ...],
    source: str,
    followed: str | None,
    owned: tuple[str, ...],
    dry_run: bool,
    yes: bool,
) -> int:
    """Make each PATH, a copy that was made by hand, a variant of the base that it was copied from.

    The base is the revision with the nearest text, of any agent of the source. What was found is shown, and
    after a yes it is declared in agentreg.toml and locked; the files stay as they are. Exits 1 when a file
    was left. With -v its local edits are shown in full.

    A variant that is declared and lacks its lock gets it again, also without --from.
    """
    root = session.config_path.parent
    project = open_project(root, root.name)
    wanted = dict.fromkeys(inside(root, session.cwd, path) for path in paths)
    found = _find(session, tuple(wanted), Wish(source, followed or NEWEST, owned), project)
    if not session.json:
        _show(session, found)
    if found.already:
        note(session, _already(found.already))
    if dry_run or not found.adoptions:
        return _finish(session, found, ())
    if not yes and not confirmed(session):
        note(session, "nothing was written")
        return ExitCode.FINDINGS
    starts = [adoption.start for adoption in found.adoptions]
    written = start_variants(starts, project, Existing.KEEP).written
    code = _finish(session, found, written)
    say_next(session, project, dict.fromkeys([*written, *(start.declared.path for start in starts)]))
    return code


def _find(session: Session, paths: tuple[str, ...], wish: Wish, project: Project) -> Found:
    adoptions, already, left = [], [], []
    with open_bases(session) as bases, progress(session, "Comparing", len(paths)) as line:
        if wish.source:
            bases.check_origin(wish.source)
        for path in paths:
            line.advance(path)
            try:
                if is_adopted(path, wish.source, project, bases):
                    already.append(path)
                else:
                    adoptions.append(plan_adoption(path, wish, project, bases))
            except AgentregError as error:
                left.append(error)
    return Found(tuple(adoptions), tuple(already), tuple(left))


def _already(paths: tuple[str, ...]) -> str:
    return (
        f"{paths[0]} is a variant already" if len(paths) == 1 else f"{len(paths)} files are variants already"
    )


def _show(session: Session, found: Found) -> None:
    for adoption in found.adoptions:
        data(session, adoption_lines(adoption))
        if session.verbosity > 0 and adoption.edits:
            _show_edits(session, adoption)
    for error in found.left:
        say(error.message, error.hint)


def _show_edits(session: Session, adoption: Adoption) -> None:
    """The report of `agentreg diff`, from the base to the file."""
    from agentreg.formats.read import read_definition
    from agentreg.report.page import Detail, Page
    from agentreg.report.text import render_text
    from agentreg.review.compare import gather, review_pair
    from agentreg.review.values import Labelled
    from agentreg_cli.places import columns

    path = adoption.declared.path
    before, after = (read_definition(text, path) for text in (adoption.origin.base.text, adoption.file))
    pair = review_pair(Labelled(before, adoption.declared.base), Labelled(after, path))
    data(session, render_text(gather([pair]), Page(columns(), Detail.ALL)))


def _finish(session: Session, found: Found, written: tuple[str, ...]) -> ExitCode:
    if session.json:
        adopted = [adoption_data(one) for one in found.adoptions]
        content: AdoptedData = {
            "adopted": adopted,
            "already": list(found.already),
            "written": list(written),
        }
        json_of_many("adopt", content, errors=found.left)
    elif written:
        note(session, f"wrote {', '.join(written)}")
    return ExitCode.FINDINGS if found.left else ExitCode.CLEAN
