"""The redaction log as something to keep or print: the gate reads it like everything else that leaves.

A label may be somebody's own words for a passage, and whoever decided wrote a name; both stand in the log.
"""

from __future__ import annotations

from enum import StrEnum

from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction_log import RedactionLog
from fieldnotes.progress import Watch
from fieldnotes.protection import gate
from fieldnotes.services import redaction_log, share
from fieldnotes.services.preparing import USUAL, How, prepare
from fieldnotes.services.redaction_log_page import as_html, own_words
from fieldnotes.services.session import Session


class Form(StrEnum):
    TEXT = "text"
    HTML = "html"
    JSON = "json"


def sheet(
    session: Session,
    case: str,
    audience: Audience,
    *,
    form: Form = Form.HTML,
    how: How = USUAL,
    watch: Watch | None = None,
) -> tuple[RedactionLog, str]:
    """The log of what an export would leave out now, and its words in this form, past the gate.

    Raises:
        LeakFound: something protected can be read in it.
        SealedClosed: names cannot be looked for without being read.
    """
    log = redaction_log.log_of(share.preview(session, case, audience, how=how, watch=watch).records, audience)
    prepared, redactor = prepare(session, case, audience, watch, how=how)
    kept = frozenset(word for one in prepared for part in one.parts for word in part.kept)
    words = rendered(log, form)
    gate.inspect_text(words, redactor.watchlist(kept), look=redactor.look(kept), ours=own_words(audience))
    return log, words


def rendered(log: RedactionLog, form: Form) -> str:
    if form is Form.HTML:
        return as_html(log)
    return redaction_log.as_json(log) if form is Form.JSON else redaction_log.as_text(log)
