"""Encryption below a folder, read from recorded block device trees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.memory import Hibernation, hibernation, swap_covers
from fieldnotes.audit.probes.storage import Cover, cover_of, mount_of

if TYPE_CHECKING:
    from tests.unit.audit.conftest import Tree

HOME = Path("/home/n/notes.fieldnotes")
LUKS = "CRYPT-LUKS2-8a1f00c4d2b94c7e9f0b3c5d7e9f1a2b-luks-8a1f00c4"


def test_a_plain_partition_is_not_encrypted(tree: Tree) -> None:
    tree.partition(tree.disk("sda", "8:0"), "sda1", "8:1")
    tree.mount("/", device="8:1")
    assert cover_of(HOME, tree.machine) is Cover.PLAIN


def test_lvm_on_luks_is_encrypted(tree: Tree) -> None:
    part = tree.partition(tree.disk("nvme0n1", "259:0"), "nvme0n1p3", "259:3")
    luks = tree.virtual("dm-0", "253:0", uuid=LUKS, label="luks-8a1f", below=(part,))
    tree.virtual("dm-1", "253:1", uuid="LVM-abcdef", label="vg-root", below=(luks,))
    tree.mount("/", device="253:1", source="/dev/mapper/vg-root")
    assert cover_of(HOME, tree.machine) is Cover.ENCRYPTED


@pytest.mark.parametrize("uuid", ["CRYPT-VERITY-00-root", "CRYPT-INTEGRITY-00-x", "LVM-abcdef"])
def test_layers_that_only_check_or_arrange_are_not_encryption(tree: Tree, uuid: str) -> None:
    disk = tree.disk("sda", "8:0")
    tree.virtual("dm-0", "253:0", uuid=uuid, label="x", below=(disk,))
    tree.mount("/", device="253:0", source="/dev/mapper/x")
    assert cover_of(HOME, tree.machine) is Cover.PLAIN


def test_a_mirror_is_as_weak_as_its_weakest_half(tree: Tree) -> None:
    luks = tree.virtual("dm-0", "253:0", uuid=LUKS, label="a", below=(tree.disk("sda", "8:0"),))
    tree.virtual("md0", "9:0", below=(luks, tree.disk("sdb", "8:16")))
    tree.mount("/", device="9:0", source="/dev/md0")
    assert cover_of(HOME, tree.machine) is Cover.PLAIN


def test_btrfs_is_followed_by_its_source(tree: Tree) -> None:
    tree.virtual("dm-0", "253:0", uuid=LUKS, label="crypt-home", below=(tree.disk("sda", "8:0"),))
    tree.mount("/home", device="0:44", kind="btrfs", source="/dev/mapper/crypt-home")
    assert cover_of(HOME, tree.machine) is Cover.ENCRYPTED


def test_a_loop_device_is_as_safe_as_its_file(tree: Tree) -> None:
    tree.virtual("dm-0", "253:0", uuid=LUKS, label="a", below=(tree.disk("sda", "8:0"),))
    loop = tree.virtual("loop0", "7:0")
    (loop / "loop").mkdir()
    (loop / "loop/backing_file").write_text("/safe/image\n")
    tree.mount("/", device="7:0", source="/dev/loop0")
    tree.mount("/safe", device="253:0", source="/dev/mapper/a")
    assert cover_of(HOME, tree.machine) is Cover.ENCRYPTED


def test_a_loop_that_holds_itself_ends(tree: Tree) -> None:
    loop = tree.virtual("loop0", "7:0")
    (loop / "loop").mkdir()
    (loop / "loop/backing_file").write_text("/image\n")
    tree.mount("/", device="7:0", source="/dev/loop0")
    assert cover_of(HOME, tree.machine) is Cover.UNKNOWN


def test_what_cannot_be_followed_is_unknown(tree: Tree) -> None:
    tree.mount("/", device="0:30", kind="zfs", source="rpool/home")
    assert cover_of(HOME, tree.machine) is Cover.UNKNOWN


def test_memory_file_systems_are_told_apart(tree: Tree) -> None:
    tree.partition(tree.disk("sda", "8:0"), "sda1", "8:1")
    tree.mount("/", device="8:1")
    tree.mount("/home/n", device="0:50", kind="tmpfs", source="tmpfs")
    assert cover_of(HOME, tree.machine) is Cover.MEMORY


def test_the_longest_and_latest_mount_wins_and_blanks_are_unescaped(tree: Tree) -> None:
    tree.mount("/", device="8:1")
    tree.mount(r"/home/n/Field\040work", device="8:2")
    tree.mount(r"/home/n/Field\040work", device="8:3")
    tree.mount("/home/n/Field", device="8:4")
    found = mount_of(Path("/home/n/Field work/a.fieldnotes"), tree.machine)
    assert found is not None
    assert (found.device, found.point) == ("8:3", "/home/n/Field work")


def test_without_a_list_of_mounts_it_is_an_error_for_the_runner(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        cover_of(HOME, Machine(tmp_path, "linux"))


def test_each_swap_area_is_judged(tree: Tree) -> None:
    disk = tree.disk("sda", "8:0")
    tree.partition(disk, "sda2", "8:2")
    tree.virtual("zram0", "252:0")
    tree.virtual("dm-3", "253:3", uuid="CRYPT-PLAIN-swap", label="swap", below=(disk,))
    tree.mount("/", device="8:0", source="/dev/sda")
    tree.swap("/dev/sda2")
    tree.swap("/dev/zram0")
    tree.swap("/dev/dm-3")
    tree.swap("/swap\\040file", "file")
    tree.swap("/dev/gone")
    assert swap_covers(tree.machine) == (Cover.PLAIN, Cover.MEMORY, Cover.ENCRYPTED, Cover.PLAIN, Cover.UNKNOWN)


def test_zram_that_writes_back_to_a_disk_is_judged_by_the_disk(tree: Tree) -> None:
    tree.disk("sdb", "8:16")
    zram = tree.virtual("zram0", "252:0")
    (zram / "backing_dev").write_text("/dev/sdb\n")
    tree.swap("/dev/zram0")
    assert swap_covers(tree.machine) == (Cover.PLAIN,)


def test_hibernation_needs_the_kernels_offer(tree: Tree) -> None:
    assert hibernation(tree.machine) is None
    tree.write("sys/power/state", "freeze mem\n")
    assert hibernation(tree.machine) == Hibernation(offered=False, resume=None)
    tree.write("sys/power/state", "freeze mem disk\n")
    tree.write("sys/power/disk", "[disabled]\n")
    assert hibernation(tree.machine) == Hibernation(offered=False, resume=None)
    tree.write("sys/power/disk", "[platform] shutdown reboot suspend test_resume\n")
    tree.write("sys/power/resume", "0:0\n")
    assert hibernation(tree.machine) == Hibernation(offered=True, resume=None)
    tree.disk("sda", "8:0")
    tree.write("sys/power/resume", "8:0\n")
    assert hibernation(tree.machine) == Hibernation(offered=True, resume=Cover.PLAIN)


def test_this_machine_gives_an_answer() -> None:
    assert isinstance(cover_of(Path("/proc"), Machine()), Cover)
    assert all(isinstance(cover, Cover) for cover in swap_covers(Machine()) or ())


@pytest.mark.parametrize("line", ["1 2 8:1 / / - ext4", "1 2 8:1 / /", "1 2 8:1 / - ext4 /dev/sda1", "1 2 8:1 /", ""])
def test_a_line_that_is_no_mount_is_passed_over(tree: Tree, line: str) -> None:
    tree.mount("/", device="8:1")
    with tree.machine.at("proc/self/mountinfo").open("a") as file:
        file.write(line + "\n")
    found = mount_of(HOME, tree.machine)
    assert found is not None
    assert (found.device, found.kind, found.source) == ("8:1", "ext4", "/dev/sda1")


@pytest.mark.parametrize("line", ["1 2 8:1 / /home - ext4 /dev/sdb1", "1 2 8:1 / /home - ext4 /dev/sdb1 rw"])
def test_a_mount_needs_no_more_than_five_fields_and_two(tree: Tree, line: str) -> None:
    tree.write("proc/self/mountinfo", line + "\n")
    found = mount_of(HOME, tree.machine)
    assert found is not None
    assert (found.point, found.kind, found.source) == ("/home", "ext4", "/dev/sdb1")


def test_a_folder_on_no_mount_is_unknown(tree: Tree) -> None:
    tree.mount("/srv", device="8:1")
    assert cover_of(HOME, tree.machine) is Cover.UNKNOWN


def test_a_source_that_is_no_device_is_not_looked_up_as_one(tree: Tree) -> None:
    tree.virtual("dm-0", "253:0", uuid=LUKS, label="home", below=(tree.disk("sda", "8:0"),))
    tree.mount("/", device="0:30", kind="zfs", source="tank/mapper/home")
    assert cover_of(HOME, tree.machine) is Cover.UNKNOWN


def test_a_device_that_the_kernel_knows_is_not_looked_up_by_its_source(tree: Tree) -> None:
    tree.virtual("dm-0", "253:0", uuid=LUKS, label="home", below=(tree.disk("sda", "8:0"),))
    tree.disk("sdb", "8:16")
    tree.mount("/", device="8:16", source="/dev/mapper/home")
    assert cover_of(HOME, tree.machine) is Cover.PLAIN


@pytest.mark.parametrize(("layers", "cover"), [(15, Cover.ENCRYPTED), (16, Cover.ENCRYPTED), (17, Cover.UNKNOWN)])
def test_a_stack_is_followed_so_deep_and_no_deeper(tree: Tree, layers: int, cover: Cover) -> None:
    below = tree.virtual("dm-0", "253:0", uuid=LUKS, label="a", below=(tree.disk("sda", "8:0"),))
    for number in range(1, layers + 1):
        below = tree.virtual(f"dm-{number}", f"253:{number}", uuid="LVM-x", label=f"l{number}", below=(below,))
    tree.mount("/", device=f"253:{layers}", source="/dev/mapper/top")
    assert cover_of(HOME, tree.machine) is cover


@pytest.mark.parametrize(("loops", "cover"), [(16, Cover.PLAIN), (17, Cover.UNKNOWN)])
def test_so_are_files_within_files(tree: Tree, loops: int, cover: Cover) -> None:
    tree.disk("sda", "8:0")
    tree.mount("/d0", device="8:0")
    for number in range(1, loops + 1):
        loop = tree.virtual(f"loop{number}", f"7:{number}")
        (loop / "loop").mkdir()
        (loop / "loop/backing_file").write_text(f"/d{number - 1}/image\n")
        tree.mount(f"/d{number}", device=f"7:{number}", source=f"/dev/loop{number}")
    assert cover_of(Path(f"/d{loops}/a.fieldnotes"), tree.machine) is cover
