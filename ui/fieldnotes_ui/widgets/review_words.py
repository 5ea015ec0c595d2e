"""How kinds, reasons, reaches and outcomes of a review are called, and which icon stands for them."""

from __future__ import annotations

from fieldnotes.i18n import N_, tr
from fieldnotes.model.redaction import ReasonCode, Scope
from fieldnotes_ui.models.review import Kind, Outcome, State
from fieldnotes_ui.moments import local_moment
from fieldnotes_ui.widgets.draw_text import isolated

KINDS = {
    Kind.NAME: N_("Possible name"),
    Kind.AMBIGUOUS: N_("Could be several people"),
    Kind.SUGGESTION: N_("Suggestion: not registered"),
    Kind.DETAIL: N_("Detail that could identify"),
    Kind.MOSAIC: N_("What remains of one person"),
}
KINDS_MANY = {
    Kind.NAME: N_("Names"),
    Kind.AMBIGUOUS: N_("Ambiguous"),
    Kind.SUGGESTION: N_("Suggested"),
    Kind.DETAIL: N_("Details"),
    Kind.MOSAIC: N_("Mosaic"),
}
KIND_ICONS = {
    Kind.NAME: "user-round",
    Kind.AMBIGUOUS: "users",
    Kind.SUGGESTION: "circle-help",
    Kind.DETAIL: "triangle-alert",
    Kind.MOSAIC: "list-checks",
}
REASONS = {
    ReasonCode.SOURCE: N_("Names the source"),
    ReasonCode.THIRD_PARTY: N_("Names a third party"),
    ReasonCode.RELATIVE: N_("Relative"),
    ReasonCode.QUASI: N_("Could identify in sum"),
    ReasonCode.LOCATION: N_("Location"),
    ReasonCode.HEALTH: N_("Health"),
    ReasonCode.SECURITY: N_("Security practice"),
    ReasonCode.LEGAL: N_("Legal"),
    ReasonCode.CONSENT: N_("Consent"),
}
"""Their order is that of the keys 1 to 9."""
SCOPES = {Scope.ALWAYS: N_("Everywhere"), Scope.CASE: N_("In this case"), Scope.HERE: N_("Only here")}
SCOPES_MEAN = {
    Scope.ALWAYS: N_("In every case of this vault, from now on"),
    Scope.CASE: N_("Everywhere in this case"),
    Scope.HERE: N_("Only at the place that is framed now"),
}
STATES = {
    State.OPEN: N_("to decide"),
    State.STORING: N_("being stored…"),
    State.REDACTED: N_("redacted"),
    State.KEPT: N_("kept"),
    State.FAILED: N_("not stored: open again"),
}
STATE_LOOKS = {
    State.STORING: ("timer", "text3"),
    State.REDACTED: ("eraser", "ok"),
    State.KEPT: ("eye", "text2"),
    State.FAILED: ("circle-alert", "danger"),
}
_DECIDED_BY = N_("{who}, {when}")


def outcome_words(outcome: Outcome) -> str:
    """Reach, reason, who and when, in one line."""
    reason = tr(REASONS[outcome.reason]) if outcome.reason is not None else ""
    return isolated(tr(SCOPES[outcome.scope]), reason, decided_by(outcome.who, outcome.decided))


def decided_by(who: str, when: str) -> str:
    return tr(_DECIDED_BY, who=who, when=local_moment(when)) if when else who
