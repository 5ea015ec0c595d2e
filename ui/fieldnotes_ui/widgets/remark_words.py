"""What kinds of remarks are called, and how their passages look."""

from __future__ import annotations

from fieldnotes.i18n import N_, tr
from fieldnotes.model.review import RemarkKind, ReviewVerdict
from fieldnotes_ui.widgets.spans import Tone

KINDS = {
    RemarkKind.COMMENT: N_("Comment"),
    RemarkKind.QUERY: N_("Question"),
    RemarkKind.RISK: N_("Risk: this identifies somebody"),
}
ICONS = {RemarkKind.COMMENT: "message-square", RemarkKind.QUERY: "circle-help", RemarkKind.RISK: "shield-alert"}
ICON_TONES = {RemarkKind.COMMENT: "text2", RemarkKind.QUERY: "info", RemarkKind.RISK: "danger"}
TONES = {RemarkKind.COMMENT: Tone.REMARK, RemarkKind.QUERY: Tone.QUERY, RemarkKind.RISK: Tone.RISK}
VERDICTS = {
    ReviewVerdict.OPEN: N_("not judged yet"),
    ReviewVerdict.ACCEPT: N_("accepted"),
    ReviewVerdict.RETURN: N_("returned"),
}


def kind_name(kind: RemarkKind) -> str:
    return tr(KINDS[kind])
