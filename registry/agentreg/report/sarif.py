"""A review as SARIF 2.1.0, for code scanning and editors; checked against the official schema by a test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import cast
from urllib.parse import quote

from agentreg import __version__
from agentreg.formats.manifests import Flaw
from agentreg.formats.patterns import pattern
from agentreg.model.paths import raw_path
from agentreg.report.columns import shortened
from agentreg.report.json_text import json_text
from agentreg.report.locations import Locations
from agentreg.report.page import Detail
from agentreg.report.review_facts import scan_line
from agentreg.report.sarif_rules import level, rule_data
from agentreg.review.scan import Scan
from agentreg.review.values import AgentReview, Gap, Lack, Review, Scope
from agentreg.rules.finding import FINGERPRINT_DIGITS, Finding
from agentreg.rules.settle import Means, Settled

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

MOST_CHARACTERS = 1_000
"""Of a message so much is told: code scanning shows no more."""

# `[text](address)` in a message is a link (SARIF 2.1.0, 3.11.6); a bracket with a backslash is a bracket.
_LINK = pattern(r"\]\(")

_Data = dict[str, object]


def render_sarif(review: Review) -> str:
    """A review as one SARIF log.

    Args:
        review: What to show; of its agents the findings alone: SARIF has no place for mere changes.

    Returns:
        The log. A finding that the project has accepted is suppressed with the reason, one that was there
        before is `unchanged`; a file that could not be compared makes the run unsuccessful, and a manifest
        that cannot be read is a warning about the run. Who else has the agents is a property of the run.
    """
    found = [*_about_agents(review.agents), *(_about_policy(finding) for finding in review.findings)]
    ids = sorted({str(result["ruleId"]) for result in found})
    _number_alike(found)
    for result in found:
        result["ruleIndex"] = ids.index(str(result["ruleId"]))
    if not any(agent.changes or agent.is_bystander for agent in review.agents):
        # Where nothing was compared, nothing is new.
        for result in found:
            del result["baselineState"]
    driver = {"name": "agentreg", "version": __version__, "rules": [rule_data(rule) for rule in ids]}
    run: _Data = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(review)],
        "results": found,
    }
    if properties := {**_scope(review.scope), **_others(review)}:
        run["properties"] = properties
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def plain(text: str) -> str:
    """Untrusted text as a message that holds no link: the sanitizer of this sink, before JSON's own."""
    return _LINK.sub(r"\\](", shortened(text, MOST_CHARACTERS))


def _number_alike(found: Sequence[_Data]) -> None:
    """Give each result the print by which GitHub knows an alert again.

    What says the same of two files, or twice of one, is as many alerts (docs.github.com, SARIF support for
    code scanning). Of those in one file the order counts, which stays when lines move.
    """
    alike: dict[tuple[str, str], list[_Data]] = defaultdict(list)
    for result in found:
        alike[_place(result)[0], _prints(result)["agentreg/v1"]].append(result)
    for (path, known_by), results in alike.items():
        known = sha256(f"{path}\0{known_by}".encode()).hexdigest()[:FINGERPRINT_DIGITS]
        for number, result in enumerate(sorted(results, key=_place), start=1):
            _prints(result)["primaryLocationLineHash"] = f"{known}:{number}"


def _prints(result: _Data) -> dict[str, str]:
    return cast("dict[str, str]", result["partialFingerprints"])


def _place(result: _Data) -> tuple[str, int, int]:
    """The path of a result and where it begins there; nothing for one about the policy."""
    match result:
        case {"locations": [{"physicalLocation": {"artifactLocation": {"uri": str(uri)}, **rest}}]}:
            match rest:
                case {"region": {"startLine": int(line), "startColumn": int(column)}}:
                    return uri, line, column
            return uri, 0, 0
    return "", 0, 0


def _about_agents(agents: Sequence[AgentReview]) -> Iterator[_Data]:
    for agent in agents:
        place = Locations(agent)
        for finding in agent.findings:
            yield _result(finding, agent, place) | {"baselineState": "new"}
        for settled in agent.settled:
            suppressed = {"suppressions": [_suppression(settled)], "baselineState": "new"}
            yield _result(settled.finding, agent, place) | suppressed
        for finding in agent.existing:
            yield _result(finding, agent, place) | {"baselineState": "unchanged"}


