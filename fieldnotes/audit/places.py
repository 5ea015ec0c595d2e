"""The folders of this user in which other programs leave copies, by kind; read-only and never reported by path."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from fieldnotes.audit.leftovers import Place
from fieldnotes.audit.probes.machine import Machine, unescaped
from fieldnotes.i18n import N_

_XDG_LINE = re.compile(r'^XDG_(DOWNLOAD|DESKTOP|DOCUMENTS)_DIR="(.*)"\s*$', re.MULTILINE)


_CLIPBOARDS = ("clipit", "clipman", "copyq", "diodon", "gpaste", "klipper", "parcellite", "greenclip.history")
_CRASHES = (Path("/var/crash"), Path("/var/lib/systemd/coredump"), Path("/var/lib/apport/coredump"))


def temporary_folder(environment: Mapping[str, str]) -> Path:
    """Where programs of this user put temporary files."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        if environment.get(name):
            return Path(environment[name])
    return Path("/tmp")  # noqa: S108 - named to be searched


def places(home: Path, environment: Mapping[str, str], system: str = sys.platform) -> tuple[Place, ...]:
    """Every place, the small and telling ones first; what does not exist is left out."""
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local/share")
    cache = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
    desktop, downloads, documents = _named_folders(home, config)
    found = [
        Place(N_("recent files"), data / "recently-used.xbel"),
        Place(N_("file dialog history"), config / "QtProject.conf"),
        Place(N_("desktop"), desktop),
        Place(N_("downloads"), downloads),
        Place(N_("documents"), documents),
        Place(N_("trash"), data / "Trash"),
        *(Place(N_("clipboard history"), folder / name) for folder in (data, config, cache) for name in _CLIPBOARDS),
        Place(N_("crash reports"), home / "Library/Logs/DiagnosticReports"),
        Place(N_("temporary folder"), temporary_folder(environment)),
    ]
    if system.startswith("linux"):
        found.append(Place(N_("temporary folder"), Path("/var/tmp")))  # noqa: S108 - named to be searched
        found += [Place(N_("crash reports"), folder) for folder in _CRASHES]
    found += [
        Place(N_("thumbnails"), cache / "thumbnails"),
        Place(N_("cache"), cache),
        Place(N_("elsewhere in the home folder"), home, wholly=False),
    ]
    return tuple(place for place in _distinct(found) if place.path.exists())


def swap_areas(machine: Machine) -> tuple[Place, ...]:
    """The swap areas of a Linux machine that lie on a disk, as places to search."""
    lines = (machine.line("proc/swaps") or "").splitlines()[1:]
    names = [unescaped(line.split()[0]).removesuffix(" (deleted)") for line in lines if line.strip()]
    return tuple(Place(N_("swap"), machine.at(name.lstrip("/"))) for name in names if not name.startswith("/dev/zram"))


def recent_lists(home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Files in which desktops and Qt keep which files were used last; they need not exist."""
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local/share")
    return data / "recently-used.xbel", config / "QtProject.conf", home / ".recently-used"


def _named_folders(home: Path, config: Path) -> tuple[Path, Path, Path]:
    """Desktop, downloads and documents in the user's language (xdg-user-dirs: $HOME/NAME or an absolute path)."""
    try:
        text = (config / "user-dirs.dirs").read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    named = {kind: Path(value.replace("$HOME", str(home), 1)) for kind, value in _XDG_LINE.findall(text)}
    # A folder that the user switched off points at the home folder itself.
    named = {kind: path for kind, path in named.items() if path != home}
    usual = {"DESKTOP": "Desktop", "DOWNLOAD": "Downloads", "DOCUMENTS": "Documents"}
    desktop, downloads, documents = (named.get(kind, home / name) for kind, name in usual.items())
    return desktop, downloads, documents


def _distinct(found: list[Place]) -> list[Place]:
    """Without places that lie inside an earlier one."""
    kept: list[Place] = []
    for place in found:
        if not any(place.path.is_relative_to(other.path) for other in kept):
            kept.append(place)
    return kept
