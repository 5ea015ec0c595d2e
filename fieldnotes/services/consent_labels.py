"""What the uses and answers of a consent are called, wherever somebody reads them."""

from __future__ import annotations

from collections.abc import Mapping

from fieldnotes.i18n import N_, tr
from fieldnotes.model.consent import Answer, Use

USES = {
    Use.INTERNAL: N_("Inside the team"),
    Use.PARTNER: N_("Partner groups"),
    Use.LEGAL: N_("Legal work"),
    Use.UN: N_("UN bodies"),
    Use.COURT: N_("Courts"),
    Use.PRESS: N_("Press"),
    Use.PUBLICATION: N_("Publication"),
    Use.ARCHIVE: N_("Archive"),
    Use.TRAINING: N_("Training"),
}
ANSWERS: dict[Answer | None, str] = {
    None: N_("Not asked"),
    Answer.NO: N_("No"),
    Answer.ASK: N_("Ask first"),
    Answer.ANONYMOUS: N_("Anonymous"),
    Answer.ROLE: N_("By role"),
    Answer.NAME: N_("By name"),
    Answer.YES: N_("Yes"),
}
"""In the order of the columns: what permits nothing first."""


def worded(kept: str) -> str:
    """What a bundle or the register of exports keeps of a consent, as `press: name`, in the reader's language."""
    return ", ".join(_worded(*one.partition(": ")) for one in kept.split(", ")) if kept else ""


def _worded(use: str, between: str, answer: str) -> str:
    """What this program does not know stays as it was written."""
    if use not in set(Use) or answer not in set(Answer):
        return f"{use}{between}{answer}"
    return f"{tr(USES[Use(use)])}: {tr(ANSWERS[Answer(answer)])}"


def told(answers: Mapping[Use, Answer]) -> str:
    """Every answer in one line, in the order of the uses."""
    return ", ".join(f"{tr(USES[use])}: {tr(ANSWERS[answers[use]])}" for use in Use if use in answers)
