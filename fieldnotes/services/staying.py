"""What can be done about a record that stays: the next step for each reason, and whether it lies with her consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import Reason

_ASK_HER = N_("Ask her, and write down what she agrees to under {source}.")
_STEPS: Mapping[str, str] = {
    "level": N_("If it may reach them, lower the level of the record and say why; else leave it out."),
    "policy": N_("Only a new policy of the security lead changes that."),
    "no-source": N_("Open the record, and name its source in its details."),
    "no-consent": _ASK_HER,
    "consent-expired": _ASK_HER,
    "consent-withdrawn": N_("It stays, and what left of it before can be called back. See the consent of {source}."),
    "consent-away": N_("Bring back what was left behind before the journey."),
    "embargo": N_("Wait for that day, or ask her again. See the consent of {source}."),
}
_OF_CONSENT = frozenset(("no-consent", "consent-expired", "consent-withdrawn", "embargo"))


def step(reason: Reason, source: str) -> str:
    """The next step, as a sentence; empty for a reason that this program has no step for."""
    return tr(_STEPS[reason.code], source=source) if reason.code in _STEPS else ""


def lies_with_consent(reasons: Sequence[Reason]) -> bool:
    """Whether the first thing in the way is what the source agreed to, and not the record."""
    return bool(reasons) and reasons[0].code in _OF_CONSENT
