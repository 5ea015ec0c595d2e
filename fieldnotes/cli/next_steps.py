"""What to do about a record that stays, as commands to type."""

from __future__ import annotations

from collections.abc import Iterable

from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.protection import policy
from fieldnotes.services.views import RecordPreview

_STEPS = {
    "no-source": "source VAULT CODE PERSON, or source VAULT CODE public-document",
    "no-consent": "ask her; then consent set VAULT PERSON --use {uses}=anonymous (or another answer, see its --help)",
    "consent-expired": "ask her again; then consent set VAULT PERSON --use {uses}=anonymous --obtained DAY",
    "consent-away": "travel return VAULT PACKAGE brings it back",
    "policy": "only whoever signs the policy can change that: policy show VAULT",
    "level": "level set VAULT CODE {levels} --reason WHY, once that is safe for all in it; its case may demand more",
}
_ORDER = tuple(_STEPS)


def for_records(records: Iterable[RecordPreview], audience: Audience) -> list[str]:
    """One line for each reason that somebody can do something about; none about a refusal, which is to be respected."""
    met = {reason.code for record in records if not record.included for reason in record.reasons}
    levels = "|".join(level.name for level in Level if policy.may_receive(audience, level))
    uses = "|".join(use.value for use in policy.PERMITTING_USES[audience])
    return [f"next: {_STEPS[code].format(levels=levels, uses=uses)}" for code in _ORDER if code in met]
