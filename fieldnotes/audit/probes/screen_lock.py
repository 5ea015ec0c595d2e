"""After how long the desktop asks for a password: GNOME, KDE Plasma, macOS, Windows."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

from fieldnotes.audit.probes import macos, windows
from fieldnotes.audit.probes.machine import Machine, Question
from fieldnotes.audit.probes.programs import running

_GSETTINGS = Question("linux", "/usr/bin/gsettings", ("get",))
IDLE = _GSETTINGS.about("org.gnome.desktop.session", "idle-delay")
ENABLED = _GSETTINGS.about("org.gnome.desktop.screensaver", "lock-enabled")
DELAY = _GSETTINGS.about("org.gnome.desktop.screensaver", "lock-delay")
_PLASMA = Path(".config/kscreenlockerrc")
_PLASMA_MINUTES = 5
"""What Plasma does where there is no file, or it says nothing (kscreenlocker, kscreenlockersettings.kcfg)."""
_NUMBER = re.compile(r"(\d+)\s*$")


def locks_after_s(machine: Machine, home: Path) -> int | None:
    """Seconds without input until a password is asked for; 0 for never; None where it cannot be told.

    On Linux the settings count only of the desktop that is running: any may have left a file.
    """
    if machine.system == macos.SYSTEM:
        return macos.screen_lock_s(machine)
    if machine.system == windows.SYSTEM:
        return _of_windows(machine)
    programs = running(machine) or frozenset()
    if "gnome-shell" in programs:
        return _of_gnome(machine)
    return _of_plasma(home / _PLASMA) if "plasmashell" in programs else None


def _of_gnome(machine: Machine) -> int | None:
    idle, delay = _number(machine.ask(IDLE)), _number(machine.ask(DELAY))
    enabled = machine.ask(ENABLED)
    if idle is None or delay is None or enabled is None:
        return None
    return idle + delay if "true" in enabled and idle else 0


def _number(answer: str | None) -> int | None:
    """Of `uint32 300`."""
    found = _NUMBER.search(answer or "")
    return None if found is None else int(found[1])


def _of_plasma(file: Path) -> int | None:
    settings = configparser.ConfigParser(strict=False, interpolation=None)
    try:
        settings.read(file, encoding="utf-8")
        if not settings.getboolean("Daemon", "Autolock", fallback=True):
            return 0
        grace = settings.getint("Daemon", "LockGrace", fallback=5)
        return settings.getint("Daemon", "Timeout", fallback=_PLASMA_MINUTES) * 60 + grace
    except (configparser.Error, UnicodeDecodeError, ValueError):
        return None


def _of_windows(machine: Machine) -> int | None:
    """The sooner of the machine's own limit and a screen saver that asks for a password."""
    limit = machine.registry_value(windows.MACHINE_LOCK)
    on, secure, after = (
        str(machine.registry_value(path) or "0")
        for path in (windows.SCREEN_ON, windows.SCREEN_SECURE, windows.SCREEN_AFTER)
    )
    if machine.registry_value(windows.BUILD) is None:
        return None
    waits = [int(limit)] if isinstance(limit, int) and limit else []
    if on == "1" and secure == "1" and after.isdecimal():
        waits.append(int(after))
    return min(waits, default=0)
