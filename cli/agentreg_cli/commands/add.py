"""`agentreg add`: track sources."""

from __future__ import annotations

import os
from pathlib import Path

import click

from agentreg.config.edit import add_source
from agentreg.config.file import write_config
from agentreg.config.location import Location, LocationKind, parse_location
from agentreg.config.values import RegistryConfig, SourceConfig
from agentreg.errors import ConfigError
from agentreg.sources.mirror import look_at
from agentreg.sources.naming import propose_names
from agentreg.sources.place import place_of
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result, note, progress, table
from agentreg_cli.places import read_text
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("locations", metavar="LOCATION...", nargs=-1, required=True)
@click.option("--name", default="", help="What to call it in references; only with one LOCATION.")
@click.option("--pulls", is_flag=True, help="Index the heads of pull requests too.")
@click.option("--include", multiple=True, metavar="GLOB", help="Index only these paths; repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these paths out; repeatable.")
@json_option
@pass_session
def command(
    session: Session,
    *,
    locations: tuple[str, ...],
    name: str,
    pulls: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
) -> None:
    """Track each LOCATION: a repository's folder, a bundle, or a URL (https, ssh, file).

    A source is called like its repository, or OWNER-REPOSITORY where that is taken. Relative paths are stored
    relative to the configuration. Each source is looked at first, unless --offline; when one cannot be read,
    none is added.
    """
    if name and len(locations) > 1:
        raise click.UsageError("--name goes with one LOCATION only")
    config, path = session.config(), session.config_path
    places = [parse_location(location, session.cwd) for location in locations]
    _refuse_known(config, places, path.parent)
    names = [name] if name else propose_names(places, [source.name for source in config.sources])
    stored = [_stored(text, place, path.parent) for text, place in zip(locations, places, strict=True)]
    added = [
        SourceConfig(*one, pulls=pulls, include=include, exclude=exclude)
        for one in zip(names, stored, strict=True)
    ]
    text = read_text(path)
    for source in added:
        text = add_source(text, source, origin=str(path))
    _look(session, added, path.parent)
    write_config(path, text)
    _tell(session, added)


def _refuse_known(config: RegistryConfig, places: list[Location], folder: Path) -> None:
    known = {parse_location(source.location, folder).text: source.name for source in config.sources}
    for place in places:
        if place.text in known:
            raise ConfigError(f"{place.text} is tracked already, as {known[place.text]!r}")
        known[place.text] = "another LOCATION of this command"


def _stored(text: str, place: Location, folder: Path) -> str:
    """What the configuration says: a relative path is made relative to the configuration's folder."""
    if place.kind is not LocationKind.PATH or Path(text).is_absolute():
        return text
    try:
        relative = Path(os.path.relpath(place.text, folder.resolve())).as_posix()
    except ValueError:
        return place.text  # on another drive
    # A name with a colon would read as a host, one with a dash as an option.
    return relative if relative.startswith("../") else f"./{relative}"


def _look(session: Session, sources: list[SourceConfig], folder: Path) -> None:
    with progress(session, "looking at sources", len(sources)) as bar:
        for source in sources:
            place = place_of(source, folder)
            if not (session.offline and place.is_remote):
                look_at(source, folder=folder)
            bar.advance(source.name)


def _tell(session: Session, added: list[SourceConfig]) -> None:
    if session.json:
        json_result(session, "add", {"added": [source._asdict() for source in added]})
        return
    data(
        session,
        table([(source.name, source.location) for source in added], ("source", "location"), ("location",)),
    )
    note(session, "next: `agentreg index`")
