"""Where a source may be: decided by the text alone, before anything is opened or reached."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from agentreg.config.paths import resolved
from agentreg.errors import ConfigError
from agentreg.records import NamedTuple


class LocationKind(StrEnum):
    """How a location is reached; all but PATH are the names of Git's transports."""

    PATH = "path"
    FILE = "file"
    HTTPS = "https"
    SSH = "ssh"


class Location(NamedTuple):
    """A checked location.

    Attributes:
        kind: How it is reached.
        text: What Git is given: an absolute path, or a URL without credentials.
    """

    kind: LocationKind
    text: str

    @property
    def is_remote(self) -> bool:
        """Whether reaching it needs the network."""
        return self.kind in (LocationKind.HTTPS, LocationKind.SSH)


CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# How Python passes on bytes that are no text; a TOML file cannot hold them.
NO_TEXT = re.compile(r"[\ud800-\udfff]")
# `ext::sh -c ...` runs a program; every `name::` is a remote helper, and none is needed.
HELPER = re.compile(r"[A-Za-z0-9+.-]+::")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
DRIVE = re.compile(r"[A-Za-z]:[\\/]")
# As in Git: a colon before the first slash means a host, so `./a:b` is how to write such a path.
SCP = re.compile(r"(?:(?P<user>[^/:@]+)@)?(?P<host>\[[0-9A-Fa-f:]+\]|[^/:@]+):(?P<path>.*)", re.DOTALL)


def parse_location(text: str, folder: Path) -> Location:
    """Check a location and make it absolute.

    Args:
        text: What the user wrote.
        folder: The folder that relative paths start from.

    Returns:
        The location.

    Raises:
        ConfigError: It is empty, looks like an option, holds a password, or needs a refused transport.
    """
    if not text.strip() or CONTROL.search(text):
        raise ConfigError(f"{text!r} is no location", hint="give a path, a bundle or a URL")
    if NO_TEXT.search(text):
        raise ConfigError(f"{text!r} is not UTF-8", hint="the configuration is: rename it, or link to it")
    if text.startswith("-"):
        raise ConfigError(f"{text!r} looks like an option, not a location", hint="write a path as ./-name")
    if HELPER.match(text):
        raise ConfigError(
            f"{text!r} asks for a remote helper, which could run any program", hint="use https, ssh or a path"
        )
    if scheme := SCHEME.match(text):
        return _url(text, scheme.group(1).lower())
    if not DRIVE.match(text) and (scp := SCP.fullmatch(text)):
        return _scp(text, scp)
    return Location(LocationKind.PATH, str(resolved(folder / text)))


def _url(text: str, scheme: str) -> Location:
    try:
        kind = LocationKind(scheme)
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError as error:
        raise _refused(text) from error
    if kind is LocationKind.PATH or host.startswith("-") or (kind is not LocationKind.FILE and not host):
        raise _refused(text)
    # A token may stand where the user belongs (`https://TOKEN@host`); over ssh the user is no secret.
    secret = parts.password is not None or (kind is not LocationKind.SSH and "@" in parts.netloc)
    if secret or (parts.username or "").startswith("-"):
        raise _secret(f"{parts.scheme}://{host}{parts.path}")
    if parts.query or parts.fragment:
        raise ConfigError(
            f"the URL {parts.scheme}://{host}{parts.path} has a query or fragment",
            hint="write the plain address of the repository; keep tokens in Git's credential helper",
        )
    return Location(kind, text)


def _scp(text: str, match: re.Match[str]) -> Location:
    host, user = match["host"], match["user"] or ""
    if host.startswith("-") or user.startswith("-") or match["path"].startswith("-") or not match["path"]:
        raise _refused(text)
    return Location(LocationKind.SSH, text)


def _refused(text: str) -> ConfigError:
    kinds = "a path, a bundle, or a URL with https, ssh or file"
    return ConfigError(f"{text!r} cannot be a source", hint=f"a source is {kinds}")


def _secret(shown: str) -> ConfigError:
    return ConfigError(
        f"the URL of {shown} holds credentials, which would be stored in plain text",
        hint="write it without them, and keep them in Git's credential helper",
    )
