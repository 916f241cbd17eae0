"""All operators, by the part of an agent that they concern."""

from __future__ import annotations

from mutations.edit import Operator
from mutations.operators.anywhere import ANYWHERE
from mutations.operators.combined import COMBINED
from mutations.operators.constraints import CONSTRAINTS
from mutations.operators.examples import EXAMPLES
from mutations.operators.fields import FIELDS
from mutations.operators.form_fields import FORM_FIELDS
from mutations.operators.form_text import FORM_TEXT
from mutations.operators.forms import FORMS
from mutations.operators.hosts import HOSTS
from mutations.operators.output import OUTPUT
from mutations.operators.permissions import PERMISSIONS
from mutations.operators.references import REFERENCES
from mutations.operators.role import ROLE
from mutations.operators.routing import ROUTING
from mutations.operators.structure import STRUCTURE
from mutations.operators.tools import TOOLS
from mutations.operators.unseen import UNSEEN
from mutations.operators.waivers import WAIVERS
from mutations.operators.workflow import WORKFLOW

OPERATORS: tuple[Operator, ...] = (
    *ROUTING,
    *EXAMPLES,
    *TOOLS,
    *PERMISSIONS,
    *HOSTS,
    *FIELDS,
    *ROLE,
    *WORKFLOW,
    *FORMS,
    *CONSTRAINTS,
    *OUTPUT,
    *STRUCTURE,
    *REFERENCES,
    *UNSEEN,
    *WAIVERS,
    *COMBINED,
    *ANYWHERE,
    *FORM_FIELDS,
    *FORM_TEXT,
)
