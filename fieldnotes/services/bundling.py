"""One finished bundle: made, read again by the gate, written down, handed out. In this order and no other."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from fieldnotes import clock, files
from fieldnotes.bundle import paper, writer
from fieldnotes.bundle.layout import PAGE, PAPER
from fieldnotes.bundle.writer import Built, BundleContent
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.model.bundle import COUNTED, Fate
from fieldnotes.model.proposal import Outside
from fieldnotes.model.redaction import ChangeKind, ReasonCode
from fieldnotes.model.redaction_log import RedactionLog
from fieldnotes.model.register import EntityType
from fieldnotes.model.tlp import Tlp
from fieldnotes.protection import gate
from fieldnotes.protection.statistics import rounded_up, suppressed
from fieldnotes.services import approvals, page_layout, sending, series, settling
from fieldnotes.services.passing import Passed, pass_words
from fieldnotes.services.preparing import Prepared
from fieldnotes.services.redaction_log import log_of
from fieldnotes.services.redaction_log_page import as_html, own_words
from fieldnotes.services.sending import Envelope, LayOut, Terms
from fieldnotes.services.series import Place
from fieldnotes.services.session import Session
from fieldnotes.services.settling import Job
from fieldnotes.services.views import GateView, Receipt, RecordPreview
from fieldnotes.vault.ledger import checkpoint
from fieldnotes.vault.policies import TERMS

_Kind = TypeVar("_Kind")
_ENTITY_TYPES = frozenset(kind.value for kind in COUNTED)


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that passed the gate and has not left."""

    job: Job
    built: Built
    terms: Terms
    envelope: Envelope
    place: Place
    tlp: Tlp
    gate: GateView
    log: RedactionLog
    proposal: str
    group: str = ""
    fresh: bool = False
    sha256: str = field(default="")


def make(
    session: Session,
    job: Job,
    passed: Passed,
    *,
    terms: Terms,
    envelope: Envelope,
    proposal: str,
    fresh: bool = False,
    reviewed: Outside | None = None,
) -> Made:
    """Seal what passed to its readers, and let the gate read the finished bytes.

    `fresh`: its labels are its own. `reviewed`: it goes to somebody who is to say whether it may be released so.

    Raises:
        LeakFound: something protected can still be read in them.
    """
    vault = session.vault
    tlp = sending.tlp_of(job.audience, envelope)
    place = series.place(session, job, envelope, terms.recipients, fresh=fresh)
    day = clock.today().isoformat()
    content = BundleContent(
        records=passed.records,
        audience=job.audience,
        created_day=day,
        series_id=place.series_id,
        seq=place.seq,
        counts=_told(_entities(job)),
        reasons=_told(_reasons(job)),
        ladder=job.ladder.choices(),
        withheld=rounded_up(len(job.prepared) - len(job.included)),
        ledger_head="" if envelope.per_recipient else vault.ledger_head(),
        ledger_anchor="" if envelope.per_recipient else checkpoint.compact(vault.log.checkpoint()),
        expires=terms.expires,
        tlp=tlp,
        previous=place.previous,
        changes=place.changes,
        correction=envelope.correction,
        for_review=reviewed,
        documents=_documents(job, passed, day, tlp, envelope.lay_out, reviewed),
    )
    signing = SigningKey.from_seed(vault.device().signing_seed)
    built = writer.build(content, recipients=terms.recipients, signing=signing, shown=terms.shown)
    own = (
        writer.own_words()
        | writer.drawn(built.manifest)
        | page_layout.own_words(job.audience, day, reviewed=reviewed is not None)
        | (paper.own_words() if envelope.lay_out else frozenset())
    )
    pass_words(envelope.correction, passed)
    if reviewed is not None:
        pass_words(reviewed.correction, passed)
    result = gate.inspect(built.plain, passed.watchlist, look=passed.look, ours=own)
    log = log_of(tuple(map(shown, job.prepared)), job.audience, bundle=built.manifest.bundle_id)
    log_words = own_words(job.audience)  # the log may be given away with the bundle
    gate.inspect_text(as_html(log), passed.watchlist, look=passed.look, ours=log_words)
    seen = GateView(passed=True, strings=result.strings, leaves=result.leaves)
    digest = hashlib.sha256(built.data).hexdigest()
    return Made(job, built, terms, envelope, place, tlp, seen, log, proposal, fresh=fresh, sha256=digest)


