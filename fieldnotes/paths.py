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
