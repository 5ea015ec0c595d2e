"""Proposed releases with their approvals, and recalls: kept at INTERNAL, of codes, digests and signatures."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from fieldnotes import clock
from fieldnotes.errors import VaultDamaged
from fieldnotes.i18n import tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Approval, Outside, Proposal, Recall, Way
from fieldnotes.vault.followup import slips
from fieldnotes.vault.followup.slips import Kind, Slip
from fieldnotes.vault.store import Store

_TEXTS = ("content", "made", "by", "open")
_CHOSEN = ("ladder", "series")
"""Kept only where somebody chose one."""


def add(store: Store, proposal: Proposal) -> Proposal:
    """Note a new one; id, code and time are given here.

    Raises:
        NoSuchRecord: no such case.
    """
    with store.transaction():
        about = slips.about_of(store, proposal.case)
        slip = slips.add(store, Kind.PROPOSAL, _said(proposal, clock.stamp()), about=about, level=Level.INTERNAL)
    return _proposal(slip, proposal.case)


def change(store: Store, proposal: Proposal) -> Proposal:
    """Write another state of one that is there.

    Raises:
        NoSuchRecord: there is none with that code.
        LeftBehind: it was left behind before a journey.
    """
    with store.transaction():
        slip = slips.get(store, proposal.code, Kind.PROPOSAL)
        if slip.said is None:
            raise store.keys.closed()
        return _proposal(slips.change(store, slip, _said(proposal, proposal.made)), proposal.case)


def all_of(store: Store) -> list[Proposal]:
    """Every one that can be read, oldest first."""
    cases = slips.codes(store)
    found = slips.all_of(store, Kind.PROPOSAL)
    return [_proposal(slip, cases[slip.about]) for slip in found if slip.said is not None and slip.about in cases]


def recall(store: Store, release: str, *, why: str, reason: str) -> Recall:
    """Note that a release was recalled.

    Raises:
        NoSuchRecord: no such release.
    """
    with store.transaction():
        about = slips.about_of(store, release)
        said = {"at": clock.stamp(), "why": why, "reason": reason}
        return _recall(slips.add(store, Kind.RECALL, said, about=about, level=Level.INTERNAL))


def recalls(store: Store) -> list[Recall]:
    """Every one that can be read, oldest first."""
    return [_recall(slip) for slip in slips.all_of(store, Kind.RECALL) if slip.said is not None]


def joined(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Mapping[str, Any]:
    """What two copies of a vault know of one proposal: everybody who approved of the same content."""
    if any(ours.get(name) != theirs.get(name) for name in ("content", "outside")):
        return ours if ours["made"] >= theirs["made"] else theirs
    both = {one["signer"]: one for one in (*theirs["approvals"], *ours["approvals"])}
    return {**ours, "approvals": sorted(both.values(), key=lambda one: (one["at"], one["signer"]))}


def _said(proposal: Proposal, made: str) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(proposal, name) for name in _TEXTS}
    told |= {"made": made, "audience": proposal.audience.value, "records": dict(proposal.records)}
    told |= {name: chosen for name in _CHOSEN if (chosen := getattr(proposal, name))}
    if proposal.outside is not None:
        told["outside"] = proposal.outside.told()
    return told | {"approvals": [_approval(one) for one in proposal.approvals]}


def _approval(one: Approval) -> dict[str, str]:
    signer, signature = (b64encode(part).decode("ascii") for part in (one.signer, one.signature))
    told = {"way": one.way.value, "at": one.at, "contact": one.contact, "review": one.review}
    return {**told, "signer": signer, "signature": signature}


def _proposal(slip: Slip, case: str) -> Proposal:
    assert slip.said is not None
    try:
        return _read(slip, slip.said, case)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise VaultDamaged(what=tr("{code} cannot be read", code=slip.code)) from error


def _read(slip: Slip, said: Mapping[str, Any], case: str) -> Proposal:
    return Proposal(
        slip.id,
        slip.code,
        case,
        Audience(said["audience"]),
        **{name: said[name] for name in _TEXTS},
        records={str(code): int(version) for code, version in said["records"].items()},
        approvals=tuple(
            Approval(
                b64decode(one["signer"]),
                Way(one["way"]),
                one["at"],
                one["contact"],
                b64decode(one["signature"]),
                one["review"],
            )
            for one in said["approvals"]
        ),
        **{name: str(said.get(name, "")) for name in _CHOSEN},
        outside=_outside(said["outside"]) if "outside" in said else None,
    )


def _outside(said: Mapping[str, Any]) -> Outside | None:
    """None for one that cannot be read: earlier programs took any words for an end. Nobody said yes to that."""
    try:
        return Outside.of(said)
    except ValueError:
        return None


def _recall(slip: Slip) -> Recall:
    assert slip.said is not None
    return Recall(slip.code, slip.about, slip.said["at"], slip.said["why"], slip.said["reason"])
