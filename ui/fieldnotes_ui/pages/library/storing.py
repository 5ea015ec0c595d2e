"""What the open record asks of the vault: runs on the vault thread, touches no widget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fieldnotes import clock
from fieldnotes.errors import SealedClosed
from fieldnotes.model.changes import Changes
from fieldnotes.model.record import Body, Card, Draft
from fieldnotes.services import find, unfinished, write
from fieldnotes.services.session import Session
from fieldnotes.services.views import RecordView

_BESIDE = "-open"
"""Ends the id of a draft that was typed while another one of its record was closed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A record, and the typing that was never saved, if it differs."""

    view: RecordView
    draft: Draft | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What came of saving. `view` is None where somebody else saved in between: nothing was written.

    `as_written` is false where the stored text is another one: sealed words are back in their places.
    """

    view: RecordView | None
    changes: Changes
    as_written: bool = True


def look(session: Session, code: str) -> RecordView:
    """A record as it is; whom it speaks of is as it was last known, because to search a long text takes time."""
    return find.record(session, code, look=False)


def read(session: Session, code: str) -> Opened:
    """A record with its newest draft; a draft that says the same is forgotten."""
    view = look(session, code)
    card = view.record.row.card or Card()
    found = None
    for draft in write.drafts(session):
        if draft.record != code or unfinished.is_form(draft):
            continue
        if draft.body == view.record.body and draft.title == card.title:
            write.drop_draft(session, draft.id)
        else:
            found = draft
    return Opened(view, found)


def keep(session: Session, draft: Draft) -> Changes:
    """Keep a draft under the level that its record has now: it may have been raised since the draft was made.

    Raises:
        SealedClosed: the record is SEALED and the compartment is closed.
    """
    level = session.vault.row(draft.record).level  # the row alone: a lock must not wait for a search for names
    try:
        return write.autosave(session, replace(draft, level=level))
    except SealedClosed:  # the draft of that id holds sealed words, and nothing is written over unread
        return write.autosave(session, replace(draft, level=level, id=draft.id + _BESIDE))


def store(session: Session, code: str, *, version: int, card: Card, body: Body, draft: str) -> Stored:
    """Save on top of `version` and forget the draft."""
    if write.revisions(session, code)[0].version != version:
        return Stored(None, Changes(ledger=False))
    changes = write.save(session, code, card=card, body=body)
    write.drop_draft(session, draft.removesuffix(_BESIDE))
    write.drop_draft(session, draft.removesuffix(_BESIDE) + _BESIDE)
    view = look(session, code)
    changes = replace(changes, drafts=True, records=changes.records | {code})
    return Stored(view, changes, as_written=view.record.body.text == body.text)


def clock_time() -> str:
    """Now, on the clock on the wall."""
    return clock.now().astimezone().strftime("%H:%M:%S")


def local_time(stamp: str) -> str:
    """A stored stamp, `2026-11-22T06:24:00Z`, as local hour and minute."""
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone().strftime("%H:%M")
