"""Checks of files, disk, process and machine: pass, fail and unknown, each by changing the thing itself."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fieldnotes.audit.check import Result
from fieldnotes.audit.checks import (
    a01_idle_lock,
    a05_environment,
    c01_policy,
    f01_private_files,
    f02_folder_kind,
    n01_no_network,
    p01_disk_encryption,
    p02_swap,
    p03_hibernation,
    p04_core_dumps,
    v01_database_file,
    v13_stray_files,
)
from fieldnotes.audit.context import Context
from fieldnotes.audit.policy import Demands, Standing
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.process import Process, measure
from fieldnotes.model.audit import Running, Status
from fieldnotes.policy.document import parse
from fieldnotes.policy.limits import BUILT_IN

if TYPE_CHECKING:
    from tests.unit.audit.conftest import Tree

LUKS = "CRYPT-LUKS2-8a1f00c4d2b94c7e9f0b3c5d7e9f1a2b-luks"
WINDOWS = Machine(system="win32")
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault's folder as the file system sees it, with noise for a database."""
    path = tmp_path / "notes.fieldnotes"
    path.mkdir(mode=0o700)
    for name, content in (("header.fnv", b"{}"), ("vault.db", os.urandom(4096 * 6)), ("lock", b"")):
        (path / name).write_bytes(content)
        (path / name).chmod(0o600)
    return path


@pytest.fixture
def context(folder: Path, tree: Tree) -> Context:
    tree.mount("/", device="8:1")
    return Context(folder, Process(), machine=tree.machine)


# --- V01: the database file ---------------------------------------------------------------------------------------


def test_noise_passes(context: Context) -> None:
    assert v01_database_file.run(context).status is Status.PASS


def test_a_large_file_is_sampled(context: Context) -> None:
    (context.path / "vault.db").write_bytes(os.urandom(4096 * 700))
    found = v01_database_file.run(context)
    assert (found.status, "of 512 sampled" in found.measured) == (Status.PASS, True)


def test_one_page_of_noise_is_enough(context: Context) -> None:
    (context.path / "vault.db").write_bytes(os.urandom(4096))
    assert v01_database_file.run(context).status is Status.PASS


def _plain_sqlite(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE story (text)")
    connection.execute("INSERT INTO story VALUES ('the ferryman')")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        _plain_sqlite,
        Path.unlink,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\0"),
        lambda path: path.write_bytes(os.urandom(5000)),
        lambda path: path.write_bytes(b"\0" * 4096 + os.urandom(4096)),
        lambda path: path.write_bytes(os.urandom(4096) + b"plain text in the second page. " * 200 + os.urandom(2088)),
    ],
)
def test_what_is_not_an_encrypted_database_fails(context: Context, damage: Callable[[Path], object]) -> None:
    damage(context.path / "vault.db")
    assert v01_database_file.run(context).status is Status.FAIL


def test_a_link_in_place_of_the_database_is_not_followed(context: Context, tmp_path: Path) -> None:
    database = context.path / "vault.db"
    database.rename(tmp_path / "elsewhere.db")
    database.symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(OSError, match=r"vault\.db"):
        v01_database_file.run(context)


# --- V13: left-over files -----------------------------------------------------------------------------------------


def test_only_the_vaults_own_files_pass(context: Context) -> None:
    assert v13_stray_files.run(context).status is Status.PASS


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("vault.db-wal", Status.FAIL),
        ("vault.db-shm", Status.FAIL),
        ("vault.db-journal", Status.WARN),
        ("header.fnv.new", Status.WARN),
        ("header.fnv.prev", Status.WARN),
        ("vault.db.new", Status.WARN),
        ("Aysel interview.docx", Status.WARN),
    ],
)
def test_a_left_over_file_is_found_and_a_strangers_name_is_not_repeated(
    context: Context, name: str, status: Status
) -> None:
    (context.path / name).write_bytes(b"x")
    found = v13_stray_files.run(context)
    assert found.status is status
    assert "Aysel" not in "".join((found.measured, *found.evidence))


# --- F01: rights --------------------------------------------------------------------------------------------------


@on_posix
def test_private_files_pass(context: Context) -> None:
    assert f01_private_files.run(context).status is Status.PASS


