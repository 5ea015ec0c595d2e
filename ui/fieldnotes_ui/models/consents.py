"""Where a person's consent stands today, for the strip of the register."""

from __future__ import annotations

from fieldnotes.model.consent import Answer, Consent
from fieldnotes.services.views import ConsentState


def state_of(consent: Consent, today: str) -> ConsentState:
    """The state in the words that record lists use; `today` is an ISO day."""
    if consent.withdrawn:
        return ConsentState.WITHDRAWN
    if not consent.answers:
        return ConsentState.NONE
    if not consent.in_force(today):
        return ConsentState.EXPIRED
    limits = {Answer.NO, Answer.ASK} & set(consent.answers.values())
    return ConsentState.LIMITED if limits else ConsentState.OK
