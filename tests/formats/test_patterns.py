from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import agentreg
from agentreg.formats.patterns import LatePattern, pattern

MODULES = [module.name for module in pkgutil.walk_packages(agentreg.__path__, "agentreg.")]


@pytest.mark.parametrize("name", MODULES)
def test_every_pattern_of_the_library_can_be_compiled(name):
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, LatePattern):
            assert re.compile(value.pattern, value.flags)


def test_a_pattern_does_what_a_compiled_one_does():
    late, compiled = pattern("(A)b", re.IGNORECASE), re.compile("(A)b", re.IGNORECASE)
    for _ in range(2):
        assert late.search("xab")[1] == compiled.search("xab")[1]
        assert late.sub("-", "ab ab") == "- -"
        assert late.groups == 1
        assert late.flags == compiled.flags


def test_a_pattern_is_compiled_once_and_not_before_it_is_used(monkeypatch):
    sources = []
    compiled = re.compile
    monkeypatch.setattr(
        re, "compile", lambda source, flags: sources.append(source) or compiled(source, flags)
    )
    late = pattern("a")
    assert sources == []
    assert late.match("a")
    assert late.fullmatch("a")
    assert late.findall("a")
    assert late.findall("a")
    assert sources == ["a"]


def test_whatever_a_pattern_is_asked_for_it_knows_at_once_the_next_time():
    late = pattern("a")
    assert late.match("a")
    assert {name for name in dir(re.Pattern) if not name.startswith("__")} <= vars(late).keys()