@on_posix
@pytest.mark.parametrize(("name", "mode"), [("", 0o750), ("", 0o701), ("vault.db", 0o640), ("header.fnv", 0o604)])
def test_rights_of_others_fail(context: Context, name: str, mode: int) -> None:
    (context.path / name).chmod(mode)
    found = f01_private_files.run(context)
    assert (found.status, found.evidence) == (Status.FAIL, (f"mode {mode:04o}: 1",))


@on_posix
def test_links_and_folders_inside_fail(context: Context, tmp_path: Path) -> None:
    (context.path / "way-out").symlink_to(tmp_path)
    assert f01_private_files.run(context).status is Status.FAIL


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give files away")
def test_files_of_another_user_fail(context: Context) -> None:
    os.chown(context.path / "vault.db", 12345, 12345)
    assert f01_private_files.run(context).status is Status.FAIL


def test_rights_are_unknown_on_windows(context: Context) -> None:
    assert f01_private_files.run(replace(context, machine=WINDOWS)).status is Status.UNKNOWN


# --- F02: where the folder is -------------------------------------------------------------------------------------


def test_a_fixed_local_disk_passes(context: Context, tree: Tree) -> None:
    tree.partition(tree.disk("sda", "8:0"), "sda1", "8:1")
    assert f02_folder_kind.run(context).status is Status.PASS


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "9p", "fuse.sshfs", "fuse.rclone", "fuseblk"])
def test_a_network_file_system_fails(context: Context, tree: Tree, kind: str) -> None:
    tree.mount(str(context.resolved.parent), device="0:60", kind=kind, source="server:/share")
    found = f02_folder_kind.run(context)
    assert (found.status, kind in found.measured, "server" in found.measured) == (Status.FAIL, True, False)


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Office", "Nextcloud", "Mobile Documents", "Dropbox (Team)"])
def test_a_folder_named_by_a_service_fails(context: Context, tmp_path: Path, name: str) -> None:
    inside = tmp_path / name / "work" / "notes.fieldnotes"
    inside.mkdir(parents=True)
    assert f02_folder_kind.run(replace(context, path=inside)).status is Status.FAIL


@pytest.mark.parametrize("marker", [".stfolder", ".dropbox.cache", ".sync_8f.db"])
def test_a_folder_marked_by_a_service_fails(context: Context, tmp_path: Path, marker: str) -> None:
    (tmp_path / marker).mkdir()
    assert f02_folder_kind.run(context).status is Status.FAIL


def test_a_link_into_a_synchronised_folder_fails(context: Context, tmp_path: Path) -> None:
    inside = tmp_path / "Dropbox" / "notes.fieldnotes"
    inside.mkdir(parents=True)
    (tmp_path / "short").symlink_to(inside)
    assert f02_folder_kind.run(replace(context, path=tmp_path / "short")).status is Status.FAIL


def test_a_stick_and_a_file_system_without_rights_warn(context: Context, tree: Tree) -> None:
    stick = tree.partition(tree.disk("sdb", "8:16", removable=True), "sdb1", "8:17")
    tree.mount(str(context.resolved.parent), device="8:17", source="/dev/sdb1")
    assert f02_folder_kind.run(context).status is Status.WARN
    tree.virtual("dm-0", "253:0", uuid=LUKS, label="stick", below=(stick,))
    tree.mount(str(context.resolved.parent), device="253:0", source="/dev/mapper/stick")
    assert f02_folder_kind.run(context).status is Status.WARN
    tree.disk("sdc", "8:32")
    tree.mount(str(context.resolved.parent), device="8:32", kind="exfat", source="/dev/sdc")
    assert f02_folder_kind.run(context).status is Status.WARN


def test_without_mounts_the_kind_of_disk_is_unknown(context: Context, tree: Tree) -> None:
    tree.write("proc/self/mountinfo", "")
    assert f02_folder_kind.run(context).status is Status.UNKNOWN
    assert f02_folder_kind.run(replace(context, machine=WINDOWS)).status is Status.UNKNOWN


# --- P01-P03: disk, swap, hibernation -----------------------------------------------------------------------------


