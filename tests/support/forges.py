"""Forges on this machine, which serve repositories and answer calls, and the programs that ask them.

They are reached as a proxy, under the names `github.localhost` (to which the real `gh` speaks plain HTTP) and
`gitlab.localhost`, so that nothing of the machine need be changed.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

from support import forge_program
from support.forge_answers import Answer, Call, Forge
from support.repos import git
from support.servers import GitBackend

needs_gh = pytest.mark.skipif(
    shutil.which("gh") is None, reason="needs GitHub's own program, gh: see tests/tools/README.md"
)
GITHUB = [pytest.param("gh", marks=needs_gh), "a stand-in for gh"]
GITLAB = ["a stand-in for glab"]
PROGRAMS = [*GITHUB, *GITLAB]
"""What a forge is asked by: the real program where it is installed, and what plays it everywhere."""


class At(NamedTuple):
    """A forge, and what it is asked by.

    Attributes:
        program: `gh` or `glab`.
        host: The forge's name.
        forge: The forge.
    """

    program: str
    host: str
    forge: Forge

    @property
    def is_github(self) -> bool:
        """Whether it is GitHub."""
        return self.program == "gh"

    @property
    def address(self) -> str:
        """The address of its first request."""
        kind = "pull" if self.is_github else "-/merge_requests"
        return f"https://{self.host}/team/shop/{kind}/1"

    @property
    def opening(self) -> str:
        """The call that opens a request."""
        pulls, merges = "/repos/team/shop/pulls", "/api/v4/projects/team%2Fshop/merge_requests"
        return f"POST {pulls if self.is_github else merges}"

    def serve(self, folder: Path, name: str = "team/shop") -> Path:
        """Make the forge the origin of a repository; returns the bare copy that it holds."""
        bare = self.forge.root / f"{name}.git"
        git(folder, "clone", "-q", "--bare", str(folder), str(bare))
        git(bare, "config", "http.receivepack", "true")
        git(folder, "remote", "add", "origin", f"http://{self.host}/{name}.git")
        git(folder, "config", "http.proxy", self.forge.url)
        return bare


@contextmanager
def asked_by(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[At]:
    """A forge that keeps its repositories in a folder, and is asked by one of `PROGRAMS`."""
    name = program.rsplit(maxsplit=1)[-1]
    if name != program:
        install(folder / "bin", name, monkeypatch)
    with forge_at(folder / "served") as forge:
        monkeypatch.setenv("http_proxy", forge.url)
        # Git and curl take names that end in `.localhost` for this machine, which no proxy is asked for.
        monkeypatch.setenv("no_proxy", "")
        monkeypatch.setenv("GH_TOKEN", "secret")
        yield At(name, "github.localhost" if name == "gh" else "gitlab.localhost", forge)


def install(folder: Path, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a stand-in for a program first on the search path."""
    folder.mkdir(exist_ok=True)
    script = folder / program
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I "{forge_program.__file__}" {program} "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@contextmanager
def forge_at(folder: Path) -> Iterator[Forge]:
    """A forge with the repositories of a folder, `OWNER/NAME.git`."""
    forge = Forge(folder)

    class Handler(_Handler):
        root = folder
        served = forge

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        forge.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield forge
        server.shutdown()


class _Handler(GitBackend):
    served: Forge

    def _answer(self, body: bytes) -> None:
        asked = urlsplit(self.path)
        if asked.path.endswith(("/info/refs", "/git-receive-pack", "/git-upload-pack")):
            # What a proxy is asked for is a whole address.
            self.path = f"{asked.path}?{asked.query}"
            super()._answer(body)
            return
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        call = Call(self.command, asked.path, query, json.loads(body) if body else {})
        self._send(self.served.answer(call, signed="Authorization" in self.headers))

    def _send(self, found: Answer) -> None:
        text = isinstance(found.content, str)
        data = str(found.content).encode() if text else json.dumps(found.content).encode()
        try:
            self.send_response(found.status)
            self.send_header("Content-Type", "text/html" if text else "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            if found.following:
                self.send_header("Link", f'<{found.following}>; rel="next"')
            self.end_headers()
            self.wfile.write(data)
        except OSError:  # whoever asked did not wait for it
            self.close_connection = True
