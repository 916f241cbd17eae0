"""Tags that a prompt invents, such as `<workflow>`: structure for a model, HTML for a Markdown parser."""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern

# A line that is only a tag, such as `<workflow>` or `</example>`, hides the lists and headings between
# it and the next blank line from a Markdown parser. Prompts mean such tags as sections.
_TAG_LINE = pattern(r"^[ \t]{0,3}</?[A-Za-z][\w.-]{0,63}(?:[ \t][^<>\n]{0,500})?>[ \t]*\r?$", re.MULTILINE)
_HTML_TAG = pattern(
    r"a|article|aside|b|blockquote|br|center|code|dd|details|div|dl|dt|em|footer|h[1-6]|header|hr|i|img|kbd|li"
    r"|main|nav|ol|p|picture|pre|s|section|source|span|strong|su[bp]|summary|table|tbody|td|th|thead|tr|ul?|video",
    re.IGNORECASE,
)
_TAG_NAME = pattern(r"</?([A-Za-z][\w.-]*)")


def mask_tags(text: str) -> str:
    """The text with each line that is only a prompt's tag blanked out, at the same length."""
    if "<" not in text:
        return text
    return _TAG_LINE.sub(_blank, text)


def is_prompt_tag(name: str) -> bool:
    """Whether a tag's name is a prompt's own and not one of HTML's."""
    return _HTML_TAG.fullmatch(name) is None


def _blank(found: re.Match[str]) -> str:
    line = found.group()
    name = _TAG_NAME.search(line)
    if name is None or not is_prompt_tag(name.group(1)):
        return line
    return " " * (len(line) - 1) + "\r" if line.endswith("\r") else " " * len(line)
