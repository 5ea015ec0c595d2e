"""What the kinds of records are called, and their icons."""

from __future__ import annotations

from fieldnotes.i18n import N_, tr
from fieldnotes.model.record import Kind

KIND_ICONS = {
    Kind.TESTIMONY: "mic",
    Kind.NOTE: "file-text",
    Kind.INCIDENT: "circle-alert",
    Kind.PUBLICATION: "quote",
    Kind.EVIDENCE: "paperclip",
}
_WORDS = {
    Kind.TESTIMONY: N_("Testimony"),
    Kind.NOTE: N_("Note"),
    Kind.INCIDENT: N_("Incident"),
    Kind.PUBLICATION: N_("Publication"),
    Kind.EVIDENCE: N_("Evidence"),
}


def kind_words(kind: Kind) -> str:
    """The kind in the reader's language."""
    return tr(_WORDS[kind])
