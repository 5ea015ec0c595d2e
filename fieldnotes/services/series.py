"""Bundles that follow each other: their common number, their order, and what is different from the one before."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldnotes.crypto import age
from fieldnotes.model.bundle import Difference, Fate
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from fieldnotes.services.settling import Job
from fieldnotes.vault.records.releases import BUNDLE, Release

_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bundle stands: the first of a row of its own, or after another."""

    series_id: str
    seq: int = 1
    previous: str = ""
    changes: tuple[Difference, ...] = ()


def place(session: Session, job: Job, envelope: Envelope, readers: Sequence[str], *, fresh: bool) -> Place:
    """The next place in the series of this name for the same case and audience.

    Where labels are `fresh`, in it or in the one before, both are for the same `readers` (age keys): a reader sees the
    labels of the one before, and two readers must not be able to tell by them that theirs belong together.
    """
    before = (
        _last(session, job, envelope, frozenset(map(age.key_id, readers)), fresh=fresh) if envelope.series else None
    )
    if before is None:
        return Place(secrets.token_hex(_ID_BYTES))
    changes = () if envelope.without_changes else tuple(_differences(job, before))
    return Place(before.series_id, before.seq + 1, before.manifest_sha256, changes)


def _last(session: Session, job: Job, envelope: Envelope, readers: frozenset[str], *, fresh: bool) -> Release | None:
    def follows(one: Release) -> bool:
        return (
            (one.how, one.series, one.case, one.audience) == (BUNDLE, envelope.series, job.case, job.audience)
            and one.for_review is envelope.for_review
            and bool(one.group) is envelope.per_recipient
            and (not (fresh or one.fresh) or readers == frozenset(one.recipients))
        )

    found = [one for one in session.vault.releases() if follows(one)]
    return max(found, key=lambda one: one.seq, default=None)


def _differences(job: Job, before: Release) -> Iterator[Difference]:
    now = job.contents
    for one in job.included:
        code = one.candidate.record.code
        was = before.labels.get(code, "")
        if code not in before.contents:
            yield Difference(Fate.ADDED, one.label, "")
        else:
            fate = Fate.SAME if before.contents[code] == now[code] else Fate.CHANGED
            yield Difference(fate, one.label, was)
    for code in sorted(before.contents.keys() - now.keys(), key=lambda code: before.labels.get(code, "")):
        yield Difference(Fate.REMOVED, "", before.labels[code])
