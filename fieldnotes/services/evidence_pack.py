"""Files for a lawyer: each verified against its ingest, with a custody sheet, in a sealed bag that stock tools check.

The files are those that the gate can read and finds clean: stripped copies, or originals of which no copy is needed.
Format: `docs/formats/evidence-pack.md`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex

from fieldnotes import clock, files
from fieldnotes.bundle import documents, sealing, writer
from fieldnotes.bundle.custody import custody_bytes
from fieldnotes.bundle.layout import CUSTODY, PACK_FORMAT, record_path
from fieldnotes.crypto import age
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import AlreadyExists, EvidenceChanged, NothingToExport
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.evidence_pack import ENDINGS, OTHER_ENDING, CustodySheet, PackedFile
from fieldnotes.model.forms import CustodyAct, Evidence
from fieldnotes.model.proposal import Door
from fieldnotes.model.record import Kind
from fieldnotes.model.tlp import Tlp
from fieldnotes.progress import Watch
from fieldnotes.protection.residue import words
from fieldnotes.services import approvals, evidence, leaving, sending, settling, stripping
from fieldnotes.services.leaving import Allowed
from fieldnotes.services.passing import pass_each
from fieldnotes.services.preparing import USUAL, How, Prepared
from fieldnotes.services.session import Session
from fieldnotes.services.views import GateView
from fieldnotes.vault.records.evidence_files import Part

WAY = "evidence-pack"
_NO_EVIDENCE = N_("no piece of evidence may go to it")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One file of a pack; `original` says whether it is the file as it came."""

    code: str
    label: str
    file: str
    data: bytes = field(repr=False)
    form: Evidence
    original: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class PackReceipt:
    """A written pack."""

    id: str
    file: str
    sha256: str
    exhibits: tuple[Exhibit, ...]
    recipients: tuple[str, ...]
    gate: GateView


def pack(
    session: Session,
    case: str,
    *,
    to: Sequence[str],
    out: Path,
    audience: Audience = Audience.LEGAL,
    accept_quasi: str = "",
    how: How = USUAL,
    watch: Watch | None = None,
) -> PackReceipt:
    """Verify the evidence of a case that may reach lawyers, and seal it to them with its custody sheet.

    With `original_digest` in its envelope the sheet tells size and SHA-256 of originals of which a copy goes along,
    too: whoever has one elsewhere, on a telephone that was seized, then knows it by them.

    Raises:
        EvidenceChanged: the bytes of one are not those that came in.
        NothingToExport: no evidence of the case may leave.
        LeakFound: the gate found somebody in a file, or cannot look into it.
        Others of `share.export`.
    """
    if out.exists():
        raise AlreadyExists(name=out.name)
    session.needs_proof()
    terms = sending.terms(session, to, compared=how.compared, envelope=how.envelope)
    job = settling.settled(session, case, audience, accept_quasi=accept_quasi, how=how, watch=watch)
    outside = sending.outside_of(audience, how.envelope, Door.EVIDENCE)
    proposal = approvals.check(session, job, outside)
    chosen = [one for one in job.included if one.candidate.record.row.kind is Kind.EVIDENCE]
    if not chosen:
        raise NothingToExport(case=case, reasons=tr(_NO_EVIDENCE))
    terms.check_readers(one.candidate.order.level for one in chosen)
    job = replace(job, prepared=chosen)
    found = Allowed(token_hex(16), job, pass_each(job, watch), proposal, how.envelope.reason, outside.tlp.value)
    exhibits = tuple(_exhibit(session, number, one) for number, one in enumerate(chosen, start=1))
    signing = SigningKey.from_seed(session.vault.device().signing_seed)
    day = clock.today().isoformat()
    sealed = sealing.seal(
        _payload(found, exhibits, day, original_digest=how.envelope.original_digest),
        day=day,
        comment=f"{PACK_FORMAT} {found.id}",
        recipients=terms.recipients,
        signing=signing,
        shown=terms.shown,
        profile=PACK_FORMAT,
    )
    view = leaving.inspected(found, (sealed.plain,), own_words(day))
    keys = tuple(sorted(age.key_id(one) for one in terms.recipients))
    digest = leaving.written_down(session, found, sealed.data, how=WAY, recipients=keys)
    for one in exhibits:
        session.vault.append_ledger("evidence-taken-out", record=one.code, original=int(one.original))
    with leaving.telling(session, found):
        files.atomic_write(out, sealed.data, keep_existing=True)
    return PackReceipt(found.id, str(out), digest, exhibits, keys, view)


def own_words(day: str) -> frozenset[str]:
    """Folded words that a pack holds even when it tells nothing."""
    acts = tuple((day[:7], act) for act in CustodyAct)
    kinds = (*ENDINGS.items(), (stripping.OTHER, OTHER_ENDING))
    files_ = tuple(
        PackedFile("R-001", f"data/files/e001.{ending}", "", 0, kind, original, "x", 0, acts)
        for kind, ending in kinds
        for original in (True, False)
    )
    said = [custody_bytes(CustodySheet("", day, files_, audience, tlp)) for audience in Audience for tlp in Tlp]
    return writer.own_words() | frozenset(word for one in said for word in words(one.decode("utf-8")))


def _exhibit(session: Session, number: int, one: Prepared) -> Exhibit:
    code = one.candidate.record.code
    if not evidence.verify(session, code).holds:
        raise EvidenceChanged(code=code)
    form = evidence.form_of(session, code)
    original = not form.copy_sha256
    data = session.vault.evidence(code, Part.ORIGINAL if original else Part.COPY)
    if hashlib.sha256(data).hexdigest() != (form.copy_sha256 or form.sha256):  # what was approved
        raise EvidenceChanged(code=code)
    name = f"data/files/e{number:03d}.{ENDINGS.get(form.media_type, OTHER_ENDING)}"
    return Exhibit(code, one.label, name, data, form, original)


def _payload(found: Allowed, exhibits: Sequence[Exhibit], day: str, *, original_digest: bool) -> dict[str, bytes]:
    told = tuple(_told(one, day, original_digest=original_digest) for one in exhibits)
    sheet = CustodySheet(found.id, day, told, found.job.audience, Tlp(found.tlp))
    records = enumerate((cleared.record for cleared in found.passed.records), start=1)
    return {
        CUSTODY: custody_bytes(sheet),
        **{record_path(number): documents.record_bytes(record) for number, record in records},
        **{one.file: one.data for one in exhibits},
    }


def _told(one: Exhibit, day: str, *, original_digest: bool) -> PackedFile:
    form = one.form
    known = (form.sha256, form.size) if original_digest else ("", 0)
    acts = tuple((_month(act.at, day), act.act) for act in form.custody)
    return PackedFile(one.label, one.file, one.sha256, len(one.data), form.media_type, one.original, *known, acts)


def _month(at: str, day: str) -> str:
    """The month of a UTC time: the second would tell when a source handed a file over. Empty for what a wrong clock
    put after the `day` of the pack."""
    found = _MONTH.match(at)
    return found[0] if found and found[0] <= day[:7] else ""
