"""A baseline: the findings that were accepted so far, by fingerprint, in a file that is committed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from agentreg.errors import ConfigError
from agentreg.records import NamedTuple
from agentreg.rules.table import CHANGE_RULES

VERSION = 1
SIZE_LIMIT = 16 * 1024 * 1024
"""Characters: some 60,000 findings."""

_KEYS = ("agent", "rule", "subject", "fingerprint")


class Known(NamedTuple):
    """A finding that was accepted; all but the fingerprint is for people who read the file."""

    agent: str
    rule: str
    subject: str
    fingerprint: str


class Baseline(NamedTuple):
    """What was accepted.

    Attributes:
        place: The file, for people.
        entries: The findings by their fingerprints.
    """

    place: str
    entries: Mapping[str, Known] = MappingProxyType({})


def parse_baseline(text: str, place: str) -> Baseline:
    """Read a baseline.

    Args:
        text: The file's text.
        place: Its path, for messages.

    Raises:
        ConfigError: It is no baseline, or one that a newer program wrote.
    """
    import json

    try:
        content = json.loads(text) if len(text) <= SIZE_LIMIT else None
    except (ValueError, RecursionError) as error:
        raise _broken(place, str(error)) from error
    if not isinstance(content, dict) or not isinstance(content.get("findings"), list):
        raise _broken(place, "it holds no list of findings")
    if content.get("version") != VERSION:
        raise _broken(place, f"its version is {content.get('version')!r}, not {VERSION}")
    return Baseline(place, _by_fingerprint(_known(entry, place) for entry in content["findings"]))


def _known(entry: object, place: str) -> Known:
    values = [entry.get(key) if isinstance(entry, dict) else None for key in _KEYS]
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len(_KEYS):
        raise _broken(place, f"a finding needs the texts {', '.join(_KEYS)}, not {entry!r:.200}")
    return Known(*texts)


def _broken(place: str, why: str) -> ConfigError:
    return ConfigError(f"{place} is no baseline: {why}", hint="write it anew with --write-baseline")


def extend_baseline(
    baseline: Baseline,
    compared: Iterable[str],
    found: Iterable[Known],
    asked: frozenset[str] = CHANGE_RULES,
) -> Baseline:
    """Accept what was found.

    Args:
        baseline: What was accepted so far.
        compared: The names of the agents that were compared: what is not found of them is forgotten.
        found: What was found.
        asked: The rules that were asked: what another one found is kept.

    Returns:
        The new baseline.
    """
    names = frozenset(compared)
    kept = (
        entry for entry in baseline.entries.values() if entry.agent not in names or entry.rule not in asked
    )
    return baseline._replace(entries=_by_fingerprint((*kept, *found)))


def render_baseline(baseline: Baseline) -> str:
    """A baseline's text, a line for each finding: the same entries always give the same bytes."""
    import json

    lines = [f"\n    {json.dumps(entry._asdict())}" for entry in sorted(baseline.entries.values())]
    return f'{{\n  "version": {VERSION},\n  "findings": [{",".join(lines)}\n  ]\n}}\n'


def _by_fingerprint(entries: Iterable[Known]) -> dict[str, Known]:
    return {entry.fingerprint: entry for entry in entries}
