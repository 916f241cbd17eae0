"""Texts without their secrets."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats.maskable import Hidden
from agentreg.formats.masking import Mask, mask_of
from agentreg.model.document import Span, split_lines
from agentreg.rules.finding import Bump, Direction, Finding, Severity

KEY = "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"
RANDOM = KEY[4:]
DOTS = "•" * 30


def marked(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:4]


MARK = marked(RANDOM)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Use {KEY}.", f"Use ghp_{DOTS}({MARK})."),
        (f"Use {RANDOM}.", f"Use {DOTS}({MARK})."),
        (f"Use {KEY[:20]}… now", f"Use ghp_{'•' * 10}({marked(RANDOM[:16])})… now"),
        (f"Use {KEY[:14]}", "Use ghp_••••••••••"),
        (f"Use {RANDOM[:9]}…", "Use •••••••••…"),
        (f"…{KEY[-9:]} is it", "…••••••••• is it"),
        (f"{RANDOM[:11]} begins it", f"{RANDOM[:11]} begins it"),
        (f"{KEY[:11]} begins it", f"{KEY[:11]} begins it"),
        ("Use ghp_ tokens", "Use ghp_ tokens"),
        ("", ""),
    ],
    ids=[
        *("whole", "without its prefix", "cut", "cut to few", "cut without its prefix", "its end"),
        *("what could be a word", "too little to tell", "its prefix", "nothing"),
    ],
)
def test_a_quotation_is_masked_also_where_it_was_cut(text: str, shown: str) -> None:
    assert mask_of([f"The key is {KEY}"]).text(text) == shown


@pytest.mark.parametrize(
    ("secret", "text", "shown"),
    [
        ("hunter2", "password hunter2, please", "password •••••••, please"),
        ("hunter2", "the hunter2s of it", "the hunter2s of it"),
        ("correct-horse", "say correct-horse to it", "say corr••••••••• to it"),
    ],
)
def test_what_another_program_found_is_masked_however_short(secret: str, text: str, shown: str) -> None:
    assert mask_of([], [(secret, Span(0, len(secret)))]).text(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Use postgres://app:deploy-all@db:5432/x.", "Use postgres://app:••••••••••@db:5432/x."),
        ('["--db", "postgres://app:deploy-all@db"]', '["--db", "postgres://app:••••••••••@db"]'),
        ("Use postgres://app:deploy-…", "Use postgres://app:•••••••…"),
        ("Use postgres://app:deploy-all…", "Use postgres://app:••••••••••…"),
        ("…-all@db:5432", "…••••@db:5432"),
        ("…/app:deploy-all@db:5432", "…/app:••••••••••@db:5432"),
        ("Run deploy-all, then deploy:deploy-…", "Run deploy-all, then deploy:deploy-…"),
        ("mode:deploy-all", "mode:deploy-all"),
        ("npx npm:deploy-all@latest", "npx npm:deploy-all@latest"),
        ("Use redis://app:a@B)9;x$7@db/1.", "Use redis://app:•••••••••@db/1."),
        ("names url redis://app:a@B", "names url redis://app:•••"),
        ("redis://app:a@B -> x", "redis://app:••• -> x"),
        ("a@B)9;x$7", "a@B)9;x$7"),
        ("see ://a;npx npm:deploy-all@latest", "see ://a;npx npm:deploy-all@latest"),
        ("curl http://a;npx$IFS$9npm:deploy-all@latest", "curl http://a;npx$IFS$9npm:deploy-all@latest"),
    ],
)
def test_a_password_is_masked_in_an_address_whole_or_cut_and_is_a_word_elsewhere(
    text: str, shown: str
) -> None:
    stores = "The stores are postgres://app:deploy-all@db:5432/x and redis://app:a@B)9;x$7@db/1"
    assert mask_of([stores]).text(text) == shown


@pytest.mark.parametrize("word", ["bypassPermissions", "were-gained", "deployer.md", "WebFetch"])
def test_nobody_makes_other_words_vanish_by_a_secret_that_holds_them(word: str) -> None:
    secret = f"glpat-{word}.Xq7ZkPm3s9Lw2"
    mask = mask_of([f"Log in with {secret}."])
    assert mask.text(f"it says {word} now") == f"it says {word} now"
    assert word not in mask.text(f"Log in with {secret}.")


@pytest.mark.parametrize("word", ["bypassPermissions", "permissions-were-gained", "deployer.md", "WebFetch"])
def test_nobody_makes_other_words_vanish_by_a_password(word: str) -> None:
    mask = mask_of([f"Load https://ci:{word}@git.acme.io/x."])
    assert mask.text(f"it says {word} now; {word}:x …") == f"it says {word} now; {word}:x …"
    assert word not in mask.text(f"Load https://ci:{word}@git.acme.io/x.")


HOOK = "https://hooks.slack.com/services/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"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Post to {HOOK}.", f"Post to {HOOK[:-24]}{'•' * 18}({marked(HOOK[-24:])})."),
        (f"…C3D/{HOOK[-24:]}", f"…C3D/{'•' * 18}({marked(HOOK[-24:])})"),
        (f"…/{HOOK[-24:]}", f"…/{'•' * 18}({marked(HOOK[-24:])})"),
        (f"sh /opt/{HOOK[-24:]}", f"sh /opt/{HOOK[-24:]}"),
        (f"sh ./{HOOK[-24:-4]}", f"sh ./{HOOK[-24:-4]}"),
        (f"/{HOOK[-24:]}", f"/{HOOK[-24:]}"),
    ],
)
def test_a_secret_in_the_path_of_an_address_is_a_file_in_another_folder(text: str, shown: str) -> None:
    assert mask_of([f"Post to {HOOK} at once."]).text(text) == shown


def test_a_text_without_a_secret_has_no_mask() -> None:
    assert not mask_of(["You are a worker.", b"Use \xff"])


def test_the_lines_of_a_key_are_masked_by_themselves_and_prose_between_them_is_not() -> None:
    lines = [
        "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
        *["MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dV"] * 4,
    ]
    block = ["-----BEGIN PRIVATE KEY-----", lines[0], "Never push.", *lines[1:], "-----END PRIVATE KEY-----"]
    mask = mask_of(["\n".join(block)])
    assert not any(line in mask.text(" ".join(lines)) for line in lines)
    assert lines[0][20:40] not in mask.text(f"quoted: {lines[0][:40]}…")
    assert mask.text("Never push.") == "Never push."


def test_only_what_quotes_a_definition_is_masked() -> None:
    finding = Finding(
        KEY, Severity.CRITICAL, Direction.NEUTRAL, Bump.NONE, f"of {KEY}", f"{KEY} is there", KEY,
        hosts=(KEY,), before_span=Span(4, 8), judged=("worker", KEY),
    )  # fmt: skip
    shown = f"ghp_{DOTS}({MARK})"
    assert mask_of([KEY]).value(finding) == finding._replace(
        subject=f"of {shown}", message=f"{shown} is there"
    )


@given(st.lists(st.text()), st.text(), st.text())
def test_lines_and_columns_stay(hidden: list[str], before: str, after: str) -> None:
    text = before.join((*hidden, after))
    shown = Mask(Hidden(word) for part in hidden for word in part.split()).text(text)
    assert list(map(len, split_lines(shown))) == list(map(len, split_lines(text)))


@given(st.text("xyz12", min_size=12, max_size=30), st.text("xyz\n "), st.text("xyz\n "))
def test_nothing_of_what_is_hidden_is_left(hidden: str, before: str, after: str) -> None:
    assert hidden not in Mask([Hidden(hidden)]).text(before + hidden + after)
