"""Preview, decide, export: the one way from a vault to a bundle. Preview and export run the same code."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes import clock, files
from fieldnotes.bundle import writer
from fieldnotes.bundle.writer import BundleContent
from fieldnotes.crypto import age
from fieldnotes.crypto.identity import Card
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import AlreadyExists, BadRecipient, NoSuchHit, NothingToExport, QuasiOpen, ReviewOpen
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.changes import Changes
from fieldnotes.model.record import Passage
from fieldnotes.model.redaction import ChangeKind, Redacted, Verdict
from fieldnotes.model.register import EntityType
from fieldnotes.progress import Watch
from fieldnotes.protection import gate
from fieldnotes.protection.redactor import Redactor
from fieldnotes.redaction.accounts import find_accounts
from fieldnotes.services import people
from fieldnotes.services.release import Candidate, gather, redactor_for
from fieldnotes.services.session import Session
from fieldnotes.services.views import (
    GateView,
    HitGroup,
    Preview,
    Receipt,
    RecordPreview,
    RemainingDetail,
)
from fieldnotes.vault import checkpoint
from fieldnotes.vault.releases import Release, ReleasedRecord

_CONTEXT = 60
_CONTEXTS_SHOWN = 5
_ENTITY_TYPES = frozenset(kind.value for kind in EntityType)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A candidate after redaction; `text` is None for one that is withheld."""

    candidate: Candidate
    label: str
    title: Redacted | None
    text: Redacted | None


@dataclass(frozen=True, slots=True)
class _Job:
    """An export with nothing left to decide."""

    case: str
    audience: Audience
    prepared: Sequence[_Prepared]
    redactor: Redactor
    accepted: str


def preview(session: Session, case: str, audience: Audience, *, watch: Watch | None = None) -> Preview:
    """What an export of the case to this audience would do now, with everything still to be decided.

    Raises:
        SealedClosed: names cannot be protected without being read.
    """
    prepared, _ = _prepare(session, case, audience, watch)
    hits = _groups(prepared)
    details = _details(prepared)
    ready = not hits and not details and any(one.text is not None for one in prepared)
    return Preview(case, audience, tuple(map(_shown, prepared)), hits, details, ready)


def review_hits(
    session: Session, case: str, audience: Audience = Audience.EDITOR, *, watch: Watch | None = None
) -> tuple[HitGroup, ...]:
    """Groups of possible names that nobody has decided on yet."""
    prepared, _ = _prepare(session, case, audience, watch, everything=True)
    return _groups(prepared)


def decide(session: Session, case: str, hit: str, verdict: Verdict, *, who: str = "owner") -> Changes:
    """Settle one group for this case; remembered in the vault with who and when.

    Raises:
        NoSuchHit: no open or settled group has that number.
    """
    if hit not in session.vault.decisions(case) and not any(
        hit == group.id for audience in Audience for group in review_hits(session, case, audience)
    ):
        raise NoSuchHit(name=hit)
    return session.vault.decide(case, hit, verdict.value, who=who)


def export(
    session: Session,
    case: str,
    audience: Audience,
    *,
    to: Sequence[str],
    out: Path,
    accept_quasi: str = "",
    watch: Watch | None = None,
) -> Receipt:
    """Redact, pass the gate, seal to the recipients and write one bundle; the ledger knows of it first.

    `to` holds contact cards (path or text) or bare age recipients. Nothing is written unless everything is decided.

    Raises:
        ReviewOpen, QuasiOpen, NothingToExport, LeakFound, BadRecipient, SealedClosed, AlreadyExists, DiskFull.
    """
    if out.exists():
        raise AlreadyExists(name=out.name)
    recipients = tuple(dict.fromkeys(address for one in to for address in _addresses(one)))
    prepared, redactor = _prepare(session, case, audience, watch)
    included = [one for one in prepared if one.text is not None]
    if not included:
        reasons = Counter(reason.code for one in prepared for reason in one.candidate.reasons)
        raise NothingToExport(case=case, reasons=", ".join(sorted(reasons)) or "the case is empty")
    if groups := _groups(prepared):
        raise ReviewOpen(count=len(groups))
    details = _details(prepared)
    if details and not accept_quasi.strip():
        raise QuasiOpen(count=len(details))
    job = _Job(case, audience, prepared, redactor, accept_quasi.strip())
    return _write(session, job, recipients=recipients, out=out, watch=watch)


