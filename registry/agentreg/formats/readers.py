"""How each host that looks at a path likely reads the file there."""

from __future__ import annotations

from agentreg.formats.hosts import HOSTS, readers_of
from agentreg.formats.hosts.claude import PLUGIN_AGENTS
from agentreg.formats.hosts.profile import HostProfile, Identity, UnknownKeys, Verdict
from agentreg.formats.kinds import writes_opencode
from agentreg.formats.lost import lost_frontmatter
from agentreg.formats.overlooked import overlooked
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Definition, Host, HostReading, Outcome
from agentreg.model.document import Document, Span
from agentreg.model.fields import Frontmatter, Scalar, Step

_ENDING = pattern(r"(?:\.agent|\.chatmode)?\.(?:md|mdc|markdown|toml)\Z")
_PLUGIN = pattern(rf"{PLUGIN_AGENTS}((?s:.*))\Z")
_NOT_INSTALLED = "no host is known to read this folder; the file is written in its dialect"


def read_by_hosts(document: Document, frontmatter: Frontmatter, path: str) -> tuple[HostReading, ...]:
    """Tell how hosts read a file.

    Args:
        document: The file.
        frontmatter: Its fields.
        path: POSIX path inside the source; may be empty.

    Returns:
        One reading for each host that looks at the path, the main one first. A plain folder has one
        reading, by the host in whose dialect the file is written; so has the dot-folder of another program,
        whose rules nobody knows.
    """
    profiles = readers_of(path)
    if profiles:
        return tuple(_reading(profile, document, frontmatter, path) for profile in profiles)
    if writes_opencode(frontmatter):
        reading = _reading(HOSTS[Host.OPENCODE], document, frontmatter, path)
        if reading.outcome is Outcome.LOADS:
            reading = reading._replace(outcome=Outcome.UNCERTAIN, because=_NOT_INSTALLED)
        return (reading,)
    host = Host.UNKNOWN if _in_strange_folder(path) else Host.GENERIC
    reading = _reading(HOSTS[host], document, frontmatter, path)
    because = overlooked(path) if reading.outcome is Outcome.UNCERTAIN else ""
    return (reading._replace(because=because or reading.because),)


def _in_strange_folder(path: str) -> bool:
    """Whether the innermost folder of a program in which a file lies is not one of Claude Code's."""
    dotted = (part.lower() for part in reversed(path.split("/")[:-1]) if part[:1] == "." and part.strip("."))
    return not next(dotted, ".claude").startswith(".claude")


def stem_of(path: str) -> str:
    """The file's name less the endings that hosts take off."""
    return _ENDING.sub("", path.rpartition("/")[2])


def skipped_at(definition: Definition) -> Span | None:
    """Where to look in a file that a host skips; None in an empty one."""
    text, fence = definition.document.text, definition.document.fence
    if fence is None and (lost := lost_frontmatter(text)):
        return lost.span
    return fence or (Span(0, len(text.partition("\n")[0]) or 1) if text else None)


def _reading(profile: HostProfile, document: Document, frontmatter: Frontmatter, path: str) -> HostReading:
    verdict = _verdict(profile, document, frontmatter, path)
    loads = verdict.outcome is not Outcome.SKIPS
    bare = verdict.outcome is Outcome.LOADS_EMPTY
    identity = _identity(profile, "" if bare else frontmatter.text("name") or "", path) if loads else ""
    return HostReading(profile.host, verdict.outcome, identity, verdict.because)


def _verdict(profile: HostProfile, document: Document, frontmatter: Frontmatter, path: str) -> Verdict:
    by_step = profile.steps.get(frontmatter.step)
    if by_step is not None and by_step.outcome is not Outcome.LOADS:
        lost = lost_frontmatter(document.text) if frontmatter.step is Step.ABSENT else None
        return by_step._replace(because=lost.note.message) if lost else by_step
    for key in profile.required:
        if (value := frontmatter.get(key)) is None:
            return Verdict(Outcome.SKIPS, f"it has no `{key}`")
        if isinstance(value, Scalar) and (value.is_null or not value.text.strip()):
            return Verdict(Outcome.SKIPS, f"its `{key}` is empty")
    for check in profile.checks:
        verdict = check(document, frontmatter, path)
        if verdict is not None:
            return verdict
    if profile.unknown_keys is UnknownKeys.REJECTED:
        unknown = [field.key for field in frontmatter.fields if field.key not in profile.fields]
        if unknown:
            return Verdict(Outcome.SKIPS, f"it rejects a file with an unknown field: `{unknown[0]}`")
    return by_step or Verdict(Outcome.LOADS)


def _identity(profile: HostProfile, name: str, path: str) -> str:
    match profile.identity:
        case Identity.NAME:
            return name
        case Identity.NAME_OR_FILE:
            return name or stem_of(path)
        case Identity.FILE:
            return stem_of(path)
        case Identity.PATH:
            return _path_below_root(profile, path)
        case Identity.PLUGIN:
            return _plugin_identity(name, path)


def _path_below_root(profile: HostProfile, path: str) -> str:
    parts = path.split("/")
    for position, part in enumerate(parts[:-1]):
        if part in profile.roots:
            return "/".join((*parts[position + 1 : -1], stem_of(path)))
    return stem_of(path)


def _plugin_identity(name: str, path: str) -> str:
    found = _PLUGIN.search(path)
    if found is None:
        return name or stem_of(path)
    folders = found.group(2).split("/")[:-1]
    return ":".join((found.group(1), *folders, name or stem_of(path)))
