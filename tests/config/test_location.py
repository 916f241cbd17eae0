from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.location import LocationKind, parse_location
from agentreg.errors import ConfigError

ACCEPTED = [
    ("https://example.com/o/r.git", LocationKind.HTTPS),
    ("HTTPS://example.com/o/r", LocationKind.HTTPS),
    ("https://example.com:8443/o/r", LocationKind.HTTPS),
    ("ssh://git@example.com/o/r.git", LocationKind.SSH),
    ("ssh://example.com:2222/o/r.git", LocationKind.SSH),
    ("git@example.com:o/r.git", LocationKind.SSH),
    ("host:r.git", LocationKind.SSH),
    ("git@[::1]:r.git", LocationKind.SSH),
    ("file:///srv/r.git", LocationKind.FILE),
]

REFUSED = [
    "",
    "   ",
    "a\nb",
    "a\x1b[2Jb",
    "-x",
    "--upload-pack=touch owned",
    "ext::sh -c id",
    "EXT::sh -c id",
    "fd::3",
    "git::https://example.com/r",
    "http://example.com/r",
    "git://example.com/r",
    "ftp://example.com/r",
    "path://x",
    "https:///r",
    "https://[bad/r",
    "ssh://-oProxyCommand=id/r",
    "ssh://-x@host/r",
    "git@-oProxyCommand=id:r",
    "-oProxyCommand=id@host:r",
    "git@host:-r",
    "git@host:",
    "../s\udcff",
]

WITH_SECRETS = [
    "https://user:pass@example.com/r",
    "https://ghp_0123456789@example.com/r",
    "ssh://git:pass@example.com/r",
    "https://example.com/r?private_token=x",
    "https://example.com/r#x",
]


@pytest.mark.parametrize(("text", "kind"), ACCEPTED)
def test_a_url_is_kept_as_it_is_written(text: str, kind: LocationKind) -> None:
    assert parse_location(text, Path("/base")) == (kind, text)


@pytest.mark.parametrize("text", REFUSED)
def test_what_could_run_a_program_or_reach_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_location(text, Path("/base"))
    assert caught.value.hint


@pytest.mark.parametrize("text", WITH_SECRETS)
def test_credentials_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_location(text, Path("/base"))
    message = f"{caught.value.message} {caught.value.hint}"
    assert "credential" in message
    assert not any(secret in message for secret in ("pass@", "ghp_", "token=", "#x"))


@pytest.mark.parametrize("text", ["r", "./r", "a/../r", "./a:b/../r", "r/"])
def test_a_relative_path_starts_from_the_given_folder(text: str, tmp_path: Path) -> None:
    assert parse_location(text, tmp_path) == (LocationKind.PATH, str(tmp_path.resolve() / "r"))


def test_a_drive_letter_is_no_host() -> None:
    assert parse_location(r"C:\repos\r", Path("/base")).kind is LocationKind.PATH


def test_only_https_and_ssh_need_the_network() -> None:
    remote = {kind for text, kind in ACCEPTED if parse_location(text, Path()).is_remote}
    assert remote == {LocationKind.HTTPS, LocationKind.SSH}