def _write(session: Session, job: _Job, *, recipients: Sequence[str], out: Path, watch: Watch | None) -> Receipt:
    """Gate, seal, gate again, ledger, file: in this order, so that what is not written down cannot exist."""
    included = [one for one in job.prepared if one.text is not None]
    watchlist = job.redactor.watchlist(word for one in included for word in _kept(one))
    cleared = []
    for done, one in enumerate(included):
        if watch is not None:
            watch.step(done, len(included), "passing the gate")
        assert one.title is not None
        assert one.text is not None
        cleared.append(gate.clear(_bundle_record(one), one.title, one.text, watchlist))
    vault = session.vault
    counts = _replacements(included)
    content = BundleContent(
        records=cleared,
        audience=job.audience,
        created_day=clock.today().isoformat(),
        series_id=secrets.token_hex(16),
        seq=1,
        counts={EntityType(kind): count for kind, count in counts.items() if kind in _ENTITY_TYPES},
        withheld=len(job.prepared) - len(included),
        ledger_head=vault.ledger_head(),
        ledger_anchor=checkpoint.compact(vault.log.checkpoint()),
    )
    built = writer.build(content, recipients=recipients, signing=SigningKey.from_seed(vault.device().signing_seed))
    result = gate.inspect(built.plain, watchlist)
    digest = hashlib.sha256(built.data).hexdigest()
    if watch is not None:
        watch.check()
    details = len(_details(job.prepared))
    vault.record_release(
        Release(
            id=built.manifest.bundle_id,
            case=job.case,
            audience=job.audience,
            sha256=digest,
            recipients=built.manifest.recipients,
            records=tuple(
                ReleasedRecord(one.candidate.record.code, one.candidate.record.row.version, one.candidate.order.level)
                for one in included
            ),
            consent={one.candidate.record.code: one.candidate.consent for one in included},
            labels={one.candidate.record.code: one.label for one in included},
            accepted=job.accepted if details else "",
        )
    )
    if details:
        vault.append_ledger("details-accepted", bundle=built.manifest.bundle_id, count=details)
    try:
        files.atomic_write(out, built.data, keep_existing=True)
    except BaseException:
        vault.append_ledger("export-not-written", bundle=built.manifest.bundle_id)
        raise
    return Receipt(
        bundle_id=built.manifest.bundle_id,
        file=str(out),
        sha256=digest,
        included=tuple((one.candidate.record.code, one.label) for one in included),
        withheld=tuple((one.candidate.record.code, one.candidate.reasons) for one in job.prepared if one.text is None),
        replacements=counts,
        gate=GateView(passed=True, strings=result.strings, leaves=result.leaves),
        recipients=built.manifest.recipients,
        accepted_details=details,
    )


def _prepare(
    session: Session, case: str, audience: Audience, watch: Watch | None, *, everything: bool = False
) -> tuple[list[_Prepared], Redactor]:
    """Redact what may leave; with `everything`, also what is withheld, so that its names can be decided early."""
    candidates = gather(session, case, audience)
    redactor = redactor_for(session, case, audience, candidates)
    prepared = []
    number = 0
    for done, candidate in enumerate(candidates):
        if watch is not None:
            watch.step(done, len(candidates), "redacting")
        if candidate.reasons and not everything:
            prepared.append(_Prepared(candidate, "", None, None))
            continue
        number += 1
        body, card = candidate.record.body, candidate.record.row.card
        assert card is not None  # gather reads only records that are open
        title = redactor.redact(card.title, _in_title(card.title, body.passages), candidate.order)
        text = redactor.redact(body.text, body.passages, candidate.order)
        prepared.append(_Prepared(candidate, f"R-{number:03d}", title, text))
    return prepared, redactor


def _in_title(title: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Marked words stay marked where a title repeats them."""
    return tuple(
        replace(passage, start=match.start(), end=match.end())
        for passage in passages
        for match in re.finditer(re.escape(passage.quote), title)
    )


def _bundle_record(one: _Prepared) -> BundleRecord:
    assert one.title is not None
    assert one.text is not None
    row = one.candidate.record.row
    accounts = find_accounts(one.text.text)
    return BundleRecord(
        label=one.label,
        kind=row.kind.value,
        language=row.card.language if row.card is not None else "",
        level=one.candidate.order.level.name,
        title=one.title.text,
        text=one.text.text,
        consent=one.candidate.consent,
        notes=tuple(
            f"alleged, {account.kind.value}: {one.text.text[account.start : account.end].strip()}"
            for account in accounts
        ),
    )


def _groups(prepared: Sequence[_Prepared]) -> tuple[HitGroup, ...]:
    found: dict[str, list[tuple[str, str, str, str, str]]] = {}
    for one in prepared:
        card = one.candidate.record.row.card
        for redacted, original in ((one.title, card.title if card else ""), (one.text, one.candidate.record.body.text)):
            for hit in redacted.hits if redacted is not None else ():
                context = original[max(0, hit.start - _CONTEXT) : hit.end + _CONTEXT]
                identity = ",".join(hit.entries)
                found.setdefault(hit.group, []).append(
                    (identity, hit.surface, hit.why, context, one.candidate.record.code)
                )
    return tuple(
        HitGroup(
            id=group,
            identity=hits[0][0],
            surface=hits[0][1],
            count=len(hits),
            why=hits[0][2],
            contexts=tuple(dict.fromkeys(" ".join(hit[3].split()) for hit in hits))[:_CONTEXTS_SHOWN],
            records=tuple(dict.fromkeys(hit[4] for hit in hits)),
        )
        for group, hits in found.items()
    )


def _details(prepared: Sequence[_Prepared]) -> tuple[RemainingDetail, ...]:
    return tuple(
        RemainingDetail(one.candidate.record.code, detail.facet, detail.text, detail.start, detail.end)
        for one in prepared
        if one.text is not None
        for detail in one.text.details
    )


def _shown(one: _Prepared) -> RecordPreview:
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
    )


def _replacements(included: Sequence[_Prepared]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in included:
        for redacted in (one.title, one.text):
            for change in redacted.changes if redacted is not None else ():
                counts[change.entity if change.kind is ChangeKind.NAME else change.kind.value] += 1
    return dict(sorted(counts.items()))


def _kept(one: _Prepared) -> frozenset[str]:
    return frozenset(word for redacted in (one.title, one.text) if redacted is not None for word in redacted.kept)


def _addresses(one: str) -> tuple[str, ...]:
    """The age recipients of a card (its path or its text) or of a bare address."""
    if age.is_recipient(one.strip()):
        return (one.strip(),)
    if one.lstrip().startswith("{"):
        return Card.parse(one).age
    path = Path(one)
    if not path.is_file():
        raise BadRecipient(name=path.name)
    return people.load_card(path).age
