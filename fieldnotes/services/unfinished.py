"""Forms on a screen: stored when they are complete, kept as encrypted drafts meanwhile, never lost when they close."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace

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
_PREFIX = "form-"
_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form as it was typed so far. `code` is empty for a record that is not there yet.

    `is_sealed`: some of its words are SEALED, and all of it is kept so. `at` is when it was typed, a UTC stamp.
    """

    id: str
    code: str
    case: str
    level: Level
    form: Form = field(repr=False)
    language: str = ""
    is_sealed: bool = False
    at: str = ""


def new_id() -> str:
    """For a form that is opened now."""
    return f"{_PREFIX}{secrets.token_hex(_ID_BYTES)}"


def is_form(draft: Draft) -> bool:
    """Whether a draft is a form's, not a text's."""
    return draft.id.startswith(_PREFIX)


def keep_draft(session: Session, typed: FormDraft) -> Changes:
    """Write down what is typed, under its level, in place of what was typed into the same form before.

    Raises:
        SealedClosed: it is SEALED and the compartment is closed.
    """
    body = Body(blocks_of(typed.form, vocabulary.of(session), typed.language), form=typed.form)
    level = Level.SEALED if typed.is_sealed else typed.level
    case = typed.case if not typed.code else session.vault.row(typed.code).case
    kind = forms.kind_of(typed.form)
    title = json.dumps([int(typed.level), typed.language])  # the level of a new record may be lower than its draft's
    return write.autosave(session, Draft(typed.id, typed.code, case, kind, level, title, body))


def drafts(session: Session) -> tuple[FormDraft, ...]:
    """Forms that were neither kept nor thrown away, oldest first: the program ended while they were open.

    SEALED ones only while the compartment is open.
    """
    found = []
    for draft in session.vault.drafts():
        if is_form(draft) and draft.body.form is not None:
            level, language = json.loads(draft.title)
            made = FormDraft(draft.id, draft.record, draft.case, Level(level), draft.body.form, language)
            found.append(replace(made, is_sealed=draft.level is Level.SEALED, at=draft.updated))
    return tuple(found)


def drop(session: Session, draft_id: str) -> Changes:
    """It was kept or thrown away."""
    return session.vault.drop_draft(draft_id)


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
        level = Level.SEALED if _holds_sealed(session, code) else row.level
        draft = Draft(f"draft-{code}", code, row.case, row.kind, level, title, body)
        return write.autosave(session, draft)


def changed(session: Session, code: str, form: Form, *, language: str = "") -> Changes:
    """A new version of a record of any kind; the custody log of evidence stays whatever `form` says of it.

    Raises:
        BadValue, FormNeeded, NoSuchRecord, SealedClosed: as `forms.change`.
    """
    if isinstance(form, Evidence):
        return evidence.retell(session, code, form, language=language)
    return forms.change(session, code, form, language=language)


def _holds_sealed(session: Session, code: str) -> bool:
    """Whether words of a record are SEALED: typed anew they are nowhere marked, so all of the draft is kept so."""
    return any(passage.level is Level.SEALED for passage in session.vault.record(code).body.passages)


def _told(session: Session, form: Form, language: str) -> Body:
    return Body(blocks_of(form, vocabulary.of(session), language))
