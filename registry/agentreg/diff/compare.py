"""The one entry: two definitions in, everything that differs out, as facts."""

from __future__ import annotations

from agentreg.diff.changes import Change, in_order
from agentreg.diff.contents import compare_contents
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.fields import compare_fields
from agentreg.diff.form import compare_files, compare_form
from agentreg.diff.kinds import Kind
from agentreg.diff.leave import as_leave
from agentreg.diff.ledger import Ledger
from agentreg.diff.lifted import find_lifted
from agentreg.diff.loosened import find_loosened
from agentreg.diff.match import match_prompts
from agentreg.diff.merged import join_merged
from agentreg.diff.portions import compare_portions
from agentreg.diff.resaid import join_resaid
from agentreg.diff.responsibilities import compare_responsibilities
from agentreg.diff.restated import compare_restated
from agentreg.diff.rewritten import compare_rewritten
from agentreg.diff.roles import compare_roles
from agentreg.diff.sections import compare_sections
from agentreg.diff.softened import find_softened
from agentreg.diff.stance import beside_stance, compare_stance
from agentreg.diff.statements import compare_statements
from agentreg.diff.steps import compare_steps
from agentreg.diff.tabled import compare_tabled
from agentreg.diff.tables import compare_tables
from agentreg.diff.turns import find_turns, with_turns
from agentreg.diff.units import Outline, outline
from agentreg.diff.workflows import compare_workflows
from agentreg.formats.overrides import may_override
from agentreg.formats.unseen import is_plain
from agentreg.formats.voids import may_void
from agentreg.model.definition import Definition
from agentreg.model.document import Document, Span


def compare(before: Definition, after: Definition) -> tuple[Change, ...]:
    """Say what differs between two definitions.

    Args:
        before: The definition before.
        after: The definition after.

    Returns:
        Changes by area, then by position; none for equal texts, and only such of the format area for texts
        that mean the same. Comparing the other way round gives the mirror of each.
    """
    if before.document.text == after.document.text and before.host is after.host:
        return ()
    waivers = _compare_waivers(before, after)
    changes = [
        *compare_fields(before, after),
        *waivers,
        *_compare_bodies(before, after, waivers),
        *compare_files(before, after),
        *compare_unseen(before, after),
        *_compare_header_overrides(before, after),
    ]
    changes += _leftover(before, after, changes)
    return in_order(changes)


def compare_unseen(before: Definition | None, after: Definition) -> list[Change]:
    """What hides in a definition and did not before, and the reverse.

    Args:
        before: The definition before; None for an agent that is new.
        after: The definition after.
    """
    if not any(_may_deceive(side) for side in (before, after) if side):
        return []
    from agentreg.diff.hidden import compare_hidden

    return compare_hidden(before, after)


def _may_deceive(definition: Definition) -> bool:
    """Whether a character may hide, or a name look like another."""
    tools = definition.tools
    named = (
        all(entry.raw.isascii() for entry in (*tools.entries, *tools.denied)) and definition.name.isascii()
    )
    return not (named and is_plain(definition.document.text))


def _compare_waivers(before: Definition, after: Definition) -> list[Change]:
    if not (before.document.may_waive or after.document.may_waive):
        return []
    from agentreg.diff.waivers import compare_waivers

    return compare_waivers(before, after)


def _compare_bodies(before: Definition, after: Definition, waivers: list[Change]) -> list[Change]:
    if before.body == after.body:
        return []
    # Not before it is needed: a diff of fields does without it, and start-up time is a budget.
    from agentreg.diff.examples import compare_prompt_examples
    from agentreg.diff.outputs import compare_outputs
    from agentreg.diff.references import compare_mentions

    one, other = outline(before), outline(after)
    if _is_unread(before, one) or _is_unread(after, other):
        spans = before.document.body, after.document.body
        return [Change(Kind.CONTENT_EDITED, "prompt", before.body, after.body, *spans)]
    ledger = Ledger(one, other, match_prompts(before, after))
    ledger.tell((_within(before, item.before_span), _within(after, item.after_span)) for item in waivers)
    turns = [*find_turns(ledger), *find_lifted(ledger), *find_softened(ledger), *find_loosened(ledger)]
    tabled = compare_tabled(ledger)
    stance = compare_stance(ledger)
    told = [
        *stance,
        *_compare_overrides(ledger),
        *compare_prompt_examples(ledger),
        *compare_mentions(ledger),
        *compare_portions(ledger),
        *beside_stance(stance, with_turns(ledger, turns, [*tabled, *compare_statements(ledger)])),
        *compare_sections(ledger),
        *compare_restated(ledger),
        *compare_rewritten(ledger),
        *compare_workflows(ledger),
        *compare_steps(ledger),
        *compare_roles(ledger, (before.name, after.name)),
        *compare_responsibilities(ledger),
        *compare_outputs(ledger),
        *compare_tables(ledger),
        *compare_contents(ledger),
    ]
    joined = join_merged(ledger, join_resaid(ledger, told))
    return [*map(as_leave, joined), *compare_form(ledger)]


def _compare_overrides(ledger: Ledger) -> list[Change]:
    if not (may_override(ledger.before.text) or may_override(ledger.after.text) or _may_void(ledger)):
        return []
    from agentreg.diff.overrides import compare_overrides

    return compare_overrides(ledger)


def _may_void(ledger: Ledger) -> bool:
    """Whether what differs may take force from rules: few changes do."""
    before, after = ledger.before.units, ledger.after.units
    edited = ledger.edited.values()
    texts = [before[place].text for place in (*ledger.gone, *(pair.before for pair in edited))]
    texts += [after[place].text for place in (*ledger.new, *(pair.after for pair in edited))]
    return any(map(may_void, texts))


def _compare_header_overrides(before: Definition, after: Definition) -> list[Change]:
    headers = _around(before.document), _around(after.document)
    if headers[0] == headers[1] or not any(may_override("".join(header)) for header in headers):
        return []
    from agentreg.diff.overrides import compare_header_overrides

    return compare_header_overrides(before, after)


def _within(definition: Definition, span: Span | None) -> Span | None:
    """A span, when it is in the prompt."""
    return span if span and span.start >= definition.document.body.start else None


def _is_unread(definition: Definition, read: Outline) -> bool:
    """Whether a prompt was too long to be read: then nothing is known of it but that it differs."""
    return not read.units and bool(definition.body.strip())


def _leftover(before: Definition, after: Definition, changes: list[Change]) -> list[Change]:
    """Every field was compared by value: other lines of the frontmatter differ in order, quotes or comments.

    Blank lines count only where nothing else differs at all.
    """
    one, other = before.document, after.document
    bodies = Change(Kind.REFORMATTED, "body", before_span=one.body, after_span=other.body)
    if _around(one) != _around(other) and unexplained_lines(one.text, other.text, [*changes, bodies]):
        spans = one.fence or one.matter, other.fence or other.matter
        return [Change(Kind.REFORMATTED, "frontmatter", "", "", *spans, 1.0)]
    if not changes and one.text != other.text:
        return [Change(Kind.REFORMATTED, "blank lines", similarity=1.0)]
    return []


def _around(document: Document) -> tuple[str, str]:
    """What is before and behind the prompt."""
    return document.text[: document.body.start], document.text[document.body.end :]
