"""One self-contained HTML page: no script, no request, light and dark, from phone to wide screen."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from agentreg.report.visible import visible_line

STYLE = """
:root { color-scheme: light dark; --ink: #1c2128; --faint: #5c6570; --paper: #fff; --line: #d5dae0;
  --head: #f3f5f8; --good: #1a7f37; --own: #0b6b8a; --wait: #8a5a00; --moved: #6b3fb3; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --faint: #9aa5b1; --paper: #14181d;
  --line: #343b44; --head: #1e242b; --good: #57c774; --own: #5ec3e6; --wait: #e3ad4c; --moved: #b99af2;
  --bad: #ff8b7d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 110rem; padding: 1.25rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; } h2 { margin: 2rem 0 .6rem; font-size: 1.15rem; }
p { margin: .3rem 0; } .faint { color: var(--faint); }
code { font: .92em ui-monospace, monospace; overflow-wrap: anywhere; }
.tally { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1rem 0; padding: 0; list-style: none; }
.tally li { border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .8rem; }
.tally b { font-size: 1.3rem; margin-right: .3rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { padding: .4rem .7rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; background: var(--head); white-space: nowrap; }
.matrix td, .matrix th { white-space: nowrap; } .more { display: none; }
.matrix .wait, .matrix .moved, .matrix .bad { background: color-mix(in srgb, currentcolor 11%, transparent); }
.matrix th:first-child { position: sticky; left: 0; background: var(--head); }
.good { color: var(--good); } .own { color: var(--own); } .wait { color: var(--wait); }
.moved { color: var(--moved); } .bad { color: var(--bad); font-weight: 600; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; overflow: hidden; }
summary { cursor: pointer; padding: .5rem .8rem; background: var(--head); overflow-wrap: anywhere; }
details ul { margin: .5rem 0; padding-left: 2rem; }
@media (max-width: 44rem) {
  body { padding: .8rem; } .scroll { border: 0; overflow: visible; } thead { display: none; }
  table, tbody, tr, th, td { display: block; width: auto; border: 0; }
  tr { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: .3rem .2rem; }
  details tr { border-width: 1px 0 0; border-radius: 0; margin: 0; }
  .matrix th:first-child { position: static; background: none; }
  td { display: flex; justify-content: space-between; gap: 1rem; padding: .15rem .7rem; }
  td::before { content: attr(data-label); color: var(--faint); }
  td.none, .matrix td.good, .calm { display: none; } .more { display: inline; font-weight: 400; }
  .matrix td, .matrix th { white-space: normal; background: none; } td > * { text-align: right; }
}
"""


def page(title: str, body: Iterable[str]) -> str:
    """A whole page.

    Args:
        title: What it is called; text of ours.
        body: Lines of HTML in which all text of others went through `text`.
    """
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    return f"{head}<h1>{escape(title)}</h1>\n" + "\n".join(body) + "\n</body>\n</html>\n"


def text(content: str) -> str:
    """Text of others as HTML: it can neither become markup nor hide."""
    return escape(visible_line(content), quote=True)


def code(content: str) -> str:
    """A name or path of others as HTML."""
    return f"<code>{text(content)}</code>"