def test_disk_encryption(context: Context, tree: Tree) -> None:
    assert p01_disk_encryption.run(context).status is Status.UNKNOWN  # 8:1 is not in the device tree
    part = tree.partition(tree.disk("sda", "8:0"), "sda1", "8:1")
    assert p01_disk_encryption.run(context).status is Status.FAIL
    tree.virtual("dm-0", "253:0", uuid=LUKS, label="x", below=(part,))
    tree.mount("/", device="253:0", source="/dev/mapper/x")
    assert p01_disk_encryption.run(context).status is Status.PASS
    tree.mount("/", device="0:40", kind="tmpfs", source="tmpfs")
    assert p01_disk_encryption.run(context).status is Status.NOT_APPLICABLE
    assert p01_disk_encryption.run(replace(context, machine=WINDOWS)).status is Status.UNKNOWN


def test_swap(context: Context, tree: Tree) -> None:
    assert p02_swap.run(context).status is Status.PASS
    tree.virtual("zram0", "252:0")
    tree.swap("/dev/zram0")
    assert p02_swap.run(context).status is Status.PASS
    tree.swap("/dev/gone")
    assert p02_swap.run(context).status is Status.UNKNOWN
    tree.partition(tree.disk("sda", "8:0"), "sda2", "8:2")
    tree.swap("/dev/sda2")
    found = p02_swap.run(context)
    assert (found.status, "not encrypted: 1" in found.evidence) == (Status.FAIL, True)
    assert p02_swap.run(replace(context, machine=WINDOWS)).status is Status.UNKNOWN


def test_hibernation(context: Context, tree: Tree) -> None:
    assert p03_hibernation.run(context).status is Status.UNKNOWN
    tree.write("sys/power/state", "freeze mem\n")
    assert p03_hibernation.run(context).status is Status.PASS
    tree.write("sys/power/state", "freeze mem disk\n")
    tree.write("sys/power/disk", "[platform] shutdown\n")
    assert p03_hibernation.run(context).status is Status.PASS  # nowhere to write to
    disk = tree.disk("sda", "8:0")
    tree.virtual("dm-0", "253:0", uuid=LUKS, label="swap", below=(disk,))
    tree.swap("/dev/dm-0")
    assert p03_hibernation.run(context).status is Status.PASS
    tree.write("sys/power/resume", "8:99\n")
    assert p03_hibernation.run(context).status is Status.UNKNOWN
    tree.write("sys/power/resume", "8:0\n")
    assert p03_hibernation.run(context).status is Status.FAIL
    tree.write("sys/power/resume", "0:0\n")
    tree.swap("/dev/sda")
    assert p03_hibernation.run(context).status is Status.FAIL
    assert p03_hibernation.run(replace(context, machine=WINDOWS)).status is Status.UNKNOWN


# --- P04, A05, N01: this process ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "dumpable", "pattern", "status"),
    [
        ("0", 0, "core", Status.PASS),
        ("0", 0, "|/usr/share/apport/apport %p", Status.PASS),
        ("unlimited", 0, "|/usr/lib/systemd/systemd-coredump %P", Status.WARN),
        ("0", 1, "core", Status.WARN),
        ("0", 1, "|/usr/share/apport/apport %p", Status.FAIL),
        ("unlimited", 1, "core", Status.FAIL),
        ("unlimited", 2, "/var/crash/core.%p", Status.FAIL),
        (None, 0, "core", Status.UNKNOWN),
        ("0", None, "core", Status.UNKNOWN),
    ],
)
def test_core_dumps(
    context: Context, tree: Tree, limit: str | None, dumpable: int | None, pattern: str, status: Status
) -> None:
    tree.write("proc/sys/kernel/core_pattern", f"{pattern}\n")
    process = Process(core_limit=limit, dumpable=dumpable)
    assert p04_core_dumps.run(replace(context, process=process)).status is status


def test_an_unreadable_core_pattern_is_taken_for_a_program(context: Context) -> None:
    process = Process(core_limit="0", dumpable=1)
    assert p04_core_dumps.run(replace(context, process=process)).status is Status.FAIL


def _with(context: Context, *, isolated: bool = False, **environment: str) -> Context:
    return replace(context, process=Process(environment, ignores_python_environment=isolated))


def test_a_clean_environment_passes(context: Context) -> None:
    assert a05_environment.run(_with(context, OPENSSL_CONF=os.devnull, LANG="az_AZ.UTF-8")).status is Status.PASS
    assert a05_environment.run(_with(context, LANG="az_AZ.UTF-8")).status is Status.WARN


