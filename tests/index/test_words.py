"""Queries of users become match expressions that SQLite always accepts."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.index.words import match_beginning, match_words, searchable


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("review", '"review"'),
        ("code review", '"code" "review"'),
        ('a" OR b:*', '"a" "OR" "b"'),
        ("NEAR(x y)", '"NEAR" "x" "y"'),
        ("snake_case", '"snake" "case"'),
        ("审查", '"审" "查"'),
        ("--", ""),
        ("", ""),
    ],
)
def test_only_letters_and_digits_reach_the_expression(query, expression):
    assert match_words(query) == expression
    assert match_beginning(query) == (f"{expression}*" if expression else "")


def test_a_script_without_spaces_is_found_by_each_character():
    assert searchable("代码review") == " 代  码 review"


@given(st.text(max_size=60))
def test_no_query_is_malformed(query):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (body, content='', detail='none')")
    connection.execute("INSERT INTO words (rowid, body) VALUES (1, ?)", (searchable(query),))
    for expression in filter(None, (match_words(query), match_beginning(query))):
        connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression,)).fetchall()
    connection.close()
