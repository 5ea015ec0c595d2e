"""The program itself and what is left of its work: foreign code, changed packages, names, opened bundles, swap."""

from __future__ import annotations

import base64
import hashlib
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fieldnotes import clock
from fieldnotes.audit import advisories
from fieldnotes.audit.advisories import Fault, Table
from fieldnotes.audit.checks import (
    a02_sealed_lock,
    a03_clipboard_time,
    a06_mapped_code,
    a07_unchanged_files,
    d01_advisories,
    e03_opened_bundles,
    f04_neutral_names,
    p06_screen_pictures,
    p07_screen_lock,
    p09_remote_control,
    p10_system_age,
    t03_swapped_text,
)
from fieldnotes.audit.context import Context
from fieldnotes.audit.leftovers import Limits
from fieldnotes.audit.owner import Owner
from fieldnotes.audit.probes import packages, screen_lock
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.process import Process, code_homes, mapped_code
from fieldnotes.bundle.layout import FORMAT
from fieldnotes.crypto import selftest
from fieldnotes.model.audit import Running, Status
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault.vault import Vault
from tests.unit.audit.conftest import STORY

if TYPE_CHECKING:
    from tests.unit.audit.conftest import Tree

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@pytest.fixture
def context(path: Path, tree: Tree, tmp_path: Path) -> Context:
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    return Context(path, Process({"TMPDIR": str(home / "tmp")}), machine=tree.machine, home=home)


@pytest.mark.parametrize(("seconds", "status"), [(None, Status.UNKNOWN), (0, Status.FAIL), (20, Status.PASS)])
def test_what_a_window_tells_of_its_clocks(context: Context, seconds: int | None, status: Status) -> None:
    told = replace(context, running=Running(sealed_idle_s=seconds, clipboard_s=seconds))
    assert a02_sealed_lock.run(told).status is status
    assert a03_clipboard_time.run(told).status is status
    slow = replace(context, running=Running(sealed_idle_s=121, clipboard_s=21))
    assert a02_sealed_lock.run(slow).status is Status.FAIL
    assert a03_clipboard_time.run(slow).status is Status.FAIL


# --- A06: what is mapped ----------------------------------------------------------------------------------------------

MAPS = """5600-5700 r--p 00000000 fe:01 12 /usr/bin/python3.11
5700-5800 r-xp 00001000 fe:01 12 /usr/bin/python3.11
5800-5900 r-xp 00001000 fe:01 13 /home/someone/.cache/helper.so
5900-5a00 r--p 00001000 fe:01 14 /home/someone/letters.txt
7000-7100 r-xp 00000000 00:00 0 [vdso]
7100-7200 rwxp 00000000 00:00 0
"""


def test_code_from_a_folder_of_the_user_is_found(context: Context, tree: Tree) -> None:
    tree.write("proc/self/maps", MAPS)
    process = Process(mapped=mapped_code(tree.machine), code_homes=(Path("/usr"),))
    found = a06_mapped_code.run(replace(context, process=process))
    assert (found.status, found.measured) == (Status.FAIL, "1 of 2 files lie elsewhere")
    assert a06_mapped_code.run(context).status is Status.UNKNOWN


@on_linux
def test_this_very_process_is_clean(context: Context) -> None:
    process = Process(mapped=mapped_code(Machine()), code_homes=code_homes())
    assert a06_mapped_code.run(replace(context, process=process)).status is Status.PASS


# --- A07: packages ----------------------------------------------------------------------------------------------------


def _installed(place: Path, content: bytes, listed: bytes) -> None:
    digest = base64.urlsafe_b64encode(hashlib.sha256(listed).digest()).rstrip(b"=").decode()
    (place / "ferrybook.py").write_bytes(content)
    information = place / "ferrybook-1.2.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: ferrybook\nVersion: 1.2\n")
    (information / "top_level.txt").write_text("ferrybook\n")
    (information / "RECORD").write_text(
        f"ferrybook.py,sha256={digest},{len(listed)}\nferrybook-1.2.dist-info/RECORD,,\n"
    )


