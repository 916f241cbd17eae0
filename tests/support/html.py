"""A page as a browser takes it apart: its elements, its texts, and what in it could do harm."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

VOID = ("input", "meta")
TAGS = frozenset(
    (
        *("html", "head", "title", "meta", "style", "script", "body", "header", "main", "footer"),
        *("h1", "h2", "h3", "h4", "p", "pre", "code", "kbd", "b", "a", "span", "ins", "del", "div"),
        *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *("form", "fieldset", "legend", "label", "input", "select", "option", "button", "output"),
    )
)
ATTRIBUTES = frozenset(
    (
        *(
            "lang",
            "charset",
            "name",
            "content",
            "http-equiv",
            "id",
            "class",
            "href",
            "role",
            "hidden",
            "open",
        ),
        *("aria-label", "aria-live", "data-area", "data-label", "data-line", "data-severity"),
        *("scope", "colspan", "type", "value", "checked", "placeholder"),
    )
)


class Page(HTMLParser):
    """What a page holds; its elements are closed in order, or it is none."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.raw: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            self.raw[self._open[-1]] = self.raw.get(self._open[-1], "") + data
        else:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", {"text": data}))

    @property
    def text(self) -> str:
        """All that can be read, as it is laid out in lines."""
        return "".join(self.texts)

    @property
    def policy(self) -> str | None:
        """The policy that the page sets itself."""
        return next(attributes["content"] for tag, attributes in self.tags if "http-equiv" in attributes)

    @property
    def problems(self) -> list[str]:
        """Elements, attributes and addresses that no page of ours has."""
        found = [f"<{tag}>" for tag, _ in self.tags if tag not in TAGS]
        for tag, attributes in self.tags:
            found += [f"{tag} {name}" for name in attributes if name not in ATTRIBUTES]
            address = attributes.get("href")
            if address is not None and not re.fullmatch(r"#[a-z0-9-]+", address):
                found.append(f"a link to {address}")
        return found


def source(content: str) -> str:
    """How a policy names a script or style."""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
