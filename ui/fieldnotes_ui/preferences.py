"""Machine settings: appearance and locking, in one private file that names nobody and no vault."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from fieldnotes import files, paths
from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import LANGUAGES

_FILE = "settings.json"
_LIMIT = 64 * 1024
IDLE_MINUTES = (1, 2, 3, 5, 10, 15, 30, 60)
TEXT_PERCENTS = (90, 100, 110, 125, 150, 175, 200)
AS_THE_SYSTEM = ""
_PIXELS = range(640, 16385)


class Scheme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What this machine's user chose. A value that cannot be read is its default."""

    language: str = AS_THE_SYSTEM
    """A key of LANGUAGES, or AS_THE_SYSTEM."""
    scheme: Scheme = Scheme.SYSTEM
    text_percent: int = 100
    idle_minutes: int = 5
    lock_on_minimise: bool = False
    width: int = 1320
    height: int = 820
    """Of the window, in device-independent pixels, where it is not maximised. Nothing says what it showed."""
    maximised: bool = False

    @classmethod
    def load(cls, folder: Path | None = None) -> Preferences:
        path = (folder or paths.config_folder()) / _FILE
        try:
            stored = json.loads(files.read_limited(path, _LIMIT))
        except (FieldNotesError, ValueError):
            return cls()
        if not isinstance(stored, dict):
            return cls()
        language = stored.get("language")
        return cls(
            language=language if language in LANGUAGES else AS_THE_SYSTEM,
            scheme=_one_of(stored.get("scheme"), Scheme, cls().scheme),
            text_percent=_listed(stored.get("text_percent"), TEXT_PERCENTS, cls().text_percent),
            idle_minutes=_listed(stored.get("idle_minutes"), IDLE_MINUTES, cls().idle_minutes),
            lock_on_minimise=stored.get("lock_on_minimise") is True,
            width=_within(stored.get("width"), cls().width),
            height=_within(stored.get("height"), cls().height),
            maximised=stored.get("maximised") is True,
        )

    def save(self, folder: Path | None = None) -> None:
        """Raises CannotWrite or DiskFull; the window goes on with the values."""
        folder = folder or paths.config_folder()
        with files.translated(folder):
            folder.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
        files.atomic_write(folder / _FILE, json.dumps(asdict(self), indent=1).encode())


def _one_of(value: object, kind: type[Scheme], default: Scheme) -> Scheme:
    try:
        return kind(value) if isinstance(value, str) else default
    except ValueError:
        return default


def _within(value: object, default: int) -> int:
    return value if type(value) is int and value in _PIXELS else default


def _listed(value: object, allowed: tuple[int, ...], default: int) -> int:
    return value if type(value) is int and value in allowed else default  # True is an int, but not a number of minutes
