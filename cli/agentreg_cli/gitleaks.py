"""Lets gitleaks look for secrets as well: where it is installed, unless the command line says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from agentreg.errors import ReadError
from agentreg.review.scan import Asked, Look, Looked, Scan
from agentreg.review.values import Gap, Lack
from agentreg_cli import places


class Wish(StrEnum):
    """What the command line says; the value is the option that says it, empty for none."""

    WHERE_INSTALLED = ""
    ASK = "--gitleaks"
    LEAVE_OUT = "--no-gitleaks"


def look_with(wish: Wish) -> Look:
    """What looks for secrets as somebody wishes.

    Args:
        wish: What the command line says.

    Returns:
        What asks gitleaks and says whether it could. Where it fails nothing is raised: what we find ourselves
        is to be told all the same, and the gap keeps it from reading as clean.
    """

    def look(texts: Sequence[str]) -> Looked:
        if wish is Wish.LEAVE_OUT:
            return Looked(Scan(Asked.LEFT_OUT))
        program = places.gitleaks()
        if program is None and wish is Wish.WHERE_INSTALLED:
            return Looked(Scan(Asked.ABSENT))
        if program is None:
            return _failed(ReadError("gitleaks is not installed", hint="install it"))
        try:
            return _asked(program, texts)
        except ReadError as error:
            return _failed(error)

    return look


def _asked(program: str, texts: Sequence[str]) -> Looked:
    from agentreg.git.gitleaks import ask_gitleaks, gitleaks_version

    version = gitleaks_version(program)
    return Looked(Scan(Asked.ASKED, version), ask_gitleaks(program, texts) if texts else ())


def _failed(error: ReadError) -> Looked:
    hint = f"{error.hint or 'look at what it says'}, or say --no-gitleaks"
    return Looked(Scan(Asked.FAILED, gap=Gap("gitleaks", error.message, hint=hint, lack=Lack.PROGRAM)))
