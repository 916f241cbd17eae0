"""One self-contained HTML page: no request to anywhere, light and dark, from phone to wide screen.

Markup is written by hand: every text of others passes `text`, `code` or `attribute`, and nothing else does.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from importlib.resources import files

from agentreg.formats.patterns import pattern
from agentreg.records import NamedTuple
from agentreg.report.visible import visible, visible_line

_UNSEEN = pattern(r"&lt;U\+[0-9A-F]{4,6}&gt;")


class Page(NamedTuple):
    """What makes a page; its lines are HTML in which all text of others is safe.

    Attributes:
        title: What it is called; text of ours.
        head: Lines below the title.
        body: Lines of the main part.
        foot: Lines below it.
        style: The file in `assets/` with its own style, beside the common one.
        script: The file there with what it does; empty for nothing. It must say the same without.
    """

    title: str
    head: Iterable[str]
    body: Iterable[str]
    foot: Iterable[str] = ()
    style: str = ""
    script: str = ""


def render_page(page: Page) -> str:
    """A page as one document that its own policy lets load nothing, and run nothing but its own script."""
    style = asset("page.css") + (asset(page.style) if page.style else "")
    script = asset(page.script) if page.script else ""
    running = f"; script-src {_source(script)}" if script else ""
    policy = f"default-src 'none'; style-src {_source(style)}{running}; base-uri 'none'; form-action 'none'"
    lines = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>",
        '<a class="skip" href="#content">Skip to the content</a>',
        f"<header>\n<h1>{escape(page.title)}</h1>",
        *page.head,
        '</header>\n<main id="content">',
        *page.body,
        "</main>",
        *page.foot,
        *([f"<script>{script}</script>"] if script else []),
        "</body>\n</html>\n",
    ]
    return "\n".join(lines)


def asset(name: str) -> str:
    """A file of `assets/`."""
    return files("agentreg.report").joinpath("assets", name).read_text(encoding="utf-8")


def _source(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def text(content: str) -> str:
    """Text of others as HTML on one line: it can neither become markup nor hide."""
    return _marked(visible_line(content))


def lines(content: str) -> str:
    """Text of others as HTML that keeps its line feeds and tabs."""
    return _marked(visible(content))


def code(content: str) -> str:
    """A name or path of others as HTML."""
    return f"<code>{text(content)}</code>"


def attribute(content: str) -> str:
    """Text of others for the quoted value of an attribute."""
    return escape(visible_line(content), quote=True)


def _marked(content: str) -> str:
    safe = escape(content, quote=True)
    return _UNSEEN.sub(r'<span class="unseen">\g<0></span>', safe) if "&lt;U+" in safe else safe
