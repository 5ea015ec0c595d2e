"""Statuses, tasks, searches, contacts and proposals of two copies of a vault, and of one back from a journey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fieldnotes.model.level import Level
from fieldnotes.protection import policy
from fieldnotes.vault import codec
from fieldnotes.vault.followup import contacts, proposals, reviews, slips
from fieldnotes.vault.followup.slips import Kind, Slip
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.merge import transfer
from fieldnotes.vault.merge.merge_register import Sides
from fieldnotes.vault.merge.transfer import Codes
from fieldnotes.vault.store import Store

_RAW = "SELECT code, kind, about, level, version, saved, kid, wrapped, blob FROM slip WHERE id = ?"
_INSERT = """INSERT INTO slip (id, code, kind, about, level, version, saved, kid, wrapped, blob)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_TAKEN = "SELECT 1 FROM slip WHERE code = ?"

_Said = Mapping[str, Any]


_BY_RECORD = {Kind.REVIEW: "verdicts", Kind.PROPOSAL: "records"}
"""What of a slip is kept by the codes of records."""
_NAMED = (Kind.PROPOSAL, Kind.CONTACT)
"""Whose codes other things keep."""


def new_codes(sides: Sides) -> dict[str, str]:
    """For each proposal and contact there that has another code here, or must get one: its code there to that here."""
    here = {slip.id: slip.code for slip in slips.all_of(sides.target)}
    taken, found = frozenset(here.values()), {}
    for slip in slips.all_of(sides.other, *_NAMED):
        if slip.id in here:
            found[slip.code] = here[slip.id]
        elif slip.code in taken:
            found[slip.code] = sides.target.next_code(slip.code.partition("-")[0])
    return found


def copy(
    source: Store,
    target: Store,
    slip_id: str,
    *,
    about: str | None = None,
    said: _Said | None = None,
    code: str = "",
) -> None:
    """Copy one that is not here, under another code if its own is taken; what an office alone can read stays so.

    `said` stands for what it says there, `code` for the one that it has there.
    """
    if target.connection.value("SELECT 1 FROM slip WHERE id = ?", slip_id) is not None:
        return
    found = source.connection.one(_RAW, slip_id)
    assert found is not None
    own_code, kind, own, level, version, saved, *columns = found
    code = code or own_code
    if target.connection.value(_TAKEN, code) is not None:
        code = target.next_code(code.partition("-")[0])
    key = Level(level)
    if said is None:
        sealed = transfer.resealed(
            source, target, tuple(columns), level=key, owner=slip_id, part=slips.PART, version=version
        )
    else:
        sealed = target.seal(codec.dump(said), level=key, owner=slip_id, part=slips.PART, version=version)
    told = (slip_id, code, kind, own if about is None else about, level, version, saved)
    target.connection.write(_INSERT, *told, *sealed)


def merge(sides: Sides, codes: Codes) -> None:
    """Take the other side's: what only one side wrote, or took away; of what both wrote nothing is lost."""
    ours, theirs, were = (_by_id(store) for store in (sides.target, sides.other, sides.base))
    owners = _owners(sides, codes)
    theirs = {slip_id: _recoded(slip, codes) for slip_id, slip in theirs.items()}
    for slip_id, slip in theirs.items():
        if slip.about not in owners or not sides.news.wrote_there(slip.code, Of.SLIP):
            continue
        here = ours.get(slip_id)
        if here is None:
            _take(sides, slip, owners[slip.about], ours, codes)
        else:
            _unite(sides, here, slip, were.get(slip_id))
    for slip_id, slip in were.items():
        if slip_id in theirs or slip_id not in ours or not sides.news.wrote_there(slip.code, Of.SLIP):
            continue
        if not sides.news.wrote_here(ours[slip_id].code, Of.SLIP):
            slips.remove(sides.target, ours[slip_id])


def _owners(sides: Sides, codes: Codes) -> dict[str, str]:
    """What their slips are about, as its id here; without what was purged here."""
    here = {code: owner for owner, code in slips.codes(sides.target).items()}
    found = {"": ""}
    for owner, code in slips.codes(sides.other).items():
        if owner in here.values():
            found[owner] = owner
        elif (joined := codes.entries.get(code)) in here:
            found[owner] = here[joined]
    return found


def _take(sides: Sides, slip: Slip, about: str, ours: Mapping[str, Slip], codes: Codes) -> None:
    if slip.kind is Kind.SEARCH and slip.said is not None:
        same = [one.said for one in ours.values() if one.kind is Kind.SEARCH and one.said is not None]
        if slip.said in same:
            return
        if slip.said["name"] in [one["name"] for one in same]:
            slips.add(sides.target, slip.kind, _renamed(slip.said), level=slip.level)
            return
    said = slip.said if slip.kind in _BY_RECORD else None
    copy(sides.other, sides.target, slip.id, about=about, said=said, code=codes.slips.get(slip.code, ""))


def _recoded(slip: Slip, codes: Codes) -> Slip:
    """A verdict and an approval go with their record and their contact, whose codes may be others here."""
    part = _BY_RECORD.get(slip.kind)
    if part is None or slip.said is None:
        return slip
    said = {**slip.said, part: transfer.renamed(slip.said[part], codes.records)}
    if slip.kind is Kind.REVIEW:
        said |= _of_contact(said, codes)
    else:
        said["approvals"] = [{**one, **_of_contact(one, codes)} for one in said["approvals"]]
    return replace(slip, said=said)


def _of_contact(said: _Said, codes: Codes) -> _Said:
    return {"contact": codes.slips.get(said["contact"], said["contact"])}


def _unite(sides: Sides, here: Slip, there: Slip, was: Slip | None) -> None:
    base = None if was is None else was.said
    if here.said is None or there.said is None or there.said in (here.said, base):
        return
    level = policy.highest((here.level, there.level))
    if here.said == base and not sides.news.wrote_here(here.code, Of.SLIP):
        slips.change(sides.target, here, there.said, level=level)
    elif here.kind is Kind.TASK:
        slips.change(sides.target, here, _both(here.said, there.said), level=level)
    elif here.kind is Kind.PROPOSAL:
        slips.change(sides.target, here, proposals.joined(here.said, there.said), level=level)
    elif here.kind is Kind.REMARK:
        slips.change(sides.target, here, reviews.joined(here.said, there.said), level=level)
    elif here.kind is Kind.CONTACT:
        slips.change(sides.target, here, contacts.joined(here.said, there.said), level=level)
    else:
        slips.add(sides.target, here.kind, _renamed(there.said), about=here.about, level=level)


def _both(ours: _Said, theirs: _Said) -> _Said:
    """One task of two: done if either is, due on the earlier day, with the words of both."""
    title = " / ".join(dict.fromkeys((ours["title"], theirs["title"])))
    done = min((said for said in (ours, theirs) if said.get("done")), key=lambda said: said["done"], default={})
    due = min(filter(None, (ours.get("due"), theirs.get("due"))), default="")
    return {**ours, "title": title, "due": due, **{key: done[key] for key in ("done", "done_by") if key in done}}


def _renamed(said: _Said) -> _Said:
    return {**said, "name": f"{said['name']} (2)"} if "name" in said else said


def _by_id(store: Store) -> dict[str, Slip]:
    return {slip.id: slip for slip in slips.all_of(store)}
