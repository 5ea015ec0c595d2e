"""Evidence: a file kept as it came, its digest, its custody log, and a stripped copy where one can be made.

Bytes never leave in a bundle: there, only what the record says of them. They are taken out one by one, on purpose.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes import clock, files
from fieldnotes.errors import EmptyFile, EvidenceChanged, FormNeeded, NotPermitted
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.forms import Custody, CustodyAct, Evidence
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import Kind, Row
from fieldnotes.protection import policy
from fieldnotes.protection.policy import Action
from fieldnotes.services import forms, stripping
from fieldnotes.services.session import Session
from fieldnotes.vault.records.evidence_files import Part

LIMIT_BYTES = 64 * 1024 * 1024
"""Of one file: it is read into memory as a whole, and every backup holds it again."""
_TAKING_OUT = N_("taking its file out")
_OWNER = "owner"
UNTOLD = Evidence()


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence in a list; `form` is None while it is closed."""

    row: Row
    form: Evidence | None


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether the bytes in the vault are those that came in."""

    code: str
    original: bool
    copy: bool
    """True too where there is none."""

    @property
    def holds(self) -> bool:
        return self.original and self.copy


def add(
    session: Session,
    case: str,
    path: Path,
    *,
    about: Evidence = UNTOLD,
    title: str = "",
    level: Level = DEFAULT_LEVEL,
    language: str = "",
    who: str = _OWNER,
) -> Row:
    """Keep a file with its SHA-256, and beside it a copy without hidden data where the kind of file allows it.

    `about` says its origin, giver, date and whatever else was told; the rest of it is read from the file, which stays
    where it is. Its name is kept at INTERNAL.

    Raises:
        FileTooLarge: it is longer than `LIMIT_BYTES`.
        EmptyFile, CannotRead, NoSuchRecord, SealedClosed, DiskFull.
    """
    data = files.read_limited(path, LIMIT_BYTES)
    if not data:
        raise EmptyFile(name=path.name)
    copy = stripping.stripped(data)
    form = replace(
        about,
        name=path.name,
        media_type=stripping.media_type(data),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        copy_sha256="" if copy is None else hashlib.sha256(copy).hexdigest(),
        copy_size=0 if copy is None else len(copy),
        custody=(Custody(clock.stamp(), CustodyAct.INGESTED, who),),
    )
    with session.vault.transaction():
        row = forms.add(session, case, form, title=title, level=level, language=language)
        session.vault.put_evidence(row.code, Part.ORIGINAL, data)
        if copy is not None:
            session.vault.put_evidence(row.code, Part.COPY, copy)
    return row


def retell(session: Session, code: str, about: Evidence, *, language: str | None = None) -> Changes:
    """Tell its origin, giver, date and story otherwise; what was read from the file and its custody log stay.

    Raises:
        FormNeeded: the record is no evidence.
        NoSuchRecord, SealedClosed.
    """
    now = form_of(session, code)
    told = replace(now, origin=about.origin, giver=about.giver, when=about.when, narrative=about.narrative)
    return forms.change(session, code, told, language=language)


def all_of(session: Session, *, case: str | None = None) -> tuple[EvidenceView, ...]:
    """All evidence, newest first; of what is closed, the code alone."""
    found = []
    for row in session.vault.rows(case=case):
        if row.kind is Kind.EVIDENCE:
            form = None if row.card is None else session.vault.record(row.code).body.form
            found.append(EvidenceView(row, form if isinstance(form, Evidence) else None))
    return tuple(found)


def form_of(session: Session, code: str) -> Evidence:
    """What is known of a file.

    Raises:
        FormNeeded: the record is no evidence.
        NoSuchRecord, SealedClosed.
    """
    form = forms.form_of(session, session.vault.record(code))
    if not isinstance(form, Evidence):
        raise FormNeeded(code=code)
    return form


def verify(session: Session, code: str) -> Verified:
    """Read all bytes again and compare them with the digests of their ingest; written to the ledger."""
    form = form_of(session, code)
    found = Verified(
        code,
        session.vault.evidence_digest(code, Part.ORIGINAL) == form.sha256,
        not form.copy_sha256 or session.vault.evidence_digest(code, Part.COPY) == form.copy_sha256,
    )
    session.vault.append_ledger("evidence-verified", record=code, holds=int(found.holds))
    return found


def take_out(
    session: Session, code: str, to: Path, *, original: bool = False, who: str = _OWNER, note: str = ""
) -> Evidence:
    """Write the stripped copy, or with `original` (and where there is no copy) the original, to a new file.

    The custody log and the ledger say so before the file is there.

    Raises:
        NotPermitted: its level keeps it inside.
        EvidenceChanged: the bytes are not those that came in; nothing was written.
        FormNeeded, NoSuchRecord, SealedClosed, AlreadyExists, DiskFull, CannotWrite.
    """
    form, row = form_of(session, code), session.vault.row(code)
    level = policy.highest((row.level, session.vault.case(row.case).floor))
    if not policy.may(level, Action.COPY):
        raise NotPermitted(level=level.words, action=tr(_TAKING_OUT))
    part = Part.ORIGINAL if original or not form.copy_sha256 else Part.COPY
    data = session.vault.evidence(code, part)
    if hashlib.sha256(data).hexdigest() != (form.sha256 if part is Part.ORIGINAL else form.copy_sha256):
        raise EvidenceChanged(code=code)
    told = replace(form, custody=(*form.custody, Custody(clock.stamp(), CustodyAct.TAKEN_OUT, who, note)))
    with session.vault.transaction():
        forms.change(session, code, told)
        session.vault.append_ledger("evidence-taken-out", record=code, original=int(part is Part.ORIGINAL))
    files.atomic_write(to, data, keep_existing=True)
    return told