@pytest.mark.parametrize(
    ("content", "listed", "changed"), [(b"NAME = 1\n", b"NAME = 1\n", 0), (b"NAME = 2\n", b"NAME = 1\n", 1)]
)
def test_a_changed_file_of_a_loaded_package_is_found(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, listed: bytes, changed: int
) -> None:
    place = tmp_path / "site"
    place.mkdir()
    _installed(place, content, listed)
    monkeypatch.setattr(sys, "path", [str(place)])
    monkeypatch.setitem(sys.modules, "ferrybook", sys)
    found = a07_unchanged_files.run(context)
    assert found.status is (Status.FAIL if changed else Status.PASS)
    assert found.measured == f"1 files of 1 packages, {changed} differ"
    (place / "ferrybook.py").unlink()
    assert [one.changed for one in packages.examined(Watch())] == [1]


def test_what_is_installed_here_fits_also_where_a_wheel_lists_byte_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's wheel brings two compiled modules with their hashes; the installer compiles them anew."""
    monkeypatch.setitem(sys.modules, "PySide6", sys)
    found = packages.examined(Watch())
    assert "pyside6_essentials" in {one.name for one in found}
    assert [one for one in found if one.changed] == []


def test_without_lists_it_is_not_known(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert a07_unchanged_files.run(context).status is Status.UNKNOWN


# --- D01: published faults --------------------------------------------------------------------------------------------


def test_a_fault_is_in_the_branches_that_it_names_only() -> None:
    fault = Fault("CVE-1", "OpenSSL", ((3, 6, 2), (3, 5, 9)), "high", reached=True, why="")
    versions = [(3, 6, 1), (3, 6, 2), (3, 5, 8), (3, 4, 1), (4, 0, 0)]
    assert [fault.is_in(version) for version in versions] == [True, False, True, False, False]
    assert advisories.numbers("OpenSSL 3.6.2 7 Apr 2026") == (3, 6, 2)


@pytest.mark.parametrize(
    ("reached", "below", "age", "status"),
    [
        (True, (999, 9, 9), 0, Status.PASS),
        (True, None, 0, Status.FAIL),
        (False, None, 0, Status.PASS),
        (False, (999, 9, 9), 90, Status.PASS),
        (False, (999, 9, 9), 91, Status.WARN),
        (True, None, 91, Status.FAIL),
    ],
)
def test_a_fault_that_is_reached_fails(
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
    reached: bool,
    below: tuple[int, ...] | None,
    age: int,
    status: Status,
) -> None:
    """`below` None: the branch of the Python that runs this test, just above its version."""
    present = (*sys.version_info[:2], sys.version_info[2] + 1)
    fault = Fault("CVE-2026-1", "Python", (below or present,), "high", reached=reached, why="")
    monkeypatch.setattr(advisories, "table", lambda: Table(clock.today() - timedelta(days=age), (fault,)))
    found = d01_advisories.run(context)
    assert found.status is status


def test_both_copies_of_openssl_and_every_package_are_named_without_the_vaults_owner(
    context: Context, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advisories, "table", lambda: Table(clock.today(), ()))
    found, live = d01_advisories.run(context), vault.facts()
    named = {line.partition(" ")[0]: line.partition(" ")[2] for line in found.evidence}
    assert live.cipher_version.startswith(named["SQLCipher"])
    of_the_database = ".".join(map(str, advisories.numbers(live.provider_version)))
    of_the_keys = ".".join(map(str, advisories.numbers(selftest.library())))
    assert [line for line in found.evidence if line.startswith("OpenSSL ")] == [
        f"OpenSSL {of_the_keys}",
        f"OpenSSL {of_the_database}",
    ]
    assert {"Python", "cryptography", "sqlcipher3", "keyring"} <= named.keys()


def test_the_table_that_comes_with_the_program_is_in_order() -> None:
    table = advisories.table()
    assert table.made_on <= clock.today()
    assert all(fault.below and fault.why and fault.library for fault in table.faults)


# --- F04: names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("notes", Status.PASS),
        ("Bakı İFADƏLƏR 2026", Status.WARN),
        ("свидетельства", Status.WARN),
        ("refugee-interviews", Status.WARN),
        ("someone@example.org", Status.WARN),
        ("a-very-long-name-that-says-much-of-it", Status.WARN),
        ("a-name-of-thirty-two-letters-xyz", Status.PASS),
    ],
)
def test_a_telling_name_is_found_and_not_repeated(context: Context, name: str, status: Status) -> None:
    named = context.path.rename(context.path.with_name(f"{name}.fieldnotes"))
    found = f04_neutral_names.run(replace(context, path=named, home=context.home))
    assert found.status is status
    assert name not in found.measured


