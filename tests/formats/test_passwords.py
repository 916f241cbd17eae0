"""Passwords in addresses: which are real, and which stand for one."""

from __future__ import annotations

import pytest

from agentreg.formats.secrets import find_secrets

REAL = {
    "https://deploy:hunter22@git.acme.io/x.git": "hunter22",
    "postgres://app:Xk29vQ@db:5432/app": "Xk29vQ",
    "postgresql+asyncpg://app:correct-horse@10.0.0.7/app": "correct-horse",
    "mongodb+srv://admin:Tr0ub4dor@cluster0.ab1cd.mongodb.net/db": "Tr0ub4dor",
    "redis://:s3cr3tP4ssage@cache:6379": "s3cr3tP4ssage",
    "amqp://u:p%40ssW9rd@mq": "p%40ssW9rd",
    "ftp://u:pa$Wq9@f.io": "pa$Wq9",
    "postgres://app:p@ssX9!z@db.acme.io/x": "p@ssX9!z",
    "postgres://app:a@B$9&x;7K@db.acme.io/x": "a@B$9&x;7K",
    "postgres://app:$9xKq2!w@db.acme.io/x": "$9xKq2!w",
    "postgres://app:$xKq-2!w@db.acme.io/x": "$xKq-2!w",
    "https://$CI_USER:hunter22@git.acme.io": "hunter22",
    "smtp://me:12345678@mail.acme.io": "12345678",
    "smtp://alerts@acme.io:Xk29vQmz71@smtp.acme.io:587": "Xk29vQmz71",
    "https://me@acme.io:p@ssX9!z@git.acme.io": "p@ssX9!z",
    "http://u:hunter22@[2001:db8::1]:80/": "hunter22",
}
STANDING_FOR_ONE = [
    *("https://user:password@host/x", "https://user:secret@host/x", "postgres://u:mysecretpassword@db"),
    *("postgres://username:password123@db:5432/x", "postgres://u:P@ssw0rd!@db", "redis://:my_redis_pass@cache"),
    *("https://u:<password>@git.acme.io", "https://u:${PASSWORD}@git.acme.io", "https://u:$TOKEN@git.acme.io"),
    "https://u:$TOKEN-x1@git.acme.io",
    *("https://u:$(cat f)@git.acme.io", "https://u:{{ password }}@git.acme.io", "https://u:{pw}@git.acme.io"),
    *("https://u:%s@git.acme.io", "https://u:%PASSWORD%@git.acme.io", "https://u:%(password)s@git.acme.io"),
    *("https://u:xxx@git.acme.io", "https://u:xxxxxxxx@git.acme.io", "https://u:****@git.acme.io"),
    *("https://u:...@git.acme.io", "https://u:DB_PASSWORD@git.acme.io", "https://u:your-token-here@git.acme.io"),
    *("postgres://postgres:postgres@db:5432/x", "amqp://guest:guest@mq", "https://hunter22:Hunter22@acme.io"),
    *("https://me:hunter22@example.com/", "https://me:hunter22@db.example:80/", "http://me:hunter22@localhost:80"),
    *("http://me:hunter22@127.0.0.1", "https://u:REDACTED@git.acme.io", "https://u:pw@git.acme.io"),
    *("https://host:8080@x.acme.io", "http://localhost:3000/@scope/x", "docker://alpine:3.19-rc@sha256:abcd"),
    *("https://git@git.acme.io:22/x", "https://git.acme.io/a:hunter22@b", "https://a.io:80?q=a:hunter22@b.io"),
    *("git@git.acme.io:team/repo.git", "see https://a.io: hunter22@b.io writes", "https://u:test1234@h.io"),
]  # fmt: skip


@pytest.mark.parametrize("address", REAL)
@pytest.mark.parametrize(
    "around", ["Use {}.", "{}", '"env": {{"URL": "{}"}}', "curl -s '{}'", "`{}`", "({})"]
)
def test_a_password_in_an_address_is_found(address: str, around: str) -> None:
    text = around.format(address)
    found = list(find_secrets(text))
    assert [one.hidden.of(text) for one in found] == [REAL[address]]
    assert all(address.startswith(one.span.of(text)) for one in found)


@pytest.mark.parametrize("address", STANDING_FOR_ONE)
def test_what_stands_for_a_password_is_none(address: str) -> None:
    assert list(find_secrets(f"Use {address} at first.")) == []


@pytest.mark.parametrize(
    "text",
    ["://" * 60_000, "a://b:" * 30_000, f"a://b:{'changeme' * 20_000}", "a://b:" + "x@" * 60_000],
    ids=["marks", "users", "words", "ends"],
)
def test_a_long_text_of_beginnings_is_looked_through_at_once(text: str) -> None:
    assert len(list(find_secrets(f"{text} a"))) <= 1
