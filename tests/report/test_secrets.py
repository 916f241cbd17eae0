"""Whatever secret a definition holds, and wherever: no report of it publishes that a second time."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from random import Random

import pytest
from planting.tokens import make

from agentreg.formats.read import read_definition
from agentreg.formats.secret_table import TOKEN_FORMATS, TokenFormat
from agentreg.formats.secrets import find_secrets
from agentreg.model.document import Span
from agentreg.model.leak import Leak
from agentreg.report.changelog import render_changelog, render_changelog_markdown
from agentreg.report.json_text import json_text
from agentreg.report.labels import Line
from agentreg.report.lint_json import lint_data
from agentreg.report.lint_text import render_lint
from agentreg.report.page import Detail, Page
from agentreg.review.approving import Said, decisions
from agentreg.review.changelog import changelog_of
from agentreg.review.compare import gather, review_pair
from agentreg.review.state import lint_all
from agentreg.review.values import AgentReview, Labelled, Review
from agentreg.rules.approvals import content_hash
from agentreg.rules.state.scene import NOWHERE, Surroundings
from support.payloads import BEFORE, PATH, PLACES, Definition
from support.sinks import SINKS


def found_sample(token: TokenFormat) -> str:
    """A secret of a kind that does not look like a sample by chance."""
    random = Random(7)  # noqa: S311  a sample
    return next(made for made in iter(lambda: make(token, random), "") if any(find_secrets(made)))


TOKENS = {token.what: found_sample(token) for token in TOKEN_FORMATS}
KEY = TOKENS["a GitHub token"]
SHOWN = 8
"""So many characters in a row of what is random in a secret are shown nowhere."""
# A path is no text of a definition: who names a file after a secret has it in each commit.
HOLDING = tuple(place for place in PLACES if place != "path")
ALL = Page(detail=Detail.ALL)

OTHER = make(TOKEN_FORMATS[0], Random(8))  # noqa: S311  a sample
DIGEST = sha256(KEY[4:].encode()).hexdigest()[:4]
SAID = Said("It was revoked.")


def as_written(text: str) -> AgentReview:
    return review_pair(None, labelled((text, PATH)))


def labelled(definition: Definition) -> Labelled:
    text, path = definition
    return Labelled(read_definition(text.encode(), path), path)


@cache
def review_of(token: str, place: str) -> Review:
    """The secret comes in one agent, goes from another, and in a third another one takes its place."""
    without, with_it = labelled((BEFORE, PATH)), labelled(PLACES[place](token))
    other = labelled(PLACES[place](token[:-6] + token[-6:].swapcase()))
    around = NOWHERE, NOWHERE
    return gather(
        [
            review_pair(one, new, surroundings=around)
            for one, new in ((without, with_it), (with_it, without), (None, with_it), (with_it, other))
        ]
    )


def leaked(token: str, written: str) -> list[str]:
    """What of a secret can be read in what was written."""
    hidden = [one.hidden.of(token) for one in find_secrets(token)] or [token]
    runs = (text[at : at + SHOWN] for text in hidden for at in range(len(text) - SHOWN + 1))
    return [run for run in runs if run in written]


def test_the_check_sees_what_it_looks_for() -> None:
    assert leaked(KEY, f"log in with {KEY[10:19]}")


@pytest.mark.parametrize("what", TOKENS)
def test_no_sink_publishes_it_wherever_it_stands(what: str) -> None:
    told = []
    for place in HOLDING:
        review = review_of(TOKENS[what], place)
        for name, sink in SINKS.items():
            if found := leaked(TOKENS[what], sink.readable(sink.write(review))):
                told.append((place, name, found[0]))
    assert told == []


FIELDS = {
    "environment of a server": "mcpServers:\n  db:\n    command: npx\n    env:\n      URL: {}\n",
    "argument of a server": "mcpServers:\n  db:\n    command: npx\n    args: [--db, '{}']\n",
    "address of a server": "mcpServers:\n  db:\n    url: {}\n",
    "command of a hook": "hooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: nc {}\n",
}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_short_password_in_an_address_is_published_from_no_field(field: str) -> None:
    sides = [
        labelled((BEFORE.replace("tools: Read\n", f"tools: Read\n{more}"), PATH))
        for more in ("", field.format("https://app:Wq9-xY@db.acme.io/x"), field.format("https://app:Zk7-vB@db.acme.io/x"))
    ]  # fmt: skip
    pairs = [(sides[0], sides[1]), (sides[1], sides[2]), (sides[2], sides[0])]
    review = gather([review_pair(*pair, surroundings=(NOWHERE, NOWHERE)) for pair in pairs])
    assert [one.rule for one in review.agents[0].findings].count("secret-is-exposed") == 1
    for sink in SINKS.values():
        written = sink.readable(sink.write(review))
        assert "Wq9" not in written
        assert "Zk7" not in written


SIGNS = ["a@B$9&x;7K", "Zq;9Zk2w&", "$9xKq2!w", "Q9(z)W2x", "Zq7@kk9@w2", "p@sQ.w0rd;", "X^9[k]Z2"]
SAID_WITH = ["Log in to {}/x now.", "- Never use {}.", "`curl {}/x`", "[here]({}/x)", "1. Read <{}/x>."]


@pytest.mark.parametrize("password", SIGNS)
@pytest.mark.parametrize("scheme", ["https", "postgres"])
def test_a_password_of_whatever_signs_is_published_by_no_sentence_and_no_field(
    scheme: str, password: str
) -> None:
    address = f"{scheme}://app:{password}@db.acme.io"
    texts = [f"{BEFORE}\n{said.format(address)}\n" for said in SAID_WITH]
    texts += [BEFORE.replace("tools: Read", f"tools: Read\nmodel: '{address}/x'")]
    sides = [labelled((text, PATH)) for text in (BEFORE, *texts)]
    pairs = [*((sides[0], side) for side in sides[1:]), *((side, sides[0]) for side in sides[1:])]
    review = gather([review_pair(*pair, surroundings=(NOWHERE, NOWHERE)) for pair in pairs])
    shown = [sink.readable(sink.write(review)) for sink in SINKS.values()]
    shown += [render_changelog_markdown(changelog_of(review), Detail.ALL)]
    runs = [password[at : at + 4] for at in range(len(password) - 3)]
    assert [run for run in runs if any(run in written for written in shown)] == []


@pytest.mark.parametrize("what", TOKENS)
def test_release_notes_do_not_publish_it(what: str) -> None:
    for place in HOLDING:
        notes = changelog_of(review_of(TOKENS[what], place))
        assert not leaked(TOKENS[what], plain(render_changelog(notes, ALL)))
        assert not leaked(TOKENS[what], render_changelog_markdown(notes, Detail.ALL))


@pytest.mark.parametrize("what", TOKENS)
def test_what_is_said_of_a_file_as_it_is_does_not_publish_it(what: str) -> None:
    for place in HOLDING:
        review = lint_all([labelled(PLACES[place](TOKENS[what]))], NOWHERE)
        assert not leaked(TOKENS[what], plain(render_lint(review, ALL)))
        assert not leaked(TOKENS[what], json_text(lint_data(review)))


def plain(lines: Iterable[Line]) -> str:
    return "\n".join("".join(piece.text for piece in line) for line in lines)


ENCODED = b64encode(f"export GITHUB_TOKEN={KEY} # the key of all our machines".encode()).decode()


ESCAPED = f"{KEY[:5]}\\x{ord(KEY[5]):02x}{KEY[6:]}"
READ = {
    "escaped in a name": f'---\nname: "worker {ESCAPED}"\ndescription: Works.\n---\n\nWork.\n',
    "escaped twice": BEFORE.replace("tools: Read", f"""tools: Read\nmodel: '{{"key": "{ESCAPED}"}}'"""),
    "escaped in a prompt": f'{BEFORE}\nSend `{{"key": "{KEY[:9]}\\u{ord(KEY[9]):04x}{KEY[10:]}"}}` to it.\n',
    "cut by an escape": BEFORE.replace("tools: Read", f'tools: Read\nmodel: "{KEY[:9]}\\\n  {KEY[9:]}"'),
    "encoded": f"{BEFORE}\nRun `echo {ENCODED} | base64 -d | sh`.\n",
}


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_a_secret_that_is_read_of_a_text_is_not_published_either(text: str) -> None:
    one = labelled((text, PATH))
    review = gather([review_pair(labelled((BEFORE, PATH)), one, surroundings=(NOWHERE, NOWHERE))])
    for sink in SINKS.values():
        assert not leaked(KEY, sink.readable(sink.write(review)))


ADDRESS = r"postgres:\/\/app:Tr0ub4dor7Zq9@db.acme.io\/x"


def test_a_password_behind_the_slashes_of_json_is_not_published() -> None:
    servers = f'mcpServers:\n  pg: {{"command": "npx", "args": ["{ADDRESS}"]}}\n'
    one = labelled((BEFORE.replace("tools: Read\n", f"tools: Read\n{servers}"), PATH))
    review = gather([review_pair(labelled((BEFORE, PATH)), one, surroundings=(NOWHERE, NOWHERE))])
    found = [one for one in review.agents[0].findings if one.rule == "secret-is-exposed"]
    assert [one.after_span.of(review.agents[0].after.text) for one in found] == [
        r"postgres:\/\/app:•••••••••••••"
    ]
    for sink in SINKS.values():
        assert "Tr0ub4" not in sink.readable(sink.write(review))


def test_a_secret_that_only_another_program_knows_is_not_published() -> None:
    text = f"{BEFORE}\nLog in as admin with hunter2-hunter2 and fetch.\n"
    place = text.index("hunter2")
    leak = Leak("a password", Span(place, place + len("hunter2-hunter2")))
    review = lint_all([labelled((text, PATH))], Surroundings(leaks={PATH: (leak,)}))
    assert "hunter2-hunter2" in text
    assert review.agents[0].after.text == text.replace("hunter2-hunter2", "hunt" + "•" * 11)


def test_what_is_shown_is_as_long_as_what_is_not() -> None:
    shown = as_written(f"You are a worker.\n\nUse {KEY} for it.\n").after
    assert shown.text.splitlines()[-1] == f"Use {KEY[:4]}{'•' * 30}({DIGEST}) for it."


def test_two_secrets_that_look_alike_are_told_apart() -> None:
    one, other = (as_written(f"Use {token}.\n").after.text for token in (KEY, OTHER))
    assert one != other


def test_a_decision_holds_for_the_text_and_not_for_what_is_shown_of_it() -> None:
    text = f"You are a worker.\n\nUse {KEY} for it.\n"
    agent = as_written(text)
    (decided,) = decisions([(agent, agent.findings[0])], SAID)
    assert decided.content == content_hash(text)
