"""Reviews that came back and their remarks: slips about a release and about records, at INTERNAL or above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldnotes import clock
from fieldnotes.model.level import Level
from fieldnotes.model.review import Anchor, Part, RemarkKind, ReviewVerdict, TakenRemark, TakenReview
from fieldnotes.vault.followup import slips
from fieldnotes.vault.followup.slips import Kind, Slip
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.records import records
from fieldnotes.vault.store import Store

_REVIEW = ("sha256", "signer", "reviewer", "contact", "number", "created", "note", "taken")
_REMARK = ("bundle", "signer", "id", "version", "text", "answer", "answered", "by")
_ANCHOR = ("paragraph", "start", "end", "quote_sha256")


def take_in(store: Store, review: TakenReview, remarks: Iterable[TakenRemark]) -> TakenReview:
    """Write a review and its remarks down, all or nothing; the ledger knows of it.

    Raises:
        NoSuchRecord: a record or the release is not here.
        SealedClosed: a remark is about a SEALED record, and the compartment is closed.
    """
    with store.transaction():
        about = slips.about_of(store, review.bundle)
        said = {name: getattr(review, name) for name in _REVIEW}
        verdicts = {code: verdict.value for code, verdict in review.verdicts.items()}
        said |= {"verdicts": verdicts, "taken": clock.stamp(), "accepts": review.accepts}
        slip = slips.add(store, Kind.REVIEW, said, about=about, level=Level.INTERNAL)
        count = 0
        for remark in remarks:
            _add(store, remark)
            count += 1
        ledger.append(store, "review-taken-in", bundle=review.bundle, sha256=review.sha256, remarks=count)
    return _review(slip)


def all_of(store: Store) -> list[TakenReview]:
    """Every review that can be read, oldest first."""
    return [_review(slip) for slip in slips.all_of(store, Kind.REVIEW) if slip.said is not None]


def remarks(store: Store) -> list[TakenRemark]:
    """Every remark that can be read, oldest first; of one that two copies of a vault took in, the answered one."""
    codes = slips.codes(store)
    found: dict[tuple[str, ...], TakenRemark] = {}
    for slip in slips.all_of(store, Kind.REMARK):
        if slip.said is None or slip.about not in codes:
            continue
        one = _remark(slip, codes[slip.about])
        same = (one.bundle, one.signer, one.id, one.kind, one.text, one.record)
        known = found.setdefault(same, one)
        if one.answered and not known.answered:
            found[same] = one
    return list(found.values())


def answer(store: Store, code: str, text: str, *, by: str) -> TakenRemark:
    """Note what was answered to a remark; a later answer takes the place of the one before.

    Raises:
        NoSuchRecord: there is no such remark.
        SealedClosed: it is about a SEALED record, and the compartment is closed.
    """
    with store.transaction():
        slip = slips.get(store, code, Kind.REMARK)
        if slip.said is None:
            raise store.keys.closed()
        said = {**slip.said, "answer": text, "answered": clock.stamp(), "by": by}
        changed = slips.change(store, slip, said)
        ledger.append(store, "remark-answered", remark=slip.code, kind=str(said["kind"]))
    return _remark(changed, slips.codes(store)[slip.about])


def joined(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was answered to one remark in two copies of a vault: both answers, on the earlier day."""
    answered = [one for one in (ours, theirs) if one.get("answered")]
    if not answered:
        return ours
    answers = dict.fromkeys(one["answer"] for one in answered)
    by = dict.fromkeys(one["by"] for one in answered)
    first = min(str(one["answered"]) for one in answered)
    return {**ours, "answer": " / ".join(answers), "by": ", ".join(by), "answered": first}


def _add(store: Store, remark: TakenRemark) -> None:
    row = records.find_any(store, remark.record).row
    level = Level.SEALED if row.level is Level.SEALED else Level.INTERNAL
    said: dict[str, Any] = {name: getattr(remark, name) for name in _REMARK}
    said["kind"] = remark.kind.value
    if remark.anchor is not None:
        said["anchor"] = {name: getattr(remark.anchor, name) for name in _ANCHOR} | {"part": remark.anchor.part.value}
    slips.add(store, Kind.REMARK, said, about=slips.about_of(store, remark.record), level=level)


def _review(slip: Slip) -> TakenReview:
    assert slip.said is not None
    told = {name: slip.said[name] for name in _REVIEW}
    verdicts = {code: ReviewVerdict(verdict) for code, verdict in slip.said["verdicts"].items()}
    return TakenReview(slip.code, slip.about, verdicts=verdicts, accepts=slip.said.get("accepts", False), **told)


def _remark(slip: Slip, record: str) -> TakenRemark:
    assert slip.said is not None
    told = {name: slip.said[name] for name in _REMARK}
    place = slip.said.get("anchor")
    anchor = None if place is None else Anchor(Part(place["part"]), *(place[name] for name in _ANCHOR))
    return TakenRemark(slip.code, record, kind=RemarkKind(slip.said["kind"]), anchor=anchor, **told)