def _result(finding: Finding, agent: AgentReview, place: Locations) -> _Data:
    data = _stated(finding, f"{agent.called}: {finding.message}")
    physical: _Data = {"artifactLocation": _artifact(place.path)}
    if region := place.region(finding):
        names = ("startLine", "startColumn", "endLine", "endColumn")
        physical["region"] = dict(zip(names, region, strict=True))
    logical = [_logical((agent.name,), "agent")]
    if section := place.section(finding):
        logical.append(_logical((agent.name, *section), "section"))
    return data | {"locations": [{"physicalLocation": physical, "logicalLocations": logical}]}


def _about_policy(finding: Finding) -> _Data:
    return _stated(finding, finding.message) | {"baselineState": "new"}


def _stated(finding: Finding, message: str) -> _Data:
    told = {
        "severity": finding.severity.value,
        "direction": finding.direction.value,
        "bump": finding.bump.value,
        "subject": plain(finding.subject),
        "hosts": list(finding.hosts),
    }
    return {
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": plain(message)},
        "partialFingerprints": {"agentreg/v1": finding.fingerprint},
        "properties": told,
    }


def _suppression(settled: Settled) -> _Data:
    kind = "inSource" if settled.means is Means.WAIVER else "external"
    why = f"{settled.reason} ({settled.place})" if settled.reason else settled.place
    return {"kind": kind, "status": "accepted", "justification": plain(why)}


def _logical(names: tuple[str, ...], kind: str) -> _Data:
    path = [plain(name) for name in names]
    return {"name": path[-1], "fullyQualifiedName": "/".join(path), "kind": kind}


def _artifact(path: str) -> _Data:
    uri = quote(raw_path(path))
    # What was named by its whole path is in no source root.
    return {"uri": f"file://{uri}"} if uri.startswith("/") else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _invocation(review: Review) -> _Data:
    data: _Data = {"executionSuccessful": not review.gaps}
    if notes := [*map(_not_compared, review.gaps), *map(_not_read, review.flaws), *_asked(review.scan)]:
        data["toolExecutionNotifications"] = notes
    if review.scope and review.scope.command:
        data["commandLine"] = plain(review.scope.command)
    return data


def _not_compared(gap: Gap) -> _Data:
    told = plain(f"{gap.path} was not {gap.lack}: {gap.told}")
    about: _Data = {"level": "error", "descriptor": {"id": f"not-{gap.lack}"}, "message": {"text": told}}
    return about | _at(gap.path, gap.line) if gap.lack is Lack.FILE else about


def _asked(scan: Scan | None) -> Iterator[_Data]:
    """Whether gitleaks was asked; where it failed a gap says so."""
    if scan and not scan.gap:
        told = {"text": plain(scan_line(scan, Detail.ALL))}
        yield {"level": "note", "descriptor": {"id": "gitleaks"}, "message": told}


def _not_read(flaw: Flaw) -> _Data:
    told = plain(f"this manifest was not read: {flaw.told}")
    about = {"level": "warning", "descriptor": {"id": "manifest-not-read"}, "message": {"text": told}}
    return about | _at(flaw.path, flaw.why.line)


def _at(path: str, line: int) -> _Data:
    physical: _Data = {"artifactLocation": _artifact(path)}
    if line:
        physical["region"] = {"startLine": line}
    return {"locations": [{"physicalLocation": physical}]}


def _scope(scope: Scope | None) -> _Data:
    if scope is None:
        return {}
    sides = {
        "before": {"name": plain(scope.before), "commit": scope.before_commit},
        "after": {"name": plain(scope.after), "commit": scope.after_commit},
    }
    return {"compared": sides}


def _others(review: Review) -> _Data:
    """Who else has what changed: the variants that descend from it, and copies that nobody tracks."""
    variants = [
        {"agent": agent.name, "repository": one.repository, "path": one.path, "version": one.version}
        for agent in review.agents
        for one in agent.affected
    ]
    copies = [
        {"agent": agent.name, "source": one.source, "path": one.path}
        for agent in review.agents
        for one in agent.copies
    ]
    kinds = {"affected": variants, "copies": copies}
    return {
        kind: [{key: plain(text) for key, text in one.items()} for one in found]
        for kind, found in kinds.items()
        if found
    }
