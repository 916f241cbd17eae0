"""Where the text of a review ends, what is dangerous there, and what a person reads of it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

from markdown_it import MarkdownIt
from markdown_it.token import Token

from agentreg.config.values import VariantConfig
from agentreg.report.formats import Format, render_document
from agentreg.report.json import review_data
from agentreg.report.json_text import json_text
from agentreg.report.page import Detail
from agentreg.report.page import Page as Fitted
from agentreg.report.text import render_text
from agentreg.report.visible import visible
from agentreg.review.values import Outcome as Ended
from agentreg.review.values import Review, Verdict
from agentreg.rules.finding import Severity
from agentreg.sync.apply import commit_message
from agentreg.sync.steps import Outcome, Plan, Step
from agentreg.variants.drift import Drift
from agentreg.variants.lock import LockEntry
from agentreg.variants.manifest import Variant
from agentreg_cli.color import ColorChoice
from agentreg_cli.output import data
from agentreg_cli.session import Session
from support.drifts import standing
from support.html import Page
from support.payloads import PLACES

OUR_STYLES = re.compile(r"\x1b\[[0-9;]*m")
COMMANDS = re.compile(r"(?m)^\s*::|##\[|##vso\[|##teamcity\[")


class Sink(NamedTuple):
    """A place where text ends.

    Attributes:
        write: What reaches it of a review.
        problems: What of that would be obeyed there, or hide.
        readable: What a person, or for JSON a program, reads.
        shows: The places whose texts it shows; what only lists findings has no texts of the prompt.
    """

    write: Callable[[Review], str]
    problems: Callable[[str], list[str]]
    readable: Callable[[str], str]
    shows: Sequence[str]


def _terminal(review: Review) -> str:
    session = Session()
    session.color = ColorChoice.ALWAYS
    with redirect_stdout(io.StringIO()) as written:
        data(session, render_text(review, Fitted(detail=Detail.ALL)))
    return written.getvalue()


def _plain_problems(text: str) -> list[str]:
    found = [f"hidden or commanding: {line!r}" for line in text.split("\n") if visible(line) != line]
    return found + [f"a command of a log: {command!r}" for command in COMMANDS.findall(text)]


def _terminal_problems(text: str) -> list[str]:
    return _plain_problems(OUR_STYLES.sub("", text))


def _comment(review: Review) -> str:
    """What a bot writes on a pull request, which holds the names of sides and commands, too."""
    verdict = Verdict(Ended.FAILED, Severity.HIGH, 1, 1)
    return render_document(review._replace(verdict=verdict), Format.MARKDOWN, Detail.ALL)


OUR_HTML = re.compile(r"<!-- agentreg review -->|</?details>|<summary>[a-z, 0-9]*</summary>|\s")
MARKUP = re.compile(r"@\w|#\d|https?:|www\.|\[|!\[|~~")


def _markdown_problems(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    found = [problem for token in tokens for problem in _token_problems(token)]
    return found + _plain_problems(text)


def _token_problems(token: Token) -> Iterator[str]:
    match token.type:
        case "html_block" | "html_inline" if OUR_HTML.sub("", token.content):
            yield f"HTML: {token.content!r}"
        case "link_open" | "image" | "s_open":
            yield f"{token.type}: {token.attrs}"
        case "text" if MARKUP.search(token.content) or re.match(r"/[a-z]", token.content):
            yield f"text outside of code: {token.content!r}"
        case "inline":
            for child in token.children or ():
                yield from _token_problems(child)


def _html_problems(text: str) -> list[str]:
    page = Page(text)
    return page.problems + [one for line in page.text.split("\n") for one in _plain_problems(line)]


def _html_readable(text: str) -> str:
    return Page(text).text


def _json(review: Review) -> str:
    return json_text(review_data(review))


def _json_problems(text: str) -> list[str]:
    found = [] if text.isascii() and text.replace("\n", "").isprintable() else ["a character is raw"]
    json.loads(text)
    return found + _plain_problems(text)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for one in value.values() for text in _strings(one))
        case list():
            yield from (text for one in value for text in _strings(one))


def _json_readable(text: str) -> str:
    return "\n".join(_strings(json.loads(text)))


def _sarif_problems(text: str) -> list[str]:
    results = json.loads(text)["runs"][0]["results"]
    told = [result["message"]["text"] for result in results]
    told += [
        one["name"]
        for result in results
        for place in result["locations"]
        for one in place["logicalLocations"]
    ]
    links = [f"a link: {message!r}" for message in told if re.search(r"(?<!\\)\]\(", message)]
    return (
        links + [problem for message in told for problem in _plain_problems(message)] + _json_problems(text)
    )


def _sarif_readable(text: str) -> str:
    told = _json_readable(text).replace("\\](", "](")
    # Addresses of files are escaped, messages are not.
    return f"{told}\n{unquote(told, errors='surrogateescape')}"


def _codequality_problems(text: str) -> list[str]:
    told = [issue["description"] for issue in json.loads(text)]
    return [problem for one in told for problem in _plain_problems(one)] + _json_problems(text)


OUR_COMMAND = re.compile(r"::(?:error|warning|notice) (?:\w+=[^:,\s][^:,]*,?)+::[^\r\n]*")


def _github_problems(text: str) -> list[str]:
    *lines, last = text.removesuffix("\n").split("\n")
    found = [f"not a command of ours: {line!r}" for line in lines if not OUR_COMMAND.fullmatch(line)]
    found += [] if re.fullmatch(r"agentreg: [\w, ():]+", last) else [f"not our last line: {last!r}"]
    found += [f"an escape: {line!r}" for line in lines if re.search(r"%(?!25|0A|3A|2C)", line)]
    return found + [problem for line in lines for problem in _plain_problems(line.removeprefix("::"))]


def _junit_problems(text: str) -> list[str]:
    root = fromstring(text)  # noqa: S314  what is wrong with it is the question
    known = {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}
    foreign = [f"an element: {element.tag}" for element in root.iter() if element.tag not in known]
    return foreign + _plain_problems(text)


def _junit_readable(text: str) -> str:
    elements = list(fromstring(text).iter())  # noqa: S314  see above
    return "\n".join(part for one in elements for part in (*one.attrib.values(), one.text or ""))


def _commit(review: Review) -> str:
    """The message of a sync that brings these agents, called by all that their definitions say."""
    steps = []
    for agent in review.agents:
        for text in (agent.name, *agent.paths, *(side.text for side in (agent.before, agent.after) if side)):
            entry = LockEntry(text, text, text, text, "a" * 40, "b" * 40, "c" * 64)
            variant = Variant(VariantConfig(text, text), entry)
            known = standing(text, Drift.BEHIND)._replace(variant=variant)
            steps.append(Step(known, Outcome.UPDATE, entry=entry))
    return commit_message(Plan(tuple(steps), ""))


def _commit_problems(text: str) -> list[str]:
    subject, blank, *lines = text.split("\n")
    assert subject
    assert not blank
    allowed = re.compile(
        r"- [A-Za-z0-9._/-]{1,64}: [A-Za-z0-9._/-]{1,64} [A-Za-z0-9._/-]+ -> [A-Za-z0-9._/-]+|"
    )
    return [f"a line: {line!r}" for line in lines if not allowed.fullmatch(line)]


def _as_it_is(text: str) -> str:
    return text


def _document(format_: Format) -> Callable[[Review], str]:
    return lambda review: render_document(review, format_, Detail.ALL)


ALL = tuple(PLACES)
IN_FINDINGS = ("name", "tool", "unreadable frontmatter", "path")

SINKS: Mapping[str, Sink] = {
    "terminal": Sink(_terminal, _terminal_problems, lambda text: OUR_STYLES.sub("", text), ALL),
    "markdown": Sink(_document(Format.MARKDOWN), _markdown_problems, _as_it_is, ALL),
    "comment": Sink(_comment, _markdown_problems, _as_it_is, ALL),
    "html": Sink(_document(Format.HTML), _html_problems, _html_readable, ALL),
    "json": Sink(_json, _json_problems, _json_readable, ALL),
    "sarif": Sink(_document(Format.SARIF), _sarif_problems, _sarif_readable, IN_FINDINGS),
    "github": Sink(_document(Format.GITHUB), _github_problems, unquote, IN_FINDINGS),
    "junit": Sink(_document(Format.JUNIT), _junit_problems, _junit_readable, IN_FINDINGS),
    "codequality": Sink(_document(Format.CODEQUALITY), _codequality_problems, _json_readable, IN_FINDINGS),
    "commit message": Sink(_commit, _commit_problems, _as_it_is, ()),
}
