"""The other ways out: redacted records in the clear, as a page, as words, as a PDF, on paper, on the clipboard.

What leaves so has no seal and no readers; so the same conditions hold as for a bundle, the gate reads the finished
bytes, and the register of exports and the ledger know of them before anybody holds them.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from fieldnotes import clock, files
from fieldnotes.bundle import office, paper
from fieldnotes.errors import Bug, NoSuchRecord, NothingToExport
from fieldnotes.model.audience import Audience
from fieldnotes.model.proposal import Door
from fieldnotes.progress import Watch
from fieldnotes.protection import gate
from fieldnotes.services import approvals, leaving, page_layout, sending, settling
from fieldnotes.services.leaving import Allowed, refuse_existing
from fieldnotes.services.passing import Passed, pass_each
from fieldnotes.services.preparing import USUAL, How
from fieldnotes.services.session import Session
from fieldnotes.services.settling import Job
from fieldnotes.services.views import GateView

__all__ = ["refuse_existing"]


class Way(StrEnum):
    """How words leave in the clear."""

    HTML = "html"
    TEXT = "text"
    CLIPBOARD = "clipboard"
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    PRINT = "print"


_DOCUMENTS = {Way.DOCX: office.docx, Way.ODT: office.odt}
"""Ways on which a file for a word processor leaves."""
_LAID_OUT = frozenset({Way.PDF, Way.PRINT})
"""Ways on which somebody else's layout makes the bytes that leave: they come back for the gate to read."""


@dataclass(frozen=True, slots=True)
class Page:
    """Records that passed the gate, in the order of their labels; `sha256` is of the bytes that leave by `way`.

    For PDF and print nothing has left yet: `finished_pdf` judges what was made of `html`.
    """

    id: str
    way: Way
    html: bytes = field(repr=False)
    text: str = field(repr=False)
    records: tuple[str, ...]
    gate: GateView
    sha256: str
    job: Job = field(repr=False)
    passed: Passed = field(repr=False)
    proposal: str = ""
    reason: str = field(default="", repr=False)
    document: bytes = field(default=b"", repr=False)
    """For a word processor; empty on other ways."""
    tlp: str = ""

    @property
    def data(self) -> bytes:
        """The bytes that leave by this way."""
        if self.way in _LAID_OUT:
            raise Bug(what="a page was taken for what is laid out of it")
        if self.way in _DOCUMENTS:
            return self.document
        return self.html if self.way is Way.HTML else self.text.encode("utf-8")


def page(
    session: Session,
    case: str,
    audience: Audience,
    *,
    way: Way = Way.HTML,
    records: Sequence[str] = (),
    accept_quasi: str = "",
    how: How = USUAL,
    watch: Watch | None = None,
) -> Page:
    """Redact the case and hand out these of its records (codes; none: all that may leave) in the clear.

    The whole case must be settled, also for one record of it: what remains of a person is judged over all of them.

    Raises:
        NotReauthenticated, NotApproved: the passphrase was not typed for it, or too few people approved the case.
        ReviewOpen, SuggestionsOpen, MosaicOpen, NothingToExport, LeakFound, SealedClosed.
        NoSuchRecord: one of `records` is not in the case.
        PolicyForbids: the policy wants keys, known readers or an end of whatever leaves; this has none.
    """
    session.needs_proof()
    sending.check_in_the_clear(session, audience)
    sending.check_reason(session, how.envelope)
    tlp = sending.tlp_of(audience, how.envelope)
    whole = settling.settled(session, case, audience, accept_quasi=accept_quasi, how=how, watch=watch)
    proposal = approvals.check(session, whole, sending.outside_of(audience, how.envelope, Door.CLEAR))
    job = _only(whole, records)
    passed = pass_each(job, watch)
    outgoing = [cleared.record for cleared in passed.records]
    day = clock.today().isoformat()
    html = page_layout.as_html(outgoing, audience, day, tlp=tlp).encode("utf-8")
    text = page_layout.as_text(outgoing, audience, day, tlp=tlp)
    if way is Way.CLIPBOARD and len(outgoing) == 1:
        text = outgoing[0].text
    write_document = _DOCUMENTS.get(way)
    document = write_document(page_layout.paragraphs(outgoing, audience, day, tlp=tlp)) if write_document else b""
    own = page_layout.own_words(audience, day)
    leaving = (html, text.encode("utf-8"), *((document,) if document else ()))
    words_of_it = own | office.own_words() if document else own
    seen = [gate.inspect(one, passed.watchlist, look=passed.look, ours=words_of_it) for one in leaving]
    view = GateView(passed=True, strings=seen[0].strings, leaves=sum(one.leaves for one in seen))
    labels = tuple(record.label for record in outgoing)
    made = Page(
        secrets.token_hex(16),
        way,
        html,
        text,
        labels,
        view,
        "",
        job,
        passed,
        proposal,
        how.envelope.reason,
        document,
        tlp,
    )
    if watch is not None:
        watch.check()
    return made if way in _LAID_OUT else replace(made, sha256=_written_down(session, made, made.data))


def finished_pdf(session: Session, page: Page, raw: bytes) -> bytes:
    """What a printer's layout made of `page.html`, with nothing but its pages, once the gate has read them.

    Raises:
        LeakFound: the PDF must not leave; the ledger knows of nothing, because nothing did.
        Bug: it is no PDF, or the page was made for another way.
    """
    if page.way not in _LAID_OUT:
        raise Bug(what="a page was laid out that leaves as it is")
    data = paper.neutral(raw, page_layout.heading())
    own = page_layout.own_words(page.job.audience, clock.today().isoformat()) | paper.own_words()
    gate.inspect(data, page.passed.watchlist, look=page.passed.look, ours=own)
    _written_down(session, page, data)
    return data


def write(session: Session, page: Page, data: bytes, out: Path) -> None:
    """Put into a file what `page` or `finished_pdf` handed out; the ledger is told if that fails.

    Raises:
        AlreadyExists, DiskFull, CannotWrite.
    """
    with leaving.telling(session, _allowed(page)):
        files.atomic_write(out, data, keep_existing=True)


def _only(job: Job, records: Sequence[str]) -> Job:
    """The job with these records alone; what was kept readable in others does not count for them."""
    if not records:
        return job
    there = {one.candidate.record.code: one for one in job.prepared}
    for code in records:
        if code not in there:
            raise NoSuchRecord(name=code)
    chosen = [one for code, one in there.items() if code in records]
    if not any(one.text is not None for one in chosen):
        reasons = sorted({reason.text for one in chosen for reason in one.candidate.reasons})
        raise NothingToExport(case=job.case, reasons="; ".join(reasons))
    return replace(job, prepared=chosen)


def _written_down(session: Session, page: Page, data: bytes) -> str:
    """Register and ledger before the bytes are handed out. Their SHA-256 in hex."""
    return leaving.written_down(session, _allowed(page), data, how=page.way.value)


def _allowed(page: Page) -> Allowed:
    return Allowed(page.id, page.job, page.passed, page.proposal, page.reason, page.tlp)
