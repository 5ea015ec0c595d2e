"""The folders of this user. Names only: nothing here creates or reads them."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def config_folder() -> Path:
    """Machine settings (window size, language, theme). Nothing in it names a vault or a person."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "FieldNotes"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "FieldNotes"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "fieldnotes"


def runtime_folder() -> Path | None:
    """Where programs of this login speak to each other, private and gone with it; None where there is no such place.

    Linux: XDG_RUNTIME_DIR, which is kept in memory (XDG Base Directory Specification 0.8). Elsewhere a folder of this
    user's own, on the disk.
    """
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "FieldNotes" / "running"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "FieldNotes" / "running"
    given = os.environ.get("XDG_RUNTIME_DIR")
    return Path(given) / "fieldnotes" if given and Path(given).is_absolute() else None
