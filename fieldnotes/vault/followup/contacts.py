"""Contacts: cards of readers and reviewers, kept at INTERNAL, with what is known of whose they are."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from fieldnotes import clock
from fieldnotes.model.contact import Contact
from fieldnotes.model.level import Level
from fieldnotes.vault.followup import slips
from fieldnotes.vault.followup.slips import Kind, Slip
from fieldnotes.vault.store import Store

_LISTS = ("age", "words", "former")
_NOT_SAID = ("code",)


def add(store: Store, contact: Contact) -> Contact:
    """Keep a new one; its code is given here."""
    with store.transaction():
        return _contact(slips.add(store, Kind.CONTACT, _said(contact), level=Level.INTERNAL))


def change(store: Store, contact: Contact) -> Contact:
    """Write another state of one that is there.

    Raises:
        NoSuchRecord: there is none with that code.
        LeftBehind: it was left behind before a journey.
    """
    with store.transaction():
        slip = _only(store, contact.code)
        return _contact(slips.change(store, slip, _said(contact)))


def remove(store: Store, code: str) -> None:
    """Forget one.

    Raises:
        NoSuchRecord: there is none with that code.
        LeftBehind: it was left behind before a journey.
    """
    with store.transaction():
        slips.remove(store, _only(store, code))


def all_of(store: Store) -> list[Contact]:
    """Every one that can be read, in the order of adding. Two copies of a vault may have noted the same keys: the one
    that was verified counts."""
    found: dict[tuple[bytes, tuple[str, ...]], Contact] = {}
    for slip in slips.all_of(store, Kind.CONTACT):
        if slip.said is not None:
            one = _contact(slip)
            known = found.setdefault((one.sign, one.age), one)
            if one.verified and not known.verified:
                found[one.sign, one.age] = replace(one, code=known.code)
    return list(found.values())


def joined(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Mapping[str, Any]:
    """What two copies of a vault know of one contact: compared if either compared these keys; with different keys,
    ours, to be compared anew."""
    if (ours["sign"], ours["age"]) == (theirs["sign"], theirs["age"]):
        return ours if ours["verified"] or not theirs["verified"] else theirs
    strange = b64decode(theirs["sign"]).hex()
    former = list(dict.fromkeys((*ours["former"], *theirs["former"], strange)))
    return {**ours, "former": former, "verified": "", "how": "", "by": ""}


def _only(store: Store, code: str) -> Slip:
    """The slip of a contact, once those are gone that another copy of the vault noted of the same keys."""
    slip = slips.get(store, code, Kind.CONTACT)
    if slip.said is None:
        raise store.keys.closed()
    for other in list(slips.all_of(store, Kind.CONTACT)):
        if other.id != slip.id and other.said is not None and _keys(other) == _keys(slip):
            slips.remove(store, other)
    return slip


def _keys(slip: Slip) -> tuple[str, tuple[str, ...]]:
    assert slip.said is not None
    return slip.said["sign"], tuple(slip.said["age"])


def _said(contact: Contact) -> Mapping[str, Any]:
    told = {one.name: getattr(contact, one.name) for one in fields(contact) if one.name not in _NOT_SAID}
    told |= {name: list(told[name]) for name in _LISTS}
    return told | {"sign": b64encode(contact.sign).decode("ascii"), "added": contact.added or clock.stamp()}


def _contact(slip: Slip) -> Contact:
    assert slip.said is not None
    known = {one.name for one in fields(Contact)}
    told = {name: value for name, value in slip.said.items() if name in known}
    told |= {name: tuple(told.get(name, ())) for name in _LISTS}
    return Contact(code=slip.code, **{**told, "sign": b64decode(told["sign"])})