def test_whether_the_register_was_compared_is_told(context: Context, vault: Vault) -> None:
    told = "the register was not compared"
    assert told in f04_neutral_names.run(context).measured
    assert told not in f04_neutral_names.run(replace(context, owner=Owner(vault))).measured


def test_a_telling_folder_above_the_vault_is_found_and_the_home_folders_name_is_not(context: Context) -> None:
    above = context.path.parent / "interviews"
    above.mkdir()
    moved = context.path.rename(above / "notes.fieldnotes")
    assert f04_neutral_names.run(replace(context, path=moved)).status is Status.WARN
    assert f04_neutral_names.run(replace(context, path=moved, home=above)).status is Status.PASS


def test_a_name_of_the_register_in_a_folders_name_is_found(context: Context, vault: Vault) -> None:
    owned = replace(context, owner=Owner(vault))
    assert "0 with a name of the register" in f04_neutral_names.run(owned).measured
    vault.path.rename(vault.path.with_name("təhməzli.fieldnotes"))
    found = f04_neutral_names.run(replace(owned, path=vault.path.with_name("təhməzli.fieldnotes")))
    vault.path.with_name("təhməzli.fieldnotes").rename(vault.path)
    assert (found.status, "1 with a name of the register" in found.measured) == (Status.WARN, True)


# --- E03: opened bundles ----------------------------------------------------------------------------------------------


def test_a_bundle_that_was_opened_elsewhere_is_found(context: Context) -> None:
    (context.home / "Downloads").mkdir()
    assert e03_opened_bundles.run(context).status is Status.PASS
    info = f"BagIt-Profile-Identifier: {FORMAT}\nBagging-Date: 2026-11-01\nPayload-Oxum: 1.1\n"
    (context.home / "Downloads" / "bag.zip").write_bytes(b"PK\x03\x04" + b"\0" * 300 + info.encode() + os.urandom(9000))
    found = e03_opened_bundles.run(context)
    assert (found.status, found.evidence) == (Status.FAIL, ("downloads: 1 files",))


