"""Preview and export: the one way from a vault to a bundle. Both run the same code; `review` has the decisions."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from fieldnotes import clock, files
from fieldnotes.bundle import writer
from fieldnotes.bundle.writer import BundleContent
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import (
    AlreadyExists,
    BadValue,
    NoSuchRecord,
)
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import ChangeKind, ReasonCode
from fieldnotes.model.register import EntityType
from fieldnotes.progress import Watch
from fieldnotes.protection import gate
from fieldnotes.protection.gate import Cleared, Look
from fieldnotes.protection.residue import Watchlist
from fieldnotes.protection.statistics import suppressed
from fieldnotes.services import hit_groups, mosaic, review, sending, settling
from fieldnotes.services.particulars import entry_of
from fieldnotes.services.preparing import USUAL, How, Prepared, prepare
from fieldnotes.services.redaction_log import log_of
from fieldnotes.services.redaction_log_page import as_html, own_words
from fieldnotes.services.review import decide, decisions, review_hits, undecide
from fieldnotes.services.sending import Terms
from fieldnotes.services.session import Session
from fieldnotes.services.settling import Job, settled
from fieldnotes.services.views import (
    GateView,
    Preview,
    Receipt,
    RecordPreview,
)
from fieldnotes.vault.ledger import checkpoint
from fieldnotes.vault.policies import TERMS

__all__ = ["decide", "decisions", "export", "preview", "resolve", "review_hits", "undecide"]

_Kind = TypeVar("_Kind")
_SHORTEST_ID = 4
_BUNDLE_ID = N_("the bundle's number, or as much of its beginning as bundle show prints")
_ENTITY_TYPES = frozenset(kind.value for kind in EntityType)


@dataclass(frozen=True, slots=True)
class Passed:
    """Records that went through the gate, and what the finished file is held against afterwards."""

    records: Sequence[Cleared]
    watchlist: Watchlist
    look: Look


def preview(
    session: Session,
    case: str,
    audience: Audience,
    *,
    how: How = USUAL,
    suggested: bool = True,
    watch: Watch | None = None,
) -> Preview:
    """What an export of the case to this audience would do now, with everything still to be decided.

    Not `suggested`: names that nobody registered are not looked for, which takes long the first time, and not counted.

    Raises:
        SealedClosed: names cannot be protected without being read.
    """
    prepared, redactor = prepare(session, case, audience, watch, how=how)
    found = hit_groups.groups(prepared, redactor)
    review.remember(session, case, found)
    remaining = settling.details(prepared)
    unregistered = settling.unregistered(session, case, prepared, watch) if suggested else 0
    mosaics = mosaic.of_prepared(session, case, audience, prepared, redactor, how=how)
    left = found.open or unregistered or any(one.state is mosaic.State.OPEN for one in mosaics)
    ready = not left and any(one.text is not None for one in prepared)
    return Preview(
        case,
        audience,
        tuple(map(_shown, prepared)),
        found.open,
        remaining,
        ready,
        found.settled,
        unregistered,
        mosaics,
        settling.finer_topics(audience, how),
    )


def export(
    session: Session,
    case: str,
    audience: Audience,
    *,
    to: Sequence[str],
    out: Path,
    accept_quasi: str = "",
    how: How = USUAL,
    watch: Watch | None = None,
) -> Receipt:
    """Redact, pass the gate, seal to the recipients and write one bundle; the ledger knows of it first.

    `to` holds contact cards (path or text) or bare age recipients. Nothing is written unless everything is decided.
    `accept_quasi` accepts for everybody what still remains of them, with the two people of `how`.
    With fresh labels nobody can join this bundle with another by them; the register of exports keeps them.

    Raises:
        ReviewOpen, SuggestionsOpen, MosaicOpen, NothingToExport, LeakFound, BadRecipient, SealedClosed, AlreadyExists,
        DiskFull.
        PolicyForbids, RecipientUnpinned: for fewer keys than the policy asks for, or for others.
    """
    if out.exists():
        raise AlreadyExists(name=out.name)
    terms = sending.terms(session, to, compared=how.compared)
    job = settled(session, case, audience, accept_quasi=accept_quasi, how=how, watch=watch)
    return _write(session, job, terms=terms, out=out, watch=watch)


def resolve(session: Session, bundle_id: str, label: str) -> tuple[str, ...]:
    """The codes of records and entries for which `label` stands in a bundle that left; brackets may be left out.

    `bundle_id` may be the beginning of the number, as `bundle show` prints it.

    Raises:
        BadValue: it is too short, or several bundles begin with it.
        NoSuchRecord: there is no such bundle in the register of exports.
        SealedClosed: whom a label stands for is not told.
    """
    releases = session.needs_sealed().releases()
    begun = [release for release in releases if release.id.startswith(bundle_id.casefold())]
    if len(bundle_id) < _SHORTEST_ID or len(begun) > 1:
        raise BadValue(field="bundle", value=bundle_id, allowed=tr(_BUNDLE_ID))
    if not begun:
        raise NoSuchRecord(name=bundle_id)
    wanted = label.strip("[] ").casefold()
    found = (code for code, told in begun[0].labels.items() if told.strip("[] ").casefold() == wanted)
    return tuple(sorted({entry_of(code) for code in found}))


def pass_each(job: Job, watch: Watch | None) -> Passed:
    """Hold every record of a settled job against what must not leave.

    Raises:
        LeakFound: something protected can still be read in one.
    """
    included = job.included
    watchlist, look = job.redactor.watchlist(job.kept), job.redactor.look(job.kept)
    cleared = []
    for done, one in enumerate(included):
        if watch is not None:
            watch.step(done, len(included), "passing the gate")
        assert one.title is not None
        assert one.text is not None
        cleared.append(gate.clear(settling.outgoing(one), one.title, one.text, watchlist))
    return Passed(cleared, watchlist, look)


def _write(session: Session, job: Job, *, terms: Terms, out: Path, watch: Watch | None) -> Receipt:
    """Gate, seal, gate again, ledger, file: in this order, so that what is not written down cannot exist."""
    passed = pass_each(job, watch)
    vault = session.vault
    counts = _replacements(job)
    content = BundleContent(
        records=passed.records,
        audience=job.audience,
        created_day=clock.today().isoformat(),
        series_id=secrets.token_hex(16),
        seq=1,
        counts=_told({EntityType(kind): count for kind, count in counts.items() if kind in _ENTITY_TYPES}),
        reasons=_told(_reasons(job)),
        ladder=job.ladder.choices(),
        withheld=len(job.prepared) - len(job.included),
        ledger_head=vault.ledger_head(),
        ledger_anchor=checkpoint.compact(vault.log.checkpoint()),
        expires=terms.expires,
    )
    signing = SigningKey.from_seed(vault.device().signing_seed)
    built = writer.build(content, recipients=terms.recipients, signing=signing, shown=terms.shown)
    result = gate.inspect(built.plain, passed.watchlist, look=passed.look, ours=writer.own_words())
    log = log_of(tuple(map(_shown, job.prepared)), job.audience, bundle=built.manifest.bundle_id)
    own = own_words(job.audience)  # the log may be given away with the bundle
    gate.inspect_text(as_html(log), passed.watchlist, look=passed.look, ours=own)
    digest = hashlib.sha256(built.data).hexdigest()
    if watch is not None:
        watch.check()
    details = len(settling.details(job.prepared))
    vault.record_release(job.release(built.manifest.bundle_id, sha256=digest, recipients=built.manifest.recipients))
    if vault.policy.signed is not None:
        vault.append_ledger(TERMS, **terms.facts(built.manifest.bundle_id))
    if details:
        vault.append_ledger("details-accepted", bundle=built.manifest.bundle_id, count=details)
    if job.unregistered:
        vault.append_ledger("suggestions-accepted", bundle=built.manifest.bundle_id, count=job.unregistered)
    try:
        files.atomic_write(out, built.data, keep_existing=True)
    except BaseException:
        vault.append_ledger("export-not-written", bundle=built.manifest.bundle_id)
        raise
    return Receipt(
        bundle_id=built.manifest.bundle_id,
        file=str(out),
        sha256=digest,
        included=tuple((one.candidate.record.code, one.label) for one in job.prepared if one.text is not None),
        withheld=tuple((one.candidate.record.code, one.candidate.reasons) for one in job.prepared if one.text is None),
        replacements=counts,
        gate=GateView(passed=True, strings=result.strings, leaves=result.leaves),
        recipients=built.manifest.recipients,
        accepted_details=details,
        log=log,
        accepted_suggestions=job.unregistered,
    )


def _shown(one: Prepared) -> RecordPreview:
    record = one.candidate.record
    return RecordPreview(
        code=record.code,
        label=one.label,
        title=one.title.text if one.title is not None else record.code,
        original=record.body.text,
        redacted=one.text.text if one.text is not None else "",
        included=one.text is not None,
        reasons=one.candidate.reasons,
        changes=one.text.changes if one.text is not None else (),
        title_changes=one.title.changes if one.title is not None else (),
    )


def _replacements(job: Job) -> dict[str, int]:
    kinds = (change.entity if change.kind is ChangeKind.NAME else change.kind.value for change in job.changes)
    return dict(sorted(Counter(kinds).items()))


def _told(counts: Mapping[_Kind, int]) -> dict[_Kind, int]:
    """What a reader may know of how many there were."""
    return {kind: count for kind, count in suppressed(counts).items() if count is not None}


def _reasons(job: Job) -> dict[ReasonCode, int]:
    return dict(sorted(Counter(change.reason for change in job.changes).items()))
