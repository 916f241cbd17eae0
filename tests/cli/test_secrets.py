"""What commands print of agents that hold a secret: reports never publish it, and the text itself stays."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha512
from pathlib import Path

import pytest

from agentreg_cli import driver
from support.cli import run_cli
from support.repos import commit, git, init
from support.variants import REVIEWER, agent, edit, project, tracked

KEY = "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"
HOOK = "https://hooks.slack.com/services/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"
SECRETS = (KEY[4:12], KEY[-8:], HOOK[-8:])
STEPS = ("Read the change.", f"Post to {HOOK} at once.", "Judge it.")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project with an edited variant of a base that got secrets: in a tool and in a step."""
    team = tmp_path / "team"
    init(team)
    commit(team, {"agents/reviewer.md": agent("reviewer")})
    git(team, "tag", "v1.0.0")
    commit(team, {"agents/reviewer.md": agent("reviewer", tools=f"Read, Bash(use {KEY})", steps=STEPS)})
    git(team, "tag", "v1.1.0")
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0")
    edit(folder, REVIEWER, "brief", f"brief, and log in with {KEY}")
    return folder


REPORTS = {
    "diff": ("diff", f"HEAD~1:{REVIEWER}", f"HEAD:{REVIEWER}"),
    "diff of a range": ("diff", "HEAD~1..HEAD"),
    "review": ("review", "HEAD~1..HEAD"),
    "review in full": ("review", "HEAD~1..HEAD", "-v"),
    "log": ("log", "reviewer"),
    "why": ("why", REVIEWER),
    "sync": ("sync", "-n"),
    "sync with all": ("sync", "-n", "--allow-widening", "-v"),
    "sync over edits": ("sync", "-n", "--force", "--allow-widening"),
}


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("words", REPORTS.values(), ids=REPORTS)
def test_no_report_publishes_a_secret(shop: Path, words: tuple[str, ...], form: tuple[str, ...]) -> None:
    done = run_cli("-C", shop, *words, *form)
    told = f"{done.out}{done.err}".replace("\\u2022", "•")
    assert "••••" in told
    assert not [one for one in SECRETS if one in told]


def test_what_is_found_says_little_of_it(shop: Path) -> None:
    done = run_cli("-C", shop, "lint", "-v", ".")
    assert "ghp_… (40 characters)" in done.out
    assert not [one for one in SECRETS if one in done.out]


def test_what_hands_out_a_definition_leaves_it_as_it_is(shop: Path) -> None:
    assert KEY in run_cli("-C", shop, "show", REVIEWER, "--raw").out


def test_what_a_sync_writes_is_the_text_as_it_is(shop: Path) -> None:
    run_cli("-C", shop, "sync", "-y", "--allow-widening", "--force")
    assert HOOK in git(shop, "show", f"agentreg/sync:{REVIEWER}")


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A registry with an agent that has the secret in all that the index keeps of it."""
    team = init(tmp_path / "team")
    fields = f"name: worker {KEY}\ndescription: Posts with {KEY}.\nmodel: {KEY}\ntools: Read, Bash(use {KEY})"
    commit(team, {"agents/worker.md": f"---\n{fields}\n---\n\nYou post.\n"})
    return project(tmp_path / "registry", team)


LISTINGS = {
    "list": ("list", "--paths"),
    "search": ("search", "post"),
    "log": ("log", "team/agents/worker.md"),
    "versions": ("versions", "team/agents/worker.md"),
}


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("words", LISTINGS.values(), ids=LISTINGS)
def test_no_listing_publishes_what_the_index_keeps(
    registry: Path, words: tuple[str, ...], form: tuple[str, ...]
) -> None:
    done = run_cli("-C", registry, *words, *form)
    assert done.code == 0, done.err
    assert not [one for one in SECRETS if one in done.out + done.err]


def test_an_agent_whose_name_cannot_be_shown_is_listed_by_its_path(registry: Path) -> None:
    [found] = run_cli("-C", registry, "list", "--json").data
    assert found["reference"] == "team/agents/worker.md"
    assert found["name"].startswith("worker ghp_••••")
    assert run_cli("-C", registry, "show", found["reference"], "--raw").code == 0


def test_no_message_suggests_a_name_that_holds_one(registry: Path) -> None:
    done = run_cli("-C", registry, "show", f"team/worker {KEY[:-9]}x")
    assert done.code != 0
    assert KEY[-8:] not in done.err


IN_PATH = f".claude/agents/{KEY}/worker.md"
LINK = f".claude/agents/{KEY}/link.md"
FORMS = [(), ("-v",), ("--json",), ("-f", "markdown"), ("-f", "sarif"), ("-f", "github"), ("-f", "html")]


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A repository with an agent, and a link, in a folder that is called by the secret."""
    made = init(tmp_path / "named")
    commit(made, {IN_PATH: agent("worker")})
    (made / LINK).symlink_to("worker.md")
    commit(
        made, {IN_PATH: agent("worker", tools="Read, Bash"), "agents/other.md": agent("worker", tools="Read")}
    )
    return made


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
@pytest.mark.parametrize(
    "words",
    [("review", "HEAD~1..HEAD"), ("changelog", "HEAD~1..HEAD"), ("lint", "."), ("lint", IN_PATH, LINK)],
)
def test_no_path_publishes_it_either(named: Path, words: tuple[str, ...], form: tuple[str, ...]) -> None:
    done = run_cli("-C", named, *words, *form)
    told = done.out + done.err
    assert not [one for one in SECRETS if one in told]
    assert "-f" in form or words[0] == "changelog" or "••••" in told.replace("\\u2022", "•")


