"""The keyring of the operating system as a further factor beside the passphrase, never alone.

Only backends on the list are ever loaded, by their class path: the keyring package's own choice is not asked,
because its settings file and environment can name any class and any folder to load it from. Any program of the same
user can read what a keyring holds: this factor protects a copied folder, not an unlocked computer.
"""

from __future__ import annotations

import importlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Protocol

from fieldnotes.crypto.secret import KEY_BYTES, Secret
from fieldnotes.errors import KeyringUnavailable
from fieldnotes.i18n import tr

ALLOWED = (
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
)
"""Backends that keep secrets encrypted under the user's login (SECURITY.md 4.2)."""

SERVICE = "FieldNotes"


class Backend(Protocol):
    """What is used of a keyring backend."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def available(allowed: Sequence[str] = ALLOWED) -> tuple[str, Backend]:
    """The first backend of the list that works here, with its class path.

    Raises:
        KeyringUnavailable: none does.
    """
    for path in allowed:
        backend = _loaded(path)
        if backend is not None:
            return path, backend
    raise KeyringUnavailable(what=tr("no keyring that is on the list answers"))


def keep(backend: Backend, entry: str) -> Secret:
    """The 32 bytes that the keyring holds as `entry` (the vault's id). Where there are none, fresh ones are put in
    and read back. An entry is never overwritten: a slot may depend on it.

    Raises:
        KeyringUnavailable: it is locked, refused, or gave back something else.
    """
    found = read(backend, entry)
    if found is not None:
        return found
    secret = Secret.random()
    try:
        backend.set_password(SERVICE, entry, b64encode(secret.reveal()).decode("ascii"))
    except Exception as error:
        secret.wipe()
        raise KeyringUnavailable(what=tr("it refused to keep a key")) from error
    found = read(backend, entry)
    if found is None or not found.same_as(secret):
        secret.wipe()
        raise KeyringUnavailable(what=tr("it did not give back what was kept in it"))
    found.wipe()
    return secret


def read(backend: Backend, entry: str) -> Secret | None:
    """What the keyring holds as `entry`; None when nothing of ours.

    Raises:
        KeyringUnavailable: it is locked or broken.
    """
    try:
        text = backend.get_password(SERVICE, entry)
    except Exception as error:
        raise KeyringUnavailable(what=tr("it is locked or does not answer")) from error
    try:
        key = bytearray(b64decode(text or "", validate=True))
    except ValueError:
        return None
    return Secret.adopt(key) if len(key) == KEY_BYTES else None


def forget_in(allowed: Sequence[str], entry: str) -> None:
    """Remove `entry`. One that is not there, or a keyring that is locked, is let be: without its slot it opens
    nothing."""
    try:
        _, backend = available(allowed)
        backend.delete_password(SERVICE, entry)
    except Exception:  # noqa: BLE001 - backends raise whatever their system raises
        return


def _loaded(path: str) -> Backend | None:
    """An instance of the class at `path`, if its package is installed and it works on this system."""
    module, _, name = path.rpartition(".")
    try:
        kind = getattr(importlib.import_module(module), name)
        if f"{kind.__module__}.{kind.__qualname__}" != path or not kind.viable:
            return None
        backend: Backend = kind()
    except Exception:  # noqa: BLE001 - a backend of another system fails on import in its own way
        return None
    return backend
