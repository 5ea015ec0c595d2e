"""Shipped read-only data: the `resources` folder of a checkout, or `fieldnotes/_resources` when installed."""

from __future__ import annotations

import importlib.resources
from functools import cache
from pathlib import Path

from fieldnotes.errors import ResourceMissing


@cache
def root() -> Path:
    """The folder that holds icons, fonts, word lists and the sample project.

    Raises:
        ResourceMissing: the installation is incomplete.
    """
    package = Path(str(importlib.resources.files("fieldnotes")))
    for candidate in (package / "_resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise ResourceMissing(name="resources")


def path(name: str) -> Path:
    """The file `name` (a relative path with forward slashes) in the resources."""
    found = root() / name
    if not found.exists():
        raise ResourceMissing(name=name)
    return found


def text(name: str) -> str:
    return path(name).read_text(encoding="utf-8")
