"""What a Mac tells of disk, sleep, lock and backups: fdesetup(8), pmset(1), sysadminctl(8), tmutil(8), sw_vers(1)."""

from __future__ import annotations

import re
from pathlib import Path

from fieldnotes.audit.probes.machine import Machine, Question
from fieldnotes.audit.probes.storage import Cover

SYSTEM = "darwin"
FILEVAULT = Question(SYSTEM, "/usr/bin/fdesetup", ("status",))
POWER = Question(SYSTEM, "/usr/bin/pmset", ("-g",))
SCREEN_LOCK = Question(SYSTEM, "/usr/sbin/sysadminctl", ("-screenLock", "status"))
BACKED_UP = Question(SYSTEM, "/usr/bin/tmutil", ("isexcluded",))
VERSION = Question(SYSTEM, "/usr/bin/sw_vers", ("-productVersion",))
PROGRAMS = Question(SYSTEM, "/bin/ps", ("-axco", "comm"))
_OTHER_VOLUMES = Path("/Volumes")
_HIBERNATE = re.compile(r"^\s*hibernatemode\s+(\d+)", re.MULTILINE)
_SLEEP = re.compile(r"^\s*displaysleep\s+(\d+)", re.MULTILINE)
_DELAY = re.compile(r"screenLock delay is (\d+) seconds")


def cover_of(path: Path, machine: Machine) -> Cover:
    """FileVault encrypts the startup volume; of others it says nothing."""
    answer = machine.ask(FILEVAULT)
    if answer is None or path.is_relative_to(_OTHER_VOLUMES):
        return Cover.UNKNOWN
    if "FileVault is On." in answer:
        return Cover.ENCRYPTED
    return Cover.PLAIN if "FileVault is Off." in answer else Cover.UNKNOWN


def hibernates(machine: Machine) -> bool | None:
    """Whether sleep writes the memory to the disk: any mode but 0."""
    found = _HIBERNATE.search(machine.ask(POWER) or "")
    return None if found is None else found[1] != "0"


def screen_lock_s(machine: Machine) -> int | None:
    """Seconds without input after which a password is asked for; 0 for never, None for not known."""
    lock, power = machine.ask(SCREEN_LOCK), _SLEEP.search(machine.ask(POWER) or "")
    if lock is None:
        return None
    if "screenLock is off" in lock:
        return 0
    delay = 0 if "immediate" in lock else _delay(lock)
    if delay is None or power is None:
        return None
    minutes = int(power[1])
    return minutes * 60 + delay if minutes else 0


def _delay(answer: str) -> int | None:
    found = _DELAY.search(answer)
    return None if found is None else int(found[1])


def is_in_time_machine(path: Path, machine: Machine) -> bool | None:
    """Whether Time Machine copies the folder."""
    answer = machine.ask(BACKED_UP.about(str(path)))
    return None if answer is None else "[Included]" in answer
