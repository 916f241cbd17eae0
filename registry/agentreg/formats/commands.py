"""Patterns of shell commands, as tool lists and rules have them: what one lets through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.formats.patterns import pattern
from agentreg.formats.programs import PROGRAMS, Program, Sort
from agentreg.records import NamedTuple
from agentreg.static import assert_never

# A pattern with several commands in it, or one inside another.
_JOINED = pattern(r"[;&|`\n]|[$<>]\(")
# What is written somewhere names nothing that the command does.
_WRITTEN = pattern(r"\d?>{1,2}[ \t]*[^\s>]+")
_WORD = pattern(r"(?:\"[^\"]*\"|'[^']*'|\S)+")
_QUOTED = pattern(r"\"([^\"]*)\"|'([^']*)'")
_SET = pattern(r"[A-Za-z_]\w*\+?=")
_ENDING = pattern(r"\.(?:exe|cmd|bat)\Z")
# `command -v` only says where a program is.
_LOOKS_UP = (["-v"], ["-V"])
_KEYWORDS = frozenset(("!", "{", "(", "if", "then", "else", "elif", "while", "until", "do", "coproc"))
_RUNNING = tuple(
    name for name, program in PROGRAMS.items() if program.sort is not Sort.GROUP and " " not in name
)
_MOST_LETTERS = 20


class _Argument(NamedTuple):
    """A word behind a program: an option by itself, the value of one, or neither."""

    place: int
    option: str
    text: str


class _Step(NamedTuple):
    """What was found: a judgement, or the place of the word that has to be judged instead."""

    is_wide: bool = False
    place: int = -1


_WIDE, _LIMITED = _Step(is_wide=True), _Step()


def is_wide_command(text: str) -> bool:
    """Whether a pattern lets a command through that does whatever it is given, and leaves open what that is.

    Args:
        text: The pattern, `curl *`, `python -c *`, `git log *`.

    Returns:
        True for a whole interpreter, and for whatever reaches any address or deletes anything, also behind
        what only runs it (`nice`, `X=1`, `timeout 5`); and for a pattern that leaves the command itself open.
        False where something is named that the command is for (`python tool.py *`), where a program only
        tells of itself (`node --version`), and for every other command.
    """
    return any(_is_wide(_words(part)) for part in _JOINED.split(text))


def _words(part: str) -> list[str]:
    return [_QUOTED.sub(r"\1\2", word).strip("'\"") for word in _WORD.findall(_WRITTEN.sub(" ", part))]


def _is_wide(words: list[str]) -> bool:
    last_star = max((place for place, word in enumerate(words) if "*" in word), default=-1)
    step = _Step(place=0)
    while 0 <= step.place < len(words):
        step = _judged(words, step.place, last_star)
    return step.is_wide


def _judged(words: list[str], place: int, last_star: int) -> _Step:
    """Judge the command that begins at a place."""
    word = words[place]
    if _SET.match(word):
        # What may be set to anything may as well be followed by any command.
        return _WIDE if "*" in word else _Step(place=place + 1)
    if word in _KEYWORDS:
        return _Step(place=place + 1)
    if any(map(str.isspace, word)):
        return _Step(is_wide=_is_open(word))
    if "*" in word:
        rest = (one for one in words[place + 1 :] if not one.startswith("-"))
        return _Step(is_wide=_may_be_grave(word) and not _is_named(rest))
    name = _name(word)
    if name not in PROGRAMS or (name == "command" and words[place + 1 : place + 2] in _LOOKS_UP):
        return _LIMITED
    only_tells = last_star <= place and not PROGRAMS[name].tells.isdisjoint(words[place + 1 : place + 2])
    return _LIMITED if only_tells else _of_program(words, place, name)


def _of_program(words: list[str], place: int, name: str) -> _Step:
    """Judge a program by the words behind it.

    Args:
        words: All words.
        place: Where the program stands.
        name: Its name in the table.
    """
    program, named = PROGRAMS[name], list[str]()
    for argument in _arguments(words, place + 1, program):
        if argument.option:
            step = _of_option(program, argument, named)
            if step is not None:
                return step
            continue
        longer = f"{name} {argument.text}"
        if not named and longer in PROGRAMS:
            return _of_program(words, argument.place, longer)
        named.append(argument.text)
        if program.sort is Sort.WRAPPER and len(named) > program.skipped:
            is_open = any("*" in one for one in named[:-1])
            return _WIDE if is_open else _Step(place=argument.place)
    match program.sort:
        case Sort.GRAVE:
            return _Step(is_wide=not _is_named(named))
        case Sort.WRAPPER:
            # It runs what it is given, or a shell; `ssh host` and `docker run image` name what that is.
            return _Step(is_wide=not program.skipped or not _is_named(named))
        case Sort.GROUP:
            return _LIMITED
        case other:
            assert_never(other)


def _of_option(program: Program, argument: _Argument, named: list[str]) -> _Step | None:
    """What an option alone decides; None where it decides nothing."""
    option, text = argument.option, argument.text
    if option in program.behind:
        return _Step(place=argument.place + 1)
    if option in program.deletes:
        return _Step(is_wide=not _is_named(named))
    if option in program.commands:
        return _Step(is_wide=_is_open(text))
    if option in program.code:
        return _Step(is_wide="*" in text)
    if option in program.settings:
        key, _, value = text.partition("=")
        return _WIDE if "*" in key or _is_open(value.lstrip("!")) else None
    return None


def _arguments(words: list[str], start: int, program: Program) -> Iterator[_Argument]:
    waiting, is_over = "", False
    for place in range(start, len(words)):
        word = words[place]
        if waiting:
            yield _Argument(place, waiting, word)
            waiting = ""
        elif is_over or not _is_option(word, program):
            yield _Argument(place, "", word)
        elif word == "--":
            is_over = True
        else:
            option, value, waits = _option(word, program)
            waiting = option if waits else ""
            if not waits:
                yield _Argument(place, option, value)


def _is_option(word: str, program: Program) -> bool:
    return word.startswith("-") or word in program.behind


def _option(word: str, program: Program) -> tuple[str, str, bool]:
    """An option, the value in the same word, and whether the next word is its value: `-sX POST`."""
    # PowerShell does not tell case apart.
    exact = word if len(word) == len("-x") else word.lower()
    if exact in program.valued or exact in program.behind or exact in program.deletes:
        return exact, "", exact in program.valued
    if word.startswith("--"):
        long, _, value = word.partition("=")
        return long, value, False
    for at, letter in enumerate(word[1:_MOST_LETTERS], 2):
        if f"-{letter}" in program.valued:
            return f"-{letter}", word[at:], at == len(word)
    return word, "", False


def _is_open(text: str) -> bool:
    """Whether a text that is run as a command leaves open what is done: nothing in quotes ends at a `;`."""
    return "*" in text or is_wide_command(text)


def _is_named(words: Iterable[str]) -> bool:
    """Whether something is named before all is left open."""
    for word in words:
        if word == "*":
            return False
        if any(map(str.isalnum, word)):
            return True
    return False


def _may_be_grave(word: str) -> bool:
    path, _star, _rest = word.partition("*")
    folder, _slash, start = path.lower().rpartition("/")
    # `./scripts/*` is any script of a folder of the project; one of the system has every command.
    is_own = any(map(str.isalnum, folder)) and not folder.startswith("/")
    return not is_own and any(name.startswith(start) for name in _RUNNING)


def _name(word: str) -> str:
    r"""What a command is called: `/usr/bin/python3.12` and `\python` are `python`."""
    plain = word.lower().lstrip("({!")
    for last in (plain.rpartition("/")[2].replace("\\", ""), plain.rpartition("\\")[2]):
        name = _ENDING.sub("", last)
        if name in PROGRAMS:
            return name
        if (bare := name.rstrip("0123456789.")) in PROGRAMS:
            return bare
    return plain
