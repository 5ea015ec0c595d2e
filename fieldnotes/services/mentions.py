"""Which records speak of which register entry: found by the matcher, kept as codes and counts."""

from __future__ import annotations

from collections import Counter

from fieldnotes.model.record import Record
from fieldnotes.progress import Watch
from fieldnotes.redaction.matcher import Register
from fieldnotes.services.session import Session


def refresh(session: Session, *, watch: Watch | None = None) -> None:
    """Read again what changed since the last look. Does nothing while names are sealed."""
    if not session.sealed_open:
        return
    waiting = session.vault.unscanned()
    if not waiting:
        return
    register = session.matcher()
    for done, code in enumerate(waiting):
        if watch is not None:
            watch.step(done, len(waiting), "looking for names")
        _note(session, register, session.vault.record(code))


def _note(session: Session, register: Register, record: Record) -> None:
    language = record.row.card.language if record.row.card is not None else ""
    hits = register.scan(record.body.text, language=language)
    session.vault.set_mentions(record.code, Counter(hit.ids[0] for hit in hits if len(hit.ids) == 1))
