"""The policy that a vault has: installed once from somebody who was confirmed, then only followed by its own signer.

It lies in the header, so that it is authenticated, travels, is backed up, and is read by an audit without a secret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from fieldnotes.crypto import sign
from fieldnotes.errors import PolicyRefused
from fieldnotes.model.level import Level
from fieldnotes.model.record import Row
from fieldnotes.policy.limits import Policy
from fieldnotes.policy.signed import Signed, succeeds
from fieldnotes.vault import codec
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.records import demanded
from fieldnotes.vault.rules import in_force
from fieldnotes.vault.slots import slot_changes
from fieldnotes.vault.travel import away

_PINNED = "pinned-recipients"
INSTALLED, REFUSED = "policy-installed", "policy-refused"
"""Events of the ledger."""
TERMS = "export-terms"
"""Event that follows a bundle's own where there is a policy: what it left under."""


class Policies:
    """The policy of an open vault; a part of the façade in `vault.py`."""

    def __init__(self, opened: Callable[[], Opened], put: Callable[[Opened], None]) -> None:
        self._opened, self._put = opened, put

    @property
    def signed(self) -> Signed | None:
        """The document with its signature; None where nobody demands anything."""
        return self._opened().header.policy

    @property
    def rules(self) -> Policy:
        """The limits that hold."""
        return in_force(self._opened().header)

    def install(self, new: Signed) -> bool:
        """See `install`; False where this one is there already."""
        before = self._opened()
        self._put(install(before, new))
        return self._opened() is not before

    def given_for(self, new: Level, old: Level, *, reason: str, second: str = "") -> str:
        """What was given for a change of level; errors as `demanded.given_for`."""
        return demanded.given_for(self._opened(), new, old, reason=reason, second=second)

    def check_level(self, row: Row, level: Level) -> None:
        """Whether a record could have another level at all; errors as `demanded.check_level`."""
        demanded.check_level(self._opened(), row, level)

    @property
    def pinned(self) -> frozenset[str]:
        """Ids of the keys of contact cards whose words were compared."""
        store = self._opened().store
        return frozenset(codec.load(store.secret(_PINNED))["keys"]) if store.has_secret(_PINNED) else frozenset()

    def pin(self, keys: Iterable[str]) -> None:
        """Remember that the words of cards with these keys were compared; sealed like a case's title."""
        store, known = self._opened().store, self.pinned
        if new := frozenset(keys) - known:
            with store.transaction():
                store.set_secret(_PINNED, codec.dump({"keys": sorted(known | new)}))
                ledger.append(store, "recipients-compared", keys=" ".join(sorted(new)))


def install(opened: Opened, new: Signed) -> Opened:
    """Take a policy over. The one that is there already changes nothing.

    While the SEALED key is elsewhere, what is SEALED from now on is for the recipients of the new policy.

    Raises:
        PolicyRefused: another signer or policy than the one that is pinned, or an older version; the ledger says so.
        DiskFull, CannotWrite: the old policy holds.
    """
    found = opened.header
    facts: dict[str, str | int] = {"policy": new.policy.id, "version": new.policy.version, "signer": _number(new)}
    try:
        if not succeeds(found.policy, new):
            return opened
    except PolicyRefused:
        slot_changes.note(opened, REFUSED, **facts)
        raise
    changed = replace(found, policy=new, seal=_sealing_from_now(opened, new.policy))
    opened = slot_changes.written(opened, changed)
    slot_changes.note(opened, INSTALLED, **facts, sha256=new.policy.sha256)
    return opened


def take_newer(opened: Opened, other: Header) -> Opened:
    """Take over what another copy of this vault was given meanwhile, if that follows the policy that is here.

    Raises:
        DiskFull, CannotWrite: the old policy holds.
    """
    if other.policy is None:
        return opened
    try:
        succeeds(opened.header.policy, other.policy)
    except PolicyRefused:
        return opened  # mostly an older version: a copy at home is left as it was
    return install(opened, other.policy)


def _number(signed: Signed) -> str:
    return sign.key_id(signed.key).hex()


def _sealing_from_now(opened: Opened, policy: Policy) -> tuple[str, ...]:
    """The recipients in the header: those of a policy that has some, and the key of a journey beside them."""
    keys, present = opened.store.keys, opened.header.seal
    if keys.sealed_is_here or not policy.seal_recipients:
        return present
    journey = away.away(opened.store)
    own = tuple(one for one in present if journey is not None and one == journey.return_key)
    return (*policy.seal_recipients, *own)
