"""What every way out beside a bundle asks and writes down: passphrase, policy, approvals, gate, register."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldnotes.errors import AlreadyExists
from fieldnotes.model.audience import Audience
from fieldnotes.model.proposal import Door
from fieldnotes.progress import Watch
from fieldnotes.protection import gate
from fieldnotes.services import approvals, sending, settling
from fieldnotes.services.passing import Passed, pass_each
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes.services.settling import Job
from fieldnotes.services.views import GateView

_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Allowed:
    """Records that may leave now; `id` is what the register will call it."""

    id: str
    job: Job = field(repr=False)
    passed: Passed = field(repr=False)
    proposal: str
    reason: str = ""
    tlp: str = ""
    """The mark that it bears; empty where it bears none."""


def allowed(
    session: Session,
    case: str,
    audience: Audience,
    *,
    accept_quasi: str,
    how: How,
    watch: Watch | None,
) -> Allowed:
    """Everything about a case that has to be settled before it leaves in the clear.

    Raises:
        NotReauthenticated, PolicyForbids, NotApproved: it may not leave so, or not yet.
        ReviewOpen, SuggestionsOpen, MosaicOpen, NothingToExport, LeakFound, SealedClosed.
    """
    session.needs_proof()
    sending.check_in_the_clear(session, audience)
    sending.check_reason(session, how.envelope)
    job = settling.settled(session, case, audience, accept_quasi=accept_quasi, how=how, watch=watch)
    proposal = approvals.check(session, job, sending.outside_of(audience, how.envelope, Door.CLEAR))
    return Allowed(secrets.token_hex(_ID_BYTES), job, pass_each(job, watch), proposal, how.envelope.reason)


def inspected(found: Allowed, finished: Iterable[bytes], own: frozenset[str]) -> GateView:
    """The gate over finished bytes.

    Raises:
        LeakFound: something protected can be read in them.
    """
    passed = found.passed
    seen = [gate.inspect(data, passed.watchlist, look=passed.look, ours=own) for data in finished]
    return GateView(passed=True, strings=seen[0].strings, leaves=sum(one.leaves for one in seen))


def written_down(session: Session, found: Allowed, data: bytes, *, how: str, recipients: tuple[str, ...] = ()) -> str:
    """Register and ledger before the bytes are handed out. Their SHA-256 in hex."""
    digest, vault = hashlib.sha256(data).hexdigest(), session.vault
    session.use_proof()
    release = found.job.release(found.id, sha256=digest, recipients=recipients, how=how)
    vault.record_release(replace(release, proposal=found.proposal, reason=found.reason, tlp=found.tlp))
    if found.proposal:
        approvals.note_counted(session, found.proposal, found.id)
    if count := len(settling.details(found.job.prepared)):
        vault.append_ledger("details-accepted", bundle=found.id, count=count)
    if found.job.unregistered:
        vault.append_ledger("suggestions-accepted", bundle=found.id, count=found.job.unregistered)
    return digest


@contextmanager
def telling(session: Session, found: Allowed) -> Iterator[None]:
    """The ledger is told if writing fails."""
    try:
        yield
    except BaseException:
        session.vault.append_ledger("export-not-written", bundle=found.id)
        raise


def refuse_existing(out: Path) -> None:
    """Raise AlreadyExists before anything is redacted for a file or folder that is there."""
    if out.exists():
        raise AlreadyExists(name=out.name)