def test_a_search_for_bundles_that_misses_its_own_canary_proves_nothing(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(e03_opened_bundles, "LIMITS", Limits(seconds=0))
    assert e03_opened_bundles.run(context).status is Status.UNKNOWN


# --- T03: swap --------------------------------------------------------------------------------------------------------


def test_protected_text_in_a_swap_file_is_found(context: Context, vault: Vault, tree: Tree) -> None:
    owned = replace(context, owner=Owner(vault))
    assert t03_swapped_text.run(owned).status is Status.NOT_APPLICABLE
    tree.swap("/swapfile", "file")
    (tree.root / "swapfile").write_bytes(os.urandom(5000))
    assert t03_swapped_text.run(owned).status is Status.PASS
    assert t03_swapped_text.run(context).status is Status.UNKNOWN
    (tree.root / "swapfile").write_bytes(os.urandom(5000) + STORY.encode() + os.urandom(5000))
    assert t03_swapped_text.run(owned).status is Status.FAIL
    (tree.root / "swapfile").unlink()
    assert t03_swapped_text.run(owned).status is Status.UNKNOWN
    assert t03_swapped_text.run(replace(owned, machine=Machine(system="win32"))).status is Status.UNKNOWN


def test_without_protected_text_there_is_nothing_to_look_for_in_swap(
    context: Context, vault: Vault, tree: Tree
) -> None:
    tree.swap("/swapfile", "file")
    (tree.root / "swapfile").write_bytes(os.urandom(5000))
    for row in vault.rows():
        if row.level is not Level.PUBLIC:
            vault.delete(row.code)
    assert t03_swapped_text.run(replace(context, owner=Owner(vault))).status is Status.NOT_APPLICABLE


# --- the machine around it --------------------------------------------------------------------------------------------


def _runs(tree: Tree, *names: str) -> None:
    for number, name in enumerate(names, start=100):
        tree.write(f"proc/{number}/comm", name + "\n")


def test_a_program_for_remote_control_is_found(context: Context, tree: Tree) -> None:
    _runs(tree, "bash")
    assert p09_remote_control.run(context).status is Status.PASS
    assert p09_remote_control.run(replace(context, machine=Machine(system="freebsd"))).status is Status.UNKNOWN
    _runs(tree, "gnome-remote-de")  # as the kernel cuts it
    found = p09_remote_control.run(context)
    assert (found.status, found.evidence) == (Status.WARN, ("gnome-remote-desktop-daemon",))


@pytest.mark.parametrize(
    ("idle", "enabled", "delay", "status"),
    [
        ("uint32 300", "true", "uint32 0", Status.PASS),
        ("uint32 300", "true", "uint32 600", Status.PASS),
        ("uint32 300", "true", "uint32 601", Status.WARN),
        ("uint32 0", "true", "uint32 0", Status.WARN),
        ("uint32 300", "false", "uint32 0", Status.WARN),
        ("", "true", "uint32 0", Status.UNKNOWN),
    ],
)
def test_the_screen_lock_of_gnome(
    context: Context, tree: Tree, idle: str, enabled: str, delay: str, status: Status
) -> None:
    answers = {screen_lock.IDLE: idle, screen_lock.ENABLED: enabled, screen_lock.DELAY: delay}
    machine = Machine(tree.root, "linux", answers=answers)
    assert p07_screen_lock.run(replace(context, machine=machine)).status is Status.UNKNOWN  # no desktop runs
    _runs(tree, "gnome-shell")
    assert p07_screen_lock.run(replace(context, machine=machine)).status is status


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ("", Status.PASS),
        ("[Daemon]\nAutolock=false\n", Status.WARN),
        ("[Daemon]\nTimeout=60\n", Status.WARN),
        ("[Daemon]\nTimeout=soon\n", Status.UNKNOWN),
    ],
)
def test_the_screen_lock_of_plasma(context: Context, tree: Tree, settings: str, status: Status) -> None:
    _runs(tree, "plasmashell")
    (context.home / ".config").mkdir()
    (context.home / ".config/kscreenlockerrc").write_text(settings)
    assert p07_screen_lock.run(context).status is status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ('ID=debian\nVERSION_ID="13"\n', Status.PASS),
        ('ID=debian\nVERSION_ID="10"\n', Status.FAIL),
        ('ID=ferryos\nVERSION_ID="1"\n', Status.UNKNOWN),
        ("ID=arch\n", Status.UNKNOWN),
    ],
)
def test_a_linux_that_is_no_longer_repaired(context: Context, tree: Tree, text: str, status: Status) -> None:
    tree.write("etc/os-release", text)
    with clock.fixed(datetime(2026, 11, 22, tzinfo=UTC)):
        assert p10_system_age.run(context).status is status


def test_the_last_day_of_repairs_still_counts(context: Context, tree: Tree) -> None:
    tree.write("etc/os-release", 'ID=debian\nVERSION_ID="12"\n')
    for day, status in ((30, Status.PASS), (31, Status.FAIL)):
        moment = datetime(2028, 6, 30, tzinfo=UTC) + timedelta(days=day - 30)
        with clock.fixed(moment):
            assert p10_system_age.run(context).status is status


def test_pictures_of_the_screen_cannot_be_kept_away_on_linux(context: Context) -> None:
    assert p06_screen_pictures.run(context).status is Status.NOT_APPLICABLE