def test_a_level_of_its_own_is_told_whatever_the_path_is_shown_as(named: Path) -> None:
    (named / "agentreg.toml").write_text("[[policy.scope]]\npaths = ['.claude/**']\nfail-on = 'critical'\n")
    assert "in scopes of the policy at critical" in run_cli("-C", named, "review", "HEAD~1..HEAD").out


NONE = ("/dev/null", ".", ".")


@pytest.mark.parametrize("is_new", [True, False])
def test_the_diff_driver_of_git_does_not_publish_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, is_new: bool
) -> None:
    file = tmp_path / "reviewer.md"
    file.write_text(agent("reviewer", steps=STEPS) + f"\nLog in with {KEY}.\n")
    without = tmp_path / "before.md"
    without.write_text(agent("reviewer"))
    before = NONE if is_new else (str(without), "a", "100644")
    assert driver.main(["diff", "false", "reviewer.md", *before, str(file), "b", "100644"]) == 0
    told = capsys.readouterr().out
    assert "••••" in told
    assert not [one for one in SECRETS if one in told]


def test_the_diff_driver_of_git_hides_a_key_line_that_could_be_a_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [b64encode(sha512(bytes([number])).digest()[:48]).decode() for number in range(6)]
    lines[1] = f"/{lines[1][1:]}"
    file = tmp_path / "reviewer.md"
    block = ("-----BEGIN RSA PRIVATE KEY-----", *lines, "-----END RSA PRIVATE KEY-----")
    file.write_text(agent("reviewer") + "\n```\n" + "\n".join(block) + "\n```\n")
    assert driver.main(["diff", "false", "reviewer.md", *NONE, str(file), "b", "100644"]) == 0
    told = capsys.readouterr().out
    assert "-----BEGIN RSA PRIVATE KEY-----" in told
    assert [line for line in lines if line[:40] in told] == []


POLICY = """\
[policy]
fail-on = "critical"
[[policy.scope]]
paths = [".claude/agents/deploy*"]
fail-on = "medium"
"""
WORDS = ("deployer.md", "were-gained", "execute", "claude-code")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("form", ["text", "json", "markdown", "html", "sarif", "github", "junit"])
def test_a_secret_made_of_our_own_words_hides_none_of_them_and_opens_no_gate(
    tmp_path: Path, word: str, form: str
) -> None:
    shop, path = init(tmp_path / "shop"), ".claude/agents/deployer.md"
    held = f"glpat-{word}.Xq7ZkPm3s9Lw2"
    text = "---\nname: deployer\ndescription: Helps.\ntools: Read{more}\n---\n\nLog in with {held}.\n"
    commit(shop, {"agentreg.toml": POLICY, path: text.format(more="", held=held)})
    commit(shop, {path: text.format(more=", Bash", held=held)})
    done = run_cli("-C", shop, "review", "HEAD~1..HEAD", "-f", form)
    assert done.code == 1, done.err
    assert held not in done.out
    for known in ("deployer.md", "permissions-were-gained", "execute"):
        assert known in done.out
