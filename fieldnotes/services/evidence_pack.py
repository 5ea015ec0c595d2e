"""Files for a lawyer: each verified against its ingest, with a custody sheet, in a sealed bag that stock tools check.

The files are those that the gate can read and finds clean: stripped copies, or originals of which no copy is needed.
Format: `docs/formats/evidence-pack.md`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex

from fieldnotes import clock, files
from fieldnotes.bundle import sealing, writer
from fieldnotes.bundle.layout import CUSTODY, PACK_FORMAT, PAGE, SHEET
from fieldnotes.crypto import age
from fieldnotes.crypto.exchange import canonical
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import AlreadyExists, EvidenceChanged, NothingToExport
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.evidence_pack import ENDINGS, OTHER_ENDING
from fieldnotes.model.forms import Custody, CustodyAct, Evidence
from fieldnotes.model.proposal import Door
from fieldnotes.model.record import Kind
from fieldnotes.model.tlp import Tlp
from fieldnotes.progress import Watch
from fieldnotes.protection.residue import words
from fieldnotes.services import approvals, evidence, leaving, page_layout, sending, settling, stripping
from fieldnotes.services.leaving import Allowed
from fieldnotes.services.passing import pass_each
from fieldnotes.services.preparing import USUAL, How, Prepared
from fieldnotes.services.session import Session
from fieldnotes.services.views import GateView
from fieldnotes.vault.records.evidence_files import Part

WAY = "evidence-pack"
_TITLE = N_("Custody sheet")
_NO_EVIDENCE = N_("no piece of evidence may go to it")
_NUMBER = N_("Evidence pack {number}, made on {day}. {count} files.")
_FILE = N_("{label}: {file}, {size} octets, SHA-256 {sha256}")
_ORIGINAL = N_(
    "The original is kept: {size} octets, SHA-256 {sha256}, taken at its ingest and found the same on {day}."
)
_SAME = N_("This file is the original.")
_STRIPPED = N_("This file is a copy of it without hidden data (place, time, device).")
_ACT = N_("{at}  {act}")
_ACTS = {
    CustodyAct.INGESTED: N_("taken in"),
    CustodyAct.VERIFIED: N_("verified"),
    CustodyAct.TAKEN_OUT: N_("taken out"),
    CustodyAct.MOVED: N_("moved"),
}
_WHO = N_("Who did each of these is in the author's own custody log, and not here.")


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
        _payload(found, exhibits, audience, day),
        day=day,
        comment=f"{PACK_FORMAT} {found.id}",
        recipients=terms.recipients,
        signing=signing,
        shown=terms.shown,
        profile=PACK_FORMAT,
    )
    view = leaving.inspected(found, (sealed.plain,), own_words(audience, day))
    keys = tuple(sorted(age.key_id(one) for one in terms.recipients))
    digest = leaving.written_down(session, found, sealed.data, how=WAY, recipients=keys)
    for one in exhibits:
        session.vault.append_ledger("evidence-taken-out", record=one.code, original=int(one.original))
    with leaving.telling(session, found):
        files.atomic_write(out, sealed.data, keep_existing=True)
    return PackReceipt(found.id, str(out), digest, exhibits, keys, view)


def own_words(audience: Audience, day: str) -> frozenset[str]:
    """Folded words that a pack holds even when it tells nothing."""
    acts = tuple(Custody("", act) for act in CustodyAct)
    files_ = [
        Exhibit(
            "",
            "R-001",
            f"data/files/e001.{ending}",
            b"",
            Evidence(media_type=kind, custody=acts),
            ending == OTHER_ENDING,
        )
        for kind, ending in (*ENDINGS.items(), (stripping.OTHER, OTHER_ENDING))
    ]
    said = (_sheet("", files_, day), *(canonical(_told(one)).decode("utf-8") for one in files_), "exhibits day number")
    own = frozenset(word for text in said for word in words(text))
    return writer.own_words() | page_layout.own_words(audience, day) | own


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


def _payload(found: Allowed, exhibits: Sequence[Exhibit], audience: Audience, day: str) -> dict[str, bytes]:
    records = [cleared.record for cleared in found.passed.records]
    document: dict[str, object] = {
        "format": PACK_FORMAT,
        "number": found.id,
        "day": day,
        "exhibits": [_told(one) for one in exhibits],
    }
    return {
        CUSTODY: canonical(document) + b"\n",
        SHEET: _sheet(found.id, exhibits, day).encode("utf-8"),
        PAGE: page_layout.as_html(records, audience, day, tlp=Tlp(found.tlp)).encode("utf-8"),
        **{one.file: one.data for one in exhibits},
    }


def _told(one: Exhibit) -> dict[str, object]:
    form = one.form
    return {
        "label": one.label,
        "file": one.file,
        "sha256": one.sha256,
        "size": len(one.data),
        "media_type": form.media_type,
        "is_original": one.original,
        "original_sha256": form.sha256,
        "original_size": form.size,
        "acts": [{"at": act.at, "act": act.act.value} for act in form.custody],
    }


def _sheet(number: str, exhibits: Sequence[Exhibit], day: str) -> str:
    told = [tr(_NUMBER, number=number, day=day, count=len(exhibits)), tr(_WHO)]
    for one in exhibits:
        form = one.form
        told.append(tr(_FILE, label=one.label, file=one.file, size=len(one.data), sha256=one.sha256))
        told.append(tr(_ORIGINAL, size=form.size, sha256=form.sha256, day=day))
        told.append(tr(_SAME) if one.original else tr(_STRIPPED))
        told += [tr(_ACT, at=act.at, act=tr(_ACTS[act.act])) for act in form.custody]
    return page_layout.sheet(tr(_TITLE), told)
