"""Forms on a screen: stored when they are complete, and never lost when they have to close before."""

from __future__ import annotations

from fieldnotes.errors import BadValue, FormNeeded, NoSuchRecord
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.forms import Evidence, Form
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind
from fieldnotes.services import evidence, forms, vocabulary, write
from fieldnotes.services.form_text import blocks_of
from fieldnotes.services.session import Session

_UNFINISHED = N_("Unfinished form")


def keep_new(session: Session, case: str, form: Form, *, level: Level, language: str = "") -> Changes:
    """Keep a new record with this form; where a field cannot be stored as it is, a note with all its words.

    Raises:
        NoSuchRecord: no such case.
    """
    try:
        row = forms.add(session, case, form, level=level, language=language)
    except (BadValue, NoSuchRecord):
        card = Card(title=tr(_UNFINISHED), language=language)
        body = _told(session, form, language)
        row = write.new_record(session, case, kind=Kind.NOTE, card=card, body=body, level=level)
    return Changes(records=frozenset({row.code}), cases=frozenset({row.case}))


def keep_changed(session: Session, code: str, form: Form, *, language: str = "") -> Changes:
    """Keep a new version of a record; where that cannot be, a draft of it with all the words.

    Raises:
        NoSuchRecord: the record is gone.
        SealedClosed: it is SEALED and the compartment is closed.
    """
    row = session.vault.row(code)
    try:
        return changed(session, code, form, language=language)
    except (BadValue, FormNeeded, NoSuchRecord):
        title = row.card.title if row.card is not None else ""
        body = _told(session, form, language)
        draft = Draft(f"draft-{code}", code, row.case, row.kind, row.level, title, body)
        return write.autosave(session, draft)


def changed(session: Session, code: str, form: Form, *, language: str = "") -> Changes:
    """A new version of a record of any kind; the custody log of evidence stays whatever `form` says of it.

    Raises:
        BadValue, FormNeeded, NoSuchRecord, SealedClosed: as `forms.change`.
    """
    if isinstance(form, Evidence):
        return evidence.retell(session, code, form, language=language)
    return forms.change(session, code, form, language=language)


def _told(session: Session, form: Form, language: str) -> Body:
    return Body(blocks_of(form, vocabulary.of(session), language))
