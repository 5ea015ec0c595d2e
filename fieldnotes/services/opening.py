"""What a path is that the program was started with: a vault, an editor's review, or a bundle that somebody sent."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from fieldnotes.services.session import SUFFIX

REVIEW_SUFFIX = ".fnreview"


class Opened(StrEnum):
    VAULT = "vault"
    REVIEW = "review"
    BUNDLE = "bundle"


def kind_of(path: Path) -> Opened:
    """By its name alone, except that a folder is a vault: nothing in it is read."""
    if path.is_dir() or path.suffix == SUFFIX:
        return Opened.VAULT
    return Opened.REVIEW if path.suffix == REVIEW_SUFFIX else Opened.BUNDLE
