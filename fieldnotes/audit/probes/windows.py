r"""What Windows tells: BitLocker (System.Volume.BitLockerProtection), access rights as SDDL, and the registry.

SDDL is asked for because names of users and groups are translated, and their identifiers are not (MS-DTYP 2.5.1).
"""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath

from fieldnotes.audit.probes.machine import Machine, Question
from fieldnotes.audit.probes.storage import Cover

SYSTEM = "win32"
_SHELL = r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"
_QUIETLY = ("-NoProfile", "-NonInteractive", "-Command")
_VOLUME = "(New-Object -ComObject Shell.Application).NameSpace($args[0]).Self"
BITLOCKER = Question(
    *(SYSTEM, _SHELL),
    (*_QUIETLY, f"& {{{_VOLUME}.ExtendedProperty('System.Volume.BitLockerProtection')}}"),
)
RIGHTS = Question(SYSTEM, _SHELL, (*_QUIETLY, "& {(Get-Acl -LiteralPath $args[0]).Sddl}"))
PROGRAMS = Question(SYSTEM, r"C:\Windows\System32\tasklist.exe", ("/FO", "CSV", "/NH"))

MEMORY = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PagingFiles"
PAGES_ENCRYPTED = r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem\NtfsEncryptPagingFile"
HIBERNATE = r"HKLM\SYSTEM\CurrentControlSet\Control\Power\HibernateEnabled"
DUMPS = tuple(
    rf"{hive}\SOFTWARE\Microsoft\Windows\Windows Error Reporting\LocalDumps\DumpType" for hive in ("HKLM", "HKCU")
)
REPORTS_OFF = tuple(rf"{hive}\SOFTWARE\Microsoft\Windows\Windows Error Reporting\Disabled" for hive in ("HKLM", "HKCU"))
BUILD = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\CurrentBuildNumber"
FIRST_BUILD_WITH_RECALL = 26100
"""Windows 11 24H2."""
CLIPBOARD = (
    r"HKCU\Software\Microsoft\Clipboard\EnableClipboardHistory",
    r"HKCU\Software\Microsoft\Clipboard\EnableCloudClipboard",
)
CLIPBOARD_ALLOWED = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\System\AllowClipboardHistory"
SCREEN_ON, SCREEN_SECURE, SCREEN_AFTER = (
    rf"HKCU\Control Panel\Desktop\{name}" for name in ("ScreenSaveActive", "ScreenSaverIsSecure", "ScreenSaveTimeOut")
)
MACHINE_LOCK = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\InactivityTimeoutSecs"
RECALL_OFF = tuple(
    rf"{hive}\SOFTWARE\Policies\Microsoft\Windows\WindowsAI\DisableAIDataAnalysis" for hive in ("HKLM", "HKCU")
)

_PROTECTED, _NOT, _LOCKED = 1, 2, 6
"""Of System.Volume.BitLockerProtection: on, off, locked; 3 and 4 are on the way, 5 is suspended."""
_ACE = re.compile(r"\(([^()]*)\)")
_OWNER = re.compile(r"^O:(S-[\d-]+|[A-Z]{2})")
_OURS = frozenset({"SY", "BA", "CO", "OW"})
"""The system, the administrators (who can take any right), and whoever owns the file."""


def cover_of(path: Path, machine: Machine) -> Cover:
    """BitLocker on the volume that holds the path."""
    drive = PureWindowsPath(path).drive
    return volume_cover(drive, machine) if drive else Cover.UNKNOWN


def volume_cover(drive: str, machine: Machine) -> Cover:
    answer = (machine.ask(BITLOCKER.about(drive)) or "").strip()
    if not answer.isdecimal():
        return Cover.UNKNOWN
    if int(answer) in (_PROTECTED, _LOCKED):
        return Cover.ENCRYPTED
    return Cover.PLAIN if int(answer) == _NOT else Cover.UNKNOWN


def paging_covers(machine: Machine) -> tuple[Cover, ...] | None:
    """The protection of each paging file; None where the registry does not tell."""
    files = machine.registry_value(MEMORY)
    if files is None or isinstance(files, int):
        return None
    if machine.registry_value(PAGES_ENCRYPTED) == 1:
        return tuple(Cover.ENCRYPTED for _ in files)
    entries = (files,) if isinstance(files, str) else files
    return tuple(volume_cover(_drive(entry), machine) for entry in entries if entry.strip())


def _drive(entry: str) -> str:
    """`?:` stands for the volume that Windows is on."""
    drive = PureWindowsPath(entry.split(maxsplit=1)[0]).drive
    return "C:" if drive in ("", "?:") else drive


def strangers(path: Path, machine: Machine) -> int | None:
    """How many accounts other than the owner, the system and administrators have a right on the path."""
    text = (machine.ask(RIGHTS.about(str(path))) or "").strip()
    owner = _OWNER.match(text)
    if owner is None:
        return None
    entries = [entry.split(";") for entry in _ACE.findall(text.partition("D:")[2].partition("S:(")[0])]
    allowed = [entry[5] for entry in entries if len(entry) >= 6 and entry[0] == "A"]
    return len({account for account in allowed if account not in _OURS and account != owner[1]})


def programs(machine: Machine) -> frozenset[str] | None:
    """Names of the running programs without `.exe`, lower case."""
    answer = machine.ask(PROGRAMS)
    if not answer:
        return None
    names = (line.split('","')[0].strip('"').lower() for line in answer.splitlines() if line.strip())
    return frozenset(name.removesuffix(".exe") for name in names)
