"""A baseline: the findings that were accepted so far, by path and fingerprint, in a file that is committed.

Each is about one agent at one place: one of the same name elsewhere is asked about by itself, and so is one
that a change brings from elsewhere to a place of which something was accepted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NoReturn

from agentreg.errors import ConfigError
from agentreg.records import NamedTuple
from agentreg.rules.finding import Finding, is_hexadecimal

VERSION = 2
SIZE_LIMIT = 16 * 1024 * 1024
"""Characters: some 60,000 findings."""

_ANEW = "delete the file, and write it anew with --write-baseline"
_OPTIONAL = "before"
_BETWEEN = re.compile(r"[\[,\s]+")


class Known(NamedTuple):
    """A finding that was accepted.

    Attributes:
        path: The agent's path now, or before for one that is gone.
        before: The path from which the change brought it there that was accepted; empty for the same.
        agent: The agent's name, for people.
        rule: The rule that found it.
        subject: What it is about, for people.
        fingerprint: The finding.
    """

    path: str
    before: str
    agent: str
    rule: str
    subject: str
    fingerprint: str

    def holds(self, paths: Sequence[str]) -> bool:
        """Whether it is about an agent, given its own paths before and after.

        What was accepted at a place holds for no agent that a change brings there from another one.
        """
        return paths[-1] == self.path and paths[0] in (self.path, self.before or self.path)


class Baseline(NamedTuple):
    """What was accepted.

    Attributes:
        place: The file, for people.
        by_finding: What was accepted of each finding, by fingerprint.
        folder: The folder that paths are relative to where they are absolute, with `/` at its end.
    """

    place: str
    by_finding: Mapping[str, tuple[Known, ...]] = MappingProxyType({})
    folder: str = ""

    @property
    def entries(self) -> tuple[Known, ...]:
        """All that was accepted, sorted."""
        return tuple(sorted(entry for ones in self.by_finding.values() for entry in ones))

    def about(self, finding: Finding) -> tuple[Known, ...]:
        """What was accepted of a finding, wherever its agent was then."""
        ones = self.by_finding.get(finding.fingerprint, ()) if self.by_finding else ()
        return tuple(entry for entry in ones if entry.rule == finding.rule)

    def of(self, finding: Finding, paths: Sequence[str]) -> Known | None:
        """What accepts a finding about an agent with these own paths; None where nothing does."""
        entries = self.about(finding)
        named = self.named(paths) if entries else ()
        return next((entry for entry in entries if entry.holds(named)), None)

    def named(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Paths as the baseline writes them."""
        return tuple(path.removeprefix(self.folder) for path in paths)


def baseline_of(entries: Iterable[Known], place: str, folder: str = "") -> Baseline:
    """What was accepted as one value; what is said twice counts once."""
    found: dict[str, dict[tuple[str, ...], Known]] = defaultdict(dict)
    for entry in entries:
        found[entry.fingerprint][entry.path, entry.before, entry.rule] = entry
    return Baseline(place, {one: tuple(alike.values()) for one, alike in found.items()}, folder)


def parse_baseline(text: str, place: str, folder: str = "") -> Baseline:
    """Read a baseline.

    Args:
        text: The file's text.
        place: Its path, for messages.
        folder: As in `Baseline`.

    Raises:
        ConfigError: It is no baseline, or one that another version of this program wrote.
    """
    import json

    if len(text) > SIZE_LIMIT:
        raise ConfigError(f"{place} is larger than {SIZE_LIMIT:,} characters", hint=_ANEW)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        _refuse(place, getattr(error, "lineno", 0), f"it is no JSON: {getattr(error, 'msg', error)}")
    if not isinstance(content, dict) or not isinstance(content.get("findings"), list):
        _refuse(place, 0, "it holds no list of findings")
    if content.get("version") != VERSION:
        line = _line(text, text.find('"version"'))
        _refuse(place, line, f"its version is {content.get('version')!r}, not {VERSION}")
    entries = content["findings"]
    for number, entry in enumerate(entries):
        if why := _fault(entry):
            _refuse(place, _line_of_entry(text, number), why)
    return baseline_of((Known(**{_OPTIONAL: "", **entry}) for entry in entries), place, folder)


def _fault(entry: object) -> str:
    """Why an entry cannot be followed; empty when it can."""
    if not isinstance(entry, dict):
        return f"a finding is no {type(entry).__name__}"
    for key in Known._fields:
        if not isinstance(entry.get(key, "" if key == _OPTIONAL else None), str):
            return f"a finding needs the text {key!r}"
    if unknown := entry.keys() - set(Known._fields):
        return f"a finding has no {min(unknown)!r}"
    if not is_hexadecimal(entry["fingerprint"]):
        return f"{entry['fingerprint']!r:.40} is no fingerprint of 16 hexadecimal digits"
    return ""


def _refuse(place: str, line: int, why: str) -> NoReturn:
    raise ConfigError(f"{place}{f':{line}' if line else ''}: this is no baseline: {why}", hint=_ANEW)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1 if offset >= 0 else 0


def _line_of_entry(text: str, number: int) -> int:
    """Where an entry begins in a valid JSON text."""
    import json

    if text.count('"findings"') != 1:
        return 0
    read = json.JSONDecoder().raw_decode
    at = text.index("[", text.index('"findings"'))
    for _ in range(number):
        at = read(text, _next(text, at))[1]
    return _line(text, _next(text, at))


def _next(text: str, at: int) -> int:
    """Where the next entry of a list begins."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def render_baseline(baseline: Baseline) -> str:
    """A baseline's text, a line for each finding: the same entries always give the same bytes."""
    import json

    stated = (
        {key: value for key, value in entry._asdict().items() if value or key != _OPTIONAL}
        for entry in baseline.entries
    )
    lines = ",".join(f"\n    {json.dumps(entry)}" for entry in stated)
    return f'{{\n  "version": {VERSION},\n  "findings": [{lines}\n  ]\n}}\n'
