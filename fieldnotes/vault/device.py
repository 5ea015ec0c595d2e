"""The keys of this device: what bundles are signed with and what reviews are encrypted to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from fieldnotes.vault.canonical import canonical, decode, encode
from fieldnotes.vault.store import Store

_NAME = "device"


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """Ed25519 seed and public key (32 bytes each) and the age secret key's text."""

    signing_seed: bytes = field(repr=False)
    signing_public: bytes
    age_secret: str = field(repr=False)


def keep(store: Store, device: DeviceKeys) -> None:
    value = {
        "signing_seed": encode(device.signing_seed),
        "signing_public": encode(device.signing_public),
        "age_secret": device.age_secret,
    }
    store.set_secret(_NAME, canonical(value))


def load(store: Store) -> DeviceKeys:
    raw = json.loads(store.secret(_NAME))
    return DeviceKeys(decode(raw["signing_seed"]), decode(raw["signing_public"]), raw["age_secret"])
