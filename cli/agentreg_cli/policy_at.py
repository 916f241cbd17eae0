"""The policy that a revision holds: what leaves a branch is judged by what stands at its tip, too."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from agentreg.errors import ReadError
from agentreg.records import NamedTuple
from agentreg.rules.policy_change import Stated
from agentreg.rules.policy_file import parse_policy
from agentreg.sources.modules import text_in_module
from agentreg_cli.gatekeeping import as_text, counting, watched

if TYPE_CHECKING:
    from agentreg.review.ranges import Tree
    from agentreg.rules.policy import Policy


def policy_at(side: Tree, folder: Path, work_tree: Path | None) -> Policy | None:
    """The policy of one side of a range, with all that it extends there.

    Args:
        side: That side.
        folder: Where the command runs.
        work_tree: The top of the repository; None for a bare one.

    Returns:
        The policy that would count there; None for none.

    Raises:
        ConfigError: It cannot be followed.
    """
    if work_tree is None:
        return None
    configs = watched(folder, work_tree, None).configs
    texts = {name: as_text(content) for name, content in side.files.texts(configs).items()}
    stated = counting(texts, configs)
    if stated is None or (policy := _Files(side, work_tree).policy(stated)) is None:
        return None
    return policy._replace(folder=f"{(work_tree / stated.origin).parent.as_posix()}/")


class _Files(NamedTuple):
    """The files of a side, and of its submodules."""

    side: Tree
    work_tree: Path

    def policy(self, stated: Stated, above: tuple[str, ...] = ()) -> Policy | None:
        """The policy that a file states.

        Args:
            stated: The file.
            above: The files that extend it.
        """

        def shared(name: str) -> Policy:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(stated.origin), name))
            text = None if path in (stated.origin, *above) else self._text(path)
            found = text and self.policy(Stated(path, text), (*above, stated.origin))
            if not found:
                raise ReadError(f"{name!r} is no policy in {self.side.name}", hint=self._remedy(path))
            return found

        return parse_policy(stated.text, f"{self.side.label}{stated.origin}", shared)

    def _text(self, path: str) -> str | None:
        content = self.side.files.texts([path]).get(path)
        if content is None and (module := self.side.files.module_at(path)):
            content = text_in_module(self.work_tree, module, path)
        return None if content is None else as_text(content)

    def _remedy(self, path: str) -> str:
        module = self.side.files.module_at(path)
        if module is None:
            return "mend it there: it judges what leaves that branch"
        return f"it is in a submodule: `git -C {module.path} fetch` brings {module.commit[:10]}"
