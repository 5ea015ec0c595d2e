"""Preview and export: the one way from a vault to a bundle. Both run the same code; `review` has the decisions."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fieldnotes import files
from fieldnotes.errors import AlreadyExists, BadValue, NoSuchRecord
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.proposal import Door
from fieldnotes.progress import Watch
from fieldnotes.services import approvals, bundling, hit_groups, mosaic, review, review_flags, sending, settling
from fieldnotes.services.bundling import Made, shown
from fieldnotes.services.particulars import entry_of
from fieldnotes.services.passing import pass_each
from fieldnotes.services.preparing import USUAL, How, prepare
from fieldnotes.services.review import decide, decisions, review_hits, undecide
from fieldnotes.services.sending import Terms
from fieldnotes.services.session import Session
from fieldnotes.services.settling import Job, settled
from fieldnotes.services.views import Preview, Receipt

__all__ = ["decide", "decisions", "export", "preview", "resolve", "review_hits", "undecide"]

_SHORTEST_ID = 4
_BUNDLE_ID = N_("the bundle's number, or as much of its beginning as bundle show prints")
_GROUP_BYTES = 16


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
    leaving = {one.candidate.record.code for one in prepared if one.text is not None}
    held = review_flags.held(session, leaving)
    left = found.open or unregistered or held or any(one.state is mosaic.State.OPEN for one in mosaics)
    ready = not left and any(one.text is not None for one in prepared)
    return Preview(
        case,
        audience,
        tuple(map(shown, prepared)),
        found.open,
        remaining,
        ready,
        found.settled,
        unregistered,
        mosaics,
        settling.finer_topics(audience, how),
        held,
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

    `to` holds codes of contacts, contact cards (path or text) or bare age recipients. Nothing is written unless
    everything is decided. `accept_quasi` accepts for everybody what still remains of them, with the two people of
    `how`. With fresh labels nobody can join this bundle with another by them; the register of exports keeps them.

    Raises:
        NotReauthenticated: the passphrase was not typed for this export.
        NotApproved: fewer people than the audience needs approved exactly this.
        RecipientUnverified, ContactChanged, ContactExpired, MixedRecipients: somebody may not get it.
        ReviewOpen, SuggestionsOpen, MosaicOpen, NothingToExport, LeakFound, BadRecipient, SealedClosed, AlreadyExists,
        DiskFull, BadValue.
        PolicyForbids, RecipientUnpinned: for fewer keys than the policy asks for, or for others.
    """
    if out.exists():
        raise AlreadyExists(name=out.name)
    how = replace(how, envelope=replace(how.envelope, per_recipient=False))
    terms = _asked_again(session, to, how)
    job = settled(session, case, audience, accept_quasi=accept_quasi, how=how, watch=watch)
    made = _made(session, job, terms, how, watch)
    session.use_proof()
    bundling.write_down(session, made)
    return bundling.hand_out(session, made, out)


def export_each(
    session: Session,
    case: str,
    audience: Audience,
    *,
    to: Sequence[str],
    folder: Path,
    accept_quasi: str = "",
    how: How = USUAL,
    watch: Watch | None = None,
) -> tuple[Receipt, ...]:
    """A bundle for each reader into a new folder: with labels, numbers and a series that no other copy has, so that two
    readers cannot join theirs, and whose is whose the register of exports tells of a copy that is found.

    All are made and read by the gate before the first is written. Errors as of `export`.
    """
    if folder.exists():
        raise AlreadyExists(name=folder.name)
    how = replace(how, fresh_labels=True, envelope=replace(how.envelope, per_recipient=True))
    terms = _asked_again(session, to, how)
    group = secrets.token_hex(_GROUP_BYTES)
    copies = []
    for reader in terms.readers:
        job = settled(session, case, audience, accept_quasi=accept_quasi, how=how, watch=watch)
        made = _made(session, job, terms.for_reader(reader), how, watch)
        copies.append(replace(made, group=group))
    session.use_proof()
    files.private_folder(folder)
    receipts = []
    for made in copies:
        bundling.write_down(session, made)
        receipts.append(bundling.hand_out(session, made, folder / made.built.manifest.file_name))
    return tuple(receipts)


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


def _asked_again(session: Session, to: Sequence[str], how: How) -> Terms:
    """Whoever exports is here, and for whom it is."""
    session.needs_proof()
    return sending.terms(session, to, compared=how.compared, envelope=how.envelope)


def _made(session: Session, job: Job, terms: Terms, how: How, watch: Watch | None) -> Made:
    """A bundle that may leave, and has not."""
    envelope = how.envelope
    terms.check_readers(one.candidate.order.level for one in job.included)
    reviewed = approvals.for_review(session, job, envelope) if envelope.for_review else None
    outside = sending.outside_of(job.audience, envelope, Door.SEALED)
    proposal = approvals.check(session, job, outside) if reviewed is None else reviewed.code
    passed, told = pass_each(job, watch), reviewed.outside if reviewed is not None else None
    made = bundling.make(
        session,
        job,
        passed,
        terms=terms,
        envelope=envelope,
        proposal=proposal,
        fresh=how.fresh_labels,
        reviewed=told,
    )
    if watch is not None:
        watch.check()
    return made
