"""Python files that are in no package: what documents and fixtures are made with."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from support.shared import ROOT


def load_script(path: str) -> ModuleType:
    """A file of the project as a module, by its path from the top."""
    spec = importlib.util.spec_from_file_location(path.removesuffix(".py").replace("/", "_"), ROOT / path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
