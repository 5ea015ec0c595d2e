"""Vaults for tests: made once a session with the cheapest key derivation that opens, then copied."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from fieldnotes.crypto import kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.vault.device import DeviceKeys
from fieldnotes.vault.vault import Vault

PASSPHRASE = "qırmızı alma yeddi çay"
SEALED_PASSPHRASE = "göy daş üç körpü"
DEVICE = DeviceKeys(bytes(range(32)), SigningKey.from_seed(bytes(range(32))).public, "AGE-SECRET-KEY-INVENTED")

CASE = "C-001"
OPEN_RECORD, HIDDEN_RECORD = "T-001", "T-002"
SOURCE = "S-001"

ROOT = Path(__file__).parents[2]
"""Where a test's own subprocess must run to import the product and these helpers."""

PAGE = 4096
_RESERVED = 80


def cheap_kdf() -> KdfParams:
    """The compiled floor: what a vault may have at the least to be opened."""
    return KdfParams(kdf.OPEN_FLOOR_KIB, kdf.OPEN_FLOOR_ITERATIONS, 4, kdf.fresh_salt())


def passphrase() -> Secret:
    return Secret.of(PASSPHRASE)


def sealed_passphrase() -> Secret:
    return Secret.of(SEALED_PASSPHRASE)


def make(path: Path) -> Vault:
    """An empty vault with two different passphrases, opened."""
    return Vault.create(path, passphrase(), sealed_passphrase=sealed_passphrase(), kdf=cheap_kdf(), device=DEVICE)


def reopen(path: Path) -> Vault:
    return Vault.open(path, passphrase())


@pytest.fixture(scope="session")
def master_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked vault with one case, one INTERNAL and one SEALED testimony and one source. Copy it, never open it."""
    path = tmp_path_factory.mktemp("master") / "master.fieldnotes"
    vault = make(path)
    vault.open_sealed(sealed_passphrase())
    vault.add_case("Gəncə işi")
    vault.add_entry(
        type=EntityType.PERSON,
        role=Role.SOURCE,
        level=Level.ANONYMOUS,
        identity=Identity("Şəfiqə Nurlanqızı", ("Shafiga Nurlan", "Шафига Нурланкызы")),
    )
    add_testimony(vault, "İlk söhbət", "O, 2016-cı ildə Gəncədən getdi. Maddə 535.1 ilə cəzalandı.")
    add_testimony(vault, "Gizli söhbət", "Qardaşının toyda işlədiyini danışdı.", level=Level.SEALED)
    vault.lock()
    return path


@pytest.fixture
def vault_path(master_vault: Path, tmp_path: Path) -> Path:
    """A fresh copy of the master vault, locked."""
    path = tmp_path / "study.fieldnotes"
    shutil.copytree(master_vault, path)
    return path


@pytest.fixture
def vault(vault_path: Path) -> Iterator[Vault]:
    """A fresh copy of the master vault, opened, SEALED closed."""
    opened = reopen(vault_path)
    yield opened
    opened.lock()


@pytest.fixture
def sealed_vault(vault: Vault) -> Vault:
    """The same with SEALED open."""
    vault.open_sealed(sealed_passphrase())
    return vault


def add_testimony(vault: Vault, title: str, text: str, *, level: Level = Level.INTERNAL) -> str:
    """Add a testimony to the first case; its code."""
    row, _ = vault.add_record(CASE, kind=Kind.TESTIMONY, level=level, card=Card(title=title), body=Body.of(text))
    return row.code


def decrypted_pages(vault: Vault) -> bytes:
    """The database as somebody with its key can read it: every page decrypted, free ones too."""
    connection = vault._store.connection
    key, data, pages = bytes(connection._key.reveal()), connection.path.read_bytes(), []
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        vector = page[PAGE - _RESERVED : PAGE - _RESERVED + 16]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        pages.append(decryptor.update(page[16 if start == 0 else 0 : PAGE - _RESERVED]))
    return b"".join(pages)


def encodings_of(marker: str) -> set[bytes]:
    """The ways a text can lie on a disk in the clear."""
    forms = {unicodedata.normalize(form, marker) for form in ("NFC", "NFD")}
    return {form.encode(codec) for form in forms for codec in ("utf-8", "utf-16-le", "utf-16-be")}


def files_with(folder: Path, markers: list[str]) -> set[str]:
    """Names of the files under `folder` that hold one of `markers` in the clear."""
    wanted = set().union(*(encodings_of(marker) for marker in markers))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(form in path.read_bytes() for form in wanted)}