def write_down(session: Session, made: Made) -> None:
    """Register and ledger know of a bundle before anybody has it."""
    vault, job, bundle = session.vault, made.job, made.built.manifest.bundle_id
    release = job.release(bundle, sha256=made.sha256, recipients=made.built.manifest.recipients)
    vault.record_release(
        replace(
            release,
            series=made.envelope.series,
            series_id=made.place.series_id,
            seq=made.place.seq,
            tlp=made.tlp.value,
            expires=made.terms.expires,
            proposal=made.proposal,
            for_review=made.envelope.for_review,
            group=made.group,
            fresh=made.fresh,
            correction=made.envelope.correction,
            reason=made.envelope.reason,
            manifest_sha256=made.built.manifest_sha256,
        )
    )
    if vault.policy.signed is not None:
        vault.append_ledger(TERMS, **made.terms.facts(bundle))
    if made.proposal and not made.envelope.for_review:
        approvals.note_counted(session, made.proposal, bundle)
    if details := len(settling.details(job.prepared)):
        vault.append_ledger("details-accepted", bundle=bundle, count=details)
    if job.unregistered:
        vault.append_ledger("suggestions-accepted", bundle=bundle, count=job.unregistered)


def hand_out(session: Session, made: Made, out: Path) -> Receipt:
    """Write the file; the ledger is told if that fails.

    Raises:
        AlreadyExists, DiskFull, CannotWrite.
    """
    manifest, prepared = made.built.manifest, made.job.prepared
    try:
        files.atomic_write(out, made.built.data, keep_existing=True)
    except BaseException:
        session.vault.append_ledger("export-not-written", bundle=manifest.bundle_id)
        raise
    return Receipt(
        bundle_id=manifest.bundle_id,
        file=str(out),
        sha256=made.sha256,
        included=tuple((one.candidate.record.code, one.label) for one in prepared if one.text is not None),
        withheld=tuple((one.candidate.record.code, one.candidate.reasons) for one in prepared if one.text is None),
        replacements=_replacements(made.job),
        gate=made.gate,
        recipients=manifest.recipients,
        accepted_details=len(settling.details(prepared)),
        log=made.log,
        accepted_suggestions=made.job.unregistered,
        series=made.envelope.series,
        seq=manifest.seq,
        tlp=made.tlp,
        expires=manifest.expires,
        proposal=made.proposal,
        removed=sum(one.fate is Fate.REMOVED for one in made.place.changes),
    )


def shown(one: Prepared) -> RecordPreview:
    """A record as it is and as it would leave."""
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
        source=record.row.card.source if record.row.card is not None else "",
    )


def _documents(
    job: Job, passed: Passed, day: str, tlp: Tlp, lay_out: LayOut | None, reviewed: Outside | None
) -> dict[str, bytes]:
    """The same records for people without a program."""
    records = [cleared.record for cleared in passed.records]
    page = page_layout.as_html(records, job.audience, day, tlp=tlp, reviewed=reviewed).encode("utf-8")
    if lay_out is None:
        return {PAGE: page}
    return {PAGE: page, PAPER: paper.neutral(lay_out(page), page_layout.heading())}


def _replacements(job: Job) -> dict[str, int]:
    kinds = (change.entity if change.kind is ChangeKind.NAME else change.kind.value for change in job.changes)
    return dict(sorted(Counter(kinds).items()))


def _entities(job: Job) -> dict[EntityType, int]:
    return {EntityType(kind): count for kind, count in _replacements(job).items() if kind in _ENTITY_TYPES}


def _told(counts: Mapping[_Kind, int]) -> dict[_Kind, int]:
    """What a reader may know of how many there were."""
    return {kind: count for kind, count in suppressed(counts).items() if count is not None}


def _reasons(job: Job) -> dict[ReasonCode, int]:
    return dict(sorted(Counter(change.reason for change in job.changes).items()))
