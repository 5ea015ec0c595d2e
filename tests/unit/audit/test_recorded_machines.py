"""What Windows and macOS answer, recorded: each check passes, fails, and says unknown where nothing was answered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from fieldnotes.audit.check import Check
from fieldnotes.audit.checks import (
    f01_private_files,
    f03_copies_beside,
    p01_disk_encryption,
    p02_swap,
    p03_hibernation,
    p04_core_dumps,
    p06_screen_pictures,
    p07_screen_lock,
    p08_clipboard_history,
    p09_remote_control,
    p10_system_age,
)
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes import macos, windows
from fieldnotes.audit.probes.machine import Machine, Question, RegistryValue
from fieldnotes.audit.probes.process import Process
from fieldnotes.audit.probes.storage import Cover
from fieldnotes.model.audit import Running, Status

FILEVAULT_ON = "FileVault is On.\n"
FILEVAULT_OFF = "FileVault is Off.\n"
SLEEPS = """System-wide power settings:
Currently in use:
 standby              1
 hibernatemode        3
 displaysleep         5
 sleep                1
"""
PROCESSES = "COMM\nlaunchd\nWindowServer\nscreensharingd\nMaccy\n"
TASKS = '"System Idle Process","0","Services","0","8 K"\n"TeamViewer_Service.exe","4120","Services","0","9,116 K"\n'
OWNER = "S-1-5-21-3623811015-3361044348-30300820-1013"
PRIVATE = f"O:{OWNER}G:S-1-5-21-3623811015-513D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;{OWNER})(A;OICI;FA;;;BA)\n"
SHARED = f"O:{OWNER}G:S-1-5-21-3623811015-513D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;{OWNER})(A;OICIID;0x1200a9;;;BU)\n"
DENIED = f"O:{OWNER}D:PAI(D;;FA;;;WD)(A;OICI;FA;;;{OWNER})S:(AU;SAFA;FA;;;WD)\n"


def mac(answers: Mapping[Question, str]) -> Machine:
    return Machine(system="darwin", answers=answers)


def pc(registry: Mapping[str, RegistryValue], answers: Mapping[Question, str] | None = None) -> Machine:
    return Machine(system="win32", registry={windows.BUILD: "26200", **registry}, answers=answers or {})


@pytest.fixture
def context(path: Path, tmp_path: Path) -> Context:
    return Context(path, Process(), home=tmp_path / "home")


def judged(check: Check, context: Context, machine: Machine) -> Status:
    return check.run(Context(context.path, context.process, machine=machine, home=context.home)).status


# --- macOS ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (FILEVAULT_ON, Status.PASS),
        (FILEVAULT_OFF, Status.FAIL),
        ("FileVault is Off.\nEncryption in progress: Percent completed = 3", Status.FAIL),
        ("Error", Status.UNKNOWN),
    ],
)
def test_filevault(context: Context, answer: str, status: Status) -> None:
    assert judged(p01_disk_encryption, context, mac({macos.FILEVAULT: answer})) is status


def test_of_another_volume_filevault_says_nothing() -> None:
    machine = mac({macos.FILEVAULT: FILEVAULT_ON})
    assert macos.cover_of(Path("/Volumes/STICK/notes.fieldnotes"), machine) is Cover.UNKNOWN


@pytest.mark.parametrize(
    ("power", "vault", "status"),
    [
        (SLEEPS, FILEVAULT_ON, Status.PASS),
        (SLEEPS, FILEVAULT_OFF, Status.FAIL),
        (SLEEPS.replace("hibernatemode        3", "hibernatemode        0"), FILEVAULT_OFF, Status.PASS),
        ("", FILEVAULT_OFF, Status.UNKNOWN),
    ],
)
def test_the_sleep_image_of_a_mac(context: Context, power: str, vault: str, status: Status) -> None:
    assert judged(p03_hibernation, context, mac({macos.POWER: power, macos.FILEVAULT: vault})) is status


@pytest.mark.parametrize(
    ("lock", "status", "measured"),
    [
        ("screenLock delay is immediate", Status.PASS, "after 300 seconds"),
        ("screenLock delay is 300 seconds", Status.PASS, "after 600 seconds"),
        ("screenLock delay is 3600 seconds", Status.WARN, "after 3900 seconds"),
        ("screenLock is off", Status.WARN, "never"),
        ("", Status.UNKNOWN, "the settings of this desktop are not read"),
    ],
)
def test_the_screen_lock_of_a_mac(context: Context, lock: str, status: Status, measured: str) -> None:
    machine = mac({macos.SCREEN_LOCK: lock, macos.POWER: SLEEPS})
    found = p07_screen_lock.run(Context(context.path, context.process, machine=machine, home=context.home))
    assert (found.status, found.measured) == (status, measured)


def test_a_folder_that_time_machine_copies(context: Context) -> None:
    question = macos.BACKED_UP.about(str(context.resolved))
    included = mac({question: f"[Included]  {context.resolved}\n"})
    assert judged(f03_copies_beside, context, included) is Status.WARN
    assert judged(f03_copies_beside, context, mac({question: f"[Excluded]  {context.resolved}\n"})) is Status.PASS


def test_programs_of_a_mac(context: Context) -> None:
    machine = mac({macos.PROGRAMS: PROCESSES})
    assert judged(p08_clipboard_history, context, machine) is Status.WARN
    assert judged(p09_remote_control, context, machine) is Status.WARN
    quiet = mac({macos.PROGRAMS: "COMM\nlaunchd\n"})
    assert judged(p08_clipboard_history, context, quiet) is Status.PASS
    assert judged(p09_remote_control, context, quiet) is Status.PASS


# --- Windows ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "cover"),
    [("1\r\n", "encrypted"), ("6", "encrypted"), ("2", "not encrypted"), ("3", "not known"), ("", "not known")],
)
def test_bitlocker(answer: str, cover: str) -> None:
    machine = pc({}, {windows.BITLOCKER.about("C:"): answer})
    assert windows.volume_cover("C:", machine) == cover


@pytest.mark.parametrize(
    ("registry", "bitlocker", "status"),
    [
        ({windows.MEMORY: (r"?:\pagefile.sys",)}, "1", Status.PASS),
        ({windows.MEMORY: (r"?:\pagefile.sys",)}, "2", Status.FAIL),
        ({windows.MEMORY: (r"?:\pagefile.sys",)}, "", Status.UNKNOWN),
        ({windows.MEMORY: (r"C:\pagefile.sys 0 0",), windows.PAGES_ENCRYPTED: 1}, "2", Status.PASS),
        ({windows.MEMORY: ("",)}, "2", Status.PASS),
        ({}, "2", Status.UNKNOWN),
    ],
)
def test_paging_files(context: Context, registry: dict[str, RegistryValue], bitlocker: str, status: Status) -> None:
    machine = pc(registry, {windows.BITLOCKER.about("C:"): bitlocker})
    assert judged(p02_swap, context, machine) is status


@pytest.mark.parametrize(
    ("value", "bitlocker", "status"),
    [(0, "2", Status.PASS), (1, "2", Status.FAIL), (1, "1", Status.PASS), (None, "1", Status.UNKNOWN)],
)
def test_hiberfil(context: Context, value: int | None, bitlocker: str, status: Status) -> None:
    registry = {} if value is None else {windows.HIBERNATE: value}
    assert judged(p03_hibernation, context, pc(registry, {windows.BITLOCKER.about("C:"): bitlocker})) is status


@pytest.mark.parametrize(
    ("registry", "status"),
    [
        ({windows.REPORTS_OFF[0]: 1}, Status.PASS),
        ({}, Status.WARN),
        ({windows.DUMPS[1]: 2, windows.REPORTS_OFF[0]: 1}, Status.FAIL),
    ],
)
def test_error_reports(context: Context, registry: dict[str, RegistryValue], status: Status) -> None:
    assert judged(p04_core_dumps, context, pc(registry)) is status
    assert judged(p04_core_dumps, context, Machine(system="win32")) is Status.UNKNOWN


@pytest.mark.parametrize(
    ("rights", "status"),
    [(PRIVATE, Status.PASS), (DENIED, Status.PASS), (SHARED, Status.FAIL), ("", Status.UNKNOWN)],
)
def test_access_rights(context: Context, rights: str, status: Status) -> None:
    entries = (context.resolved, *context.resolved.iterdir())
    machine = pc({}, {windows.RIGHTS.about(str(entry)): rights for entry in entries})
    assert judged(f01_private_files, context, machine) is status


@pytest.mark.parametrize(
    ("registry", "status"),
    [
        ({}, Status.WARN),
        ({windows.MACHINE_LOCK: 600}, Status.PASS),
        ({windows.MACHINE_LOCK: 7200}, Status.WARN),
        (
            {windows.MACHINE_LOCK: 0, windows.SCREEN_ON: "1", windows.SCREEN_SECURE: "1", windows.SCREEN_AFTER: "300"},
            Status.PASS,
        ),
        ({windows.SCREEN_ON: "1", windows.SCREEN_SECURE: "1", windows.SCREEN_AFTER: "300"}, Status.PASS),
        ({windows.SCREEN_ON: "1", windows.SCREEN_SECURE: "0", windows.SCREEN_AFTER: "300"}, Status.WARN),
    ],
)
def test_the_screen_lock_of_windows(context: Context, registry: dict[str, RegistryValue], status: Status) -> None:
    assert judged(p07_screen_lock, context, pc(registry)) is status


def test_the_clipboard_history_of_windows(context: Context) -> None:
    programs = {windows.PROGRAMS: '"System","4","Services","0","8 K"\n'}
    on = {windows.CLIPBOARD[0]: 1}
    assert judged(p08_clipboard_history, context, pc({}, programs)) is Status.PASS
    assert judged(p08_clipboard_history, context, pc(on, programs)) is Status.WARN
    assert judged(p08_clipboard_history, context, pc({windows.CLIPBOARD[1]: 1}, programs)) is Status.WARN
    assert judged(p08_clipboard_history, context, pc({**on, windows.CLIPBOARD_ALLOWED: 0}, programs)) is Status.PASS
    assert judged(p08_clipboard_history, context, pc({})) is Status.UNKNOWN


def test_a_program_for_remote_control_on_windows(context: Context) -> None:
    found = p09_remote_control.run(
        Context(context.path, context.process, machine=pc({}, {windows.PROGRAMS: TASKS}), home=context.home)
    )
    assert (found.status, found.evidence) == (Status.WARN, ("teamviewer_service",))


@pytest.mark.parametrize(
    ("build", "hidden", "policy", "status"),
    [
        ("26200", True, 1, Status.PASS),
        ("26200", True, 0, Status.WARN),
        ("22631", True, 0, Status.PASS),
        ("26100", True, 0, Status.WARN),
        ("26200", False, 1, Status.FAIL),
        ("26200", None, 1, Status.UNKNOWN),
    ],
)
def test_pictures_of_the_screen(context: Context, build: str, hidden: bool | None, policy: int, status: Status) -> None:
    machine = pc({windows.BUILD: build, windows.RECALL_OFF[0]: policy})
    running = Running(screen_hidden=hidden)
    found = p06_screen_pictures.run(
        Context(context.path, context.process, machine=machine, running=running, home=context.home)
    )
    assert found.status is status


@pytest.mark.parametrize(
    ("machine", "status"),
    [
        (pc({windows.BUILD: "26200"}), Status.PASS),
        (pc({windows.BUILD: "19045"}), Status.FAIL),
        (pc({windows.BUILD: "99999"}), Status.UNKNOWN),
        (mac({macos.VERSION: "12.7.6\n"}), Status.FAIL),
        (mac({}), Status.UNKNOWN),
    ],
)
def test_a_system_that_is_no_longer_repaired(context: Context, machine: Machine, status: Status) -> None:
    assert judged(p10_system_age, context, machine) is status


def test_of_a_recording_nothing_is_started() -> None:
    """The answer of a program on this machine never stands in a report about another."""
    assert Machine(system="darwin").ask(macos.FILEVAULT) is None
    assert Machine(root=Path("/nowhere")).ask(Question("linux", "/usr/bin/true")) is None
    assert mac({}).ask(Question("linux", "/usr/bin/true")) is None


def test_only_a_path_with_a_drive_is_asked_about() -> None:
    machine = pc({}, {windows.BITLOCKER.about("D:"): "1", windows.BITLOCKER.about(""): "1"})
    assert windows.cover_of(Path("D:/notes.fieldnotes"), machine) is Cover.ENCRYPTED
    assert windows.cover_of(Path("/notes.fieldnotes"), machine) is Cover.UNKNOWN
