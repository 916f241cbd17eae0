"""One agent as written in one file at one moment."""

from __future__ import annotations

from enum import StrEnum

from agentreg.model.diagnostic import Diagnostic
from agentreg.model.document import Document
from agentreg.model.fields import Frontmatter, Mapping, Scalar
from agentreg.model.tools import ToolPolicy
from agentreg.records import NamedTuple


class Host(StrEnum):
    """A program that reads agent definitions. The value is the id used everywhere."""

    CLAUDE_CODE = "claude-code"
    CLAUDE_PLUGIN = "claude-plugin"
    COPILOT = "copilot"
    VSCODE = "vscode"
    OPENCODE = "opencode"
    GEMINI = "gemini"
    CURSOR = "cursor"
    CODEX = "codex"
    KIRO = "kiro"
    QWEN = "qwen"
    OPENHANDS = "openhands"
    MUX = "mux"
    GENERIC = "generic"
    UNKNOWN = "unknown"


NO_HOST = frozenset((Host.GENERIC, Host.UNKNOWN))
"""What stands for no host that agentreg knows: a plain folder, and a dot-folder of some other program."""


class Kind(StrEnum):
    """What a file is. Only AGENT is a definition; the others are recognised so that they are not mistaken."""

    AGENT = "agent"
    SKILL = "skill"
    COMMAND = "command"
    PROMPT = "prompt"
    RULE = "rule"
    INSTRUCTIONS = "instructions"
    README = "readme"
    DOCUMENT = "document"


class Outcome(StrEnum):
    """What a host does with a file."""

    LOADS = "loads"
    LOADS_EMPTY = "loads-without-metadata"
    SKIPS = "skips"
    UNCERTAIN = "uncertain"


class HostReading(NamedTuple):
    """How one host likely reads the file.

    Attributes:
        host: The host.
        outcome: What it does with the file.
        identity: The name by which this host knows the agent; empty when it does not load it.
        because: One sentence with the reason, empty for a plain load.
    """

    host: Host
    outcome: Outcome
    identity: str
    because: str = ""


class Definition(NamedTuple):
    """One agent definition, or a file recognised as something else.

    The prompt's structure is not here: it is read on request by `agentreg.formats.prompt.read_prompt`,
    because most questions (list, log, search, status) never need it.

    Attributes:
        path: POSIX path of the file inside its source; may be empty for standard input.
        kind: What the file is.
        name: The agent's name: the declared one, else the one that its first host derives from the path.
        description: The routing text; empty when there is none.
        model: The model asked for, as written; empty when there is none.
        hosts: How each host that would look at this path likely reads it, the main one first.
        tools: The tool policy in the main host's terms.
        document: The lossless text.
        frontmatter: The fields.
        diagnostics: What reading noticed.
    """

    path: str
    kind: Kind
    name: str
    description: str
    model: str
    hosts: tuple[HostReading, ...]
    tools: ToolPolicy
    document: Document
    frontmatter: Frontmatter
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def host(self) -> Host:
        """The main host."""
        return self.hosts[0].host if self.hosts else Host.GENERIC

    @property
    def known_as(self) -> str:
        """The name by which the main host knows the agent."""
        return (self.hosts[0].identity if self.hosts else "") or self.name

    @property
    def version(self) -> str:
        """The version that it states, in `version` or `metadata.version`; empty without one."""
        stated = self.stated_version
        return stated.text if stated else ""

    @property
    def stated_version(self) -> Scalar | None:
        """The same as it is written; None without one."""
        stated, metadata = (self.frontmatter.get(key) for key in ("version", "metadata"))
        nested = metadata.get("version") if isinstance(metadata, Mapping) else None
        value = stated if isinstance(stated, Scalar) else nested
        return value if isinstance(value, Scalar) else None

    @property
    def body(self) -> str:
        """The prompt as written."""
        return self.document.body.of(self.document.text)
