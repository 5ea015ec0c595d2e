"""Recorded machines (/proc and /sys trees as Linux shows them) and a real vault that a test may damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.audit.context import Context
from fieldnotes.audit.owner import Owner
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.process import Process
from fieldnotes.crypto.identity import Identity as DeviceIdentity
from fieldnotes.crypto.kdf import KdfParams, fresh_salt
from fieldnotes.crypto.secret import Secret
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.vault.device import DeviceKeys
from fieldnotes.vault.facts import DatabaseFacts
from fieldnotes.vault.vault import Vault

PASSPHRASE = "six quiet ferries left before dawn"
TITLE = "Paromçunun hekayəsi"
STORY = (
    "Səhər tezdən qapı döyüldü və qonşu dedi ki, anbarın açarı artıq onlarda deyil.\n"
    "Тамрико Джапаридзе пересчитала сети на причале и отдала их старому паромщику.\n"
    "Rövşən Təhməzli hoarded ferry receipts within a biscuit tin beneath the ninth floorboard."
)


class Tree:
    """Builds a root folder for probes. Numbers are MAJOR:MINOR."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mounts: list[str] = []
        self.swaps: list[str] = []
        for folder in ("proc/self", "sys/dev/block", "sys/class/block", "sys/devices"):
            (root / folder).mkdir(parents=True)
        self.write("proc/self/mountinfo", "")
        self.write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n")

    @property
    def machine(self) -> Machine:
        return Machine(self.root, "linux")

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def mount(self, point: str, *, device: str, kind: str = "ext4", source: str = "/dev/sda1") -> None:
        number = len(self.mounts) + 20
        self.mounts.append(f"{number} 1 {device} / {point} rw,relatime shared:1 - {kind} {source} rw")
        self.write("proc/self/mountinfo", "\n".join(self.mounts) + "\n")

    def swap(self, name: str, kind: str = "partition") -> None:
        self.swaps.append(f"{name}                              {kind}\t8388604\t\t0\t\t-2")
        head = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
        self.write("proc/swaps", head + "\n".join(self.swaps) + "\n")

    def disk(self, name: str, number: str, *, removable: bool = False, bus: str = "pci0000:00") -> Path:
        folder = self._device(f"{bus}/block/{name}", number)
        (folder / "removable").write_text(f"{int(removable)}\n")
        return folder

    def partition(self, disk: Path, name: str, number: str) -> Path:
        folder = self._device(str((disk / name).relative_to(self.root / "sys/devices")), number)
        (folder / "partition").write_text("1\n")
        return folder

    def virtual(self, name: str, number: str, *, uuid: str = "", label: str = "", below: tuple[Path, ...] = ()) -> Path:
        folder = self._device(f"virtual/block/{name}", number)
        if uuid:
            (folder / "dm").mkdir()
            (folder / "dm/uuid").write_text(f"{uuid}\n")
            (folder / "dm/name").write_text(f"{label}\n")
        if below:
            (folder / "slaves").mkdir()
        for device in below:
            (folder / "slaves" / device.name).symlink_to(device)
        return folder

    def _device(self, path: str, number: str) -> Path:
        folder = self.root / "sys/devices" / path
        folder.mkdir(parents=True)
        (self.root / "sys/dev/block" / number).symlink_to(folder)
        (self.root / "sys/class/block" / folder.name).symlink_to(folder)
        return folder


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    root = tmp_path / "machine"
    root.mkdir()
    return Tree(root)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with one sealed story, one internal and one public, and one register entry."""
    path = tmp_path_factory.mktemp("made") / "notes.fieldnotes"
    device = DeviceIdentity.generate("vault notes")
    keys = DeviceKeys(device.signing_key.seed, device.signing_key.public, device.age_secret)
    with Secret.of(PASSPHRASE) as passphrase:
        vault = Vault.create(path, passphrase, kdf=KdfParams(64 * 1024, 2, 1, fresh_salt()), device=keys)
        vault.open_sealed(passphrase)
    case, _ = vault.add_case(TITLE)
    for level in (Level.SEALED, Level.INTERNAL, Level.PUBLIC):
        body = Body.of(f"{level.name.lower()} " + STORY)
        vault.add_record(case.code, kind=Kind.TESTIMONY, level=level, card=Card(title=TITLE), body=body)
    vault.add_entry(
        type=EntityType.PERSON,
        role=Role.SOURCE,
        level=Level.SEALED,
        identity=Identity("Rövşən Təhməzli", ("Röshan",), note="paromçu"),
    )
    vault.lock()
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """A copy of the vault that a test may damage."""
    copy = tmp_path / "notes.fieldnotes"
    shutil.copytree(template, copy)
    return copy


@pytest.fixture(scope="session")
def facts(template: Path, tmp_path_factory: pytest.TempPathFactory) -> DatabaseFacts:
    """What the connection of an untouched vault answers."""
    copy = tmp_path_factory.mktemp("asked") / "notes.fieldnotes"
    shutil.copytree(template, copy)
    with Secret.of(PASSPHRASE) as passphrase:
        opened = Vault.open(copy, passphrase)
    found = opened.facts()
    opened.lock()
    return found


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and temporary folder of the test's own, for runs that look at the real ones."""
    home = tmp_path / "own-home"
    (home / "tmp").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    with Secret.of(PASSPHRASE) as passphrase:
        opened = Vault.open(path, passphrase)
        opened.open_sealed(passphrase)
    opened.append_ledger("unlocked")
    yield opened
    opened.lock()


@pytest.fixture
def owned(path: Path, vault: Vault, tree: Tree, tmp_path: Path) -> Context:
    """The owner present on a machine with a home of its own."""
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    process = Process({"TMPDIR": str(home / "tmp")})
    machine = replace(tree.machine, system="darwin")  # so that the search stays inside this home
    return Context(path, process, machine=machine, owner=Owner(vault), home=home)
