"""`agentreg show`: what one definition is and may do."""

from __future__ import annotations

import click

from agentreg.index.reference import AgentReference, parse_reference
from agentreg.index.resolve import Loaded
from agentreg.index.values import Versions
from agentreg_cli.definitions import Called, describe, describe_data
from agentreg_cli.loading import load_named, versions_of
from agentreg_cli.options import REFERENCE, json_option
from agentreg_cli.output import data, json_result, raw
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("reference", type=REFERENCE)
@click.option("--raw", "as_raw", is_flag=True, help="Write the file's exact bytes and nothing else.")
@json_option
@pass_session
def command(session: Session, reference: str, as_raw: bool) -> None:  # noqa: FBT001  an option
    """Show what REFERENCE is: its fields, what each host makes of it, what it may do, how it is built.

    REFERENCE is a file, REV:PATH, `-`, or an indexed agent such as SOURCE/AGENT@1.2.0. With -v, sections,
    steps and constraints are listed.
    """
    place = session.place()
    named = parse_reference(reference, lambda path: (place.cwd / path).exists())
    warnings = _warned(session) if isinstance(named, AgentReference) and place.index_path else ()
    loaded = load_named(session, named)
    if as_raw:
        raw(loaded.data)
        return
    from agentreg.formats.prompt import read_prompt
    from agentreg.formats.read import read_definition

    definition = read_definition(loaded.data, loaded.path)
    prompt = read_prompt(definition)
    [versions] = versions_of(session, [loaded])
    if session.json:
        content = {"label": loaded.label} | _revision(loaded, versions) | describe_data(definition, prompt)
        json_result(session, "show", content, warnings)
        return
    called = Called(loaded, " = ".join(versions.labels) if versions else "")
    data(session, describe(called, definition, prompt, verbose=session.verbosity > 0))


def _warned(session: Session) -> tuple[str, ...]:
    from agentreg_cli.agents import warn_of_gaps

    return warn_of_gaps(session)


def _revision(loaded: Loaded, versions: Versions | None) -> dict[str, object]:
    if loaded.revision is None or versions is None:
        return {"version": None, "revision": None}
    from agentreg_cli.agents import revision_data, version_data

    return {"version": version_data(versions), "revision": revision_data(loaded.revision)}