@pytest.mark.parametrize("name", ["LD_PRELOAD", "LD_AUDIT", "QT_PLUGIN_PATH", "DYLD_INSERT_LIBRARIES", "PYTHONPATH"])
def test_a_planted_variable_fails_and_its_value_is_not_repeated(context: Context, name: str) -> None:
    process = Process({"OPENSSL_CONF": os.devnull, name: "/home/aysel/evil"})
    found = a05_environment.run(replace(context, process=process))
    assert (found.status, found.evidence) == (Status.FAIL, (name,))
    assert "aysel" not in found.measured


def test_another_openssl_configuration_fails(context: Context) -> None:
    assert a05_environment.run(_with(context, OPENSSL_CONF="/home/n/x.cnf")).status is Status.FAIL


def test_python_variables_do_no_harm_to_an_isolated_python(context: Context) -> None:
    found = a05_environment.run(_with(context, isolated=True, OPENSSL_CONF=os.devnull, PYTHONPATH="/x"))
    assert found.status is Status.PASS


def test_a_system_wide_preload_fails(context: Context, tree: Tree) -> None:
    tree.write("etc/ld.so.preload", "/usr/lib/x.so\n")
    assert a05_environment.run(_with(context, OPENSSL_CONF=os.devnull)).status is Status.FAIL


def test_network(context: Context) -> None:
    quiet = Process(network_sockets=0, libraries=frozenset({"libc.so.6", "libQt6Core.so.6"}))
    assert n01_no_network.run(replace(context, process=quiet)).status is Status.PASS
    assert n01_no_network.run(replace(context, process=replace(quiet, network_sockets=1))).status is Status.FAIL
    for name in ("libQt6Network.so.6", "QtNetwork.abi3.so", "Qt6Network.dll"):
        loaded = replace(quiet, libraries=quiet.libraries | {name} if quiet.libraries else None)
        found = n01_no_network.run(replace(context, process=loaded))
        assert (found.status, found.evidence) == (Status.FAIL, (name,))
    assert n01_no_network.run(replace(context, process=Process())).status is Status.UNKNOWN


@pytest.fixture
def open_socket() -> Iterator[None]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM):
        yield


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measured on Linux")
@pytest.mark.usefixtures("open_socket")
def test_a_socket_of_this_very_process_is_found(context: Context) -> None:
    found = n01_no_network.run(replace(context, process=measure()))
    assert (found.status, found.measured.startswith("1 network sockets")) == (Status.FAIL, True)


# --- A01, C01: settings and policy --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("idle", "status"),
    [(300, Status.PASS), (60, Status.PASS), (301, Status.FAIL), (0, Status.FAIL), (None, Status.UNKNOWN)],
)
def test_idle_lock(context: Context, idle: int | None, status: Status) -> None:
    assert a01_idle_lock.run(replace(context, running=Running(idle_lock_s=idle))).status is status


def test_idle_lock_is_held_to_the_policy(context: Context) -> None:
    strict = replace(context, running=Running(idle_lock_s=200), demands=Demands(replace(BUILT_IN, idle_lock_s=180)))
    assert a01_idle_lock.run(strict).status is Status.FAIL


def test_policy_state(context: Context) -> None:
    head = 'format = "fieldnotes-policy/1"\nid = "office"\nversion = 1\n'

    def held_to(text: str, standing: Standing = Standing.PINNED) -> Result:
        return c01_policy.run(replace(context, demands=Demands(parse((head + text).encode()), standing)))

    assert c01_policy.run(context).status is Status.NOT_APPLICABLE
    assert held_to("").status is Status.PASS
    assert held_to("expires = 2020-01-01\n").status is Status.WARN
    assert held_to("", Standing.UNSIGNED).status is Status.WARN
    assert held_to("", Standing.SIGNED).status is Status.WARN
    assert held_to("", Standing.FOREIGN).status is Status.FAIL
    found = held_to("[levels.fields]\n'person.employer' = 'SEALED'\n")
    assert (found.status, found.evidence) == (Status.WARN, ("levels.fields.person.employer",))
    assert c01_policy.run(replace(context, demands=Demands(readable=False))).status is Status.FAIL
