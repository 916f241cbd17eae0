"""Markdown tables of the evaluations."""

from __future__ import annotations


class Table:
    """A Markdown table that remembers how many rows missed their bar."""

    def __init__(self, title: str, *headers: str) -> None:
        self.missed = 0
        print(f"\n## {title}\n\n| {' | '.join(headers)} |\n|{'---|' * len(headers)}")

    def row(self, *cells: object, right: bool) -> None:
        """Print one row and its verdict."""
        self.missed += not right
        shown = [*(str(cell).replace("|", "/") for cell in cells), "right" if right else "WRONG"]
        print(f"| {' | '.join(shown)} |")
