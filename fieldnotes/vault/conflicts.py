"""What stands when two sides wrote differently: the union of names, the stricter of two consents. Pure."""

from __future__ import annotations

from dataclasses import replace

from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.register import Identity

_STRICTNESS = (Answer.NO, Answer.ASK, Answer.ANONYMOUS, Answer.ROLE, Answer.NAME, Answer.YES)
"""From what permits least. No answer at all permits nothing either, but does not forbid."""


def united(first: Identity, second: Identity) -> Identity:
    """`second` with every name and note that only `first` had."""
    names = dict.fromkeys((*second.names, *first.names))
    notes = dict.fromkeys(note for note in (second.note, first.note) if note)
    note = "\n".join(note for note in notes if not any(note != other and note in other for other in notes))
    return replace(second, aliases=tuple(name for name in names if name != second.name), note=note)


def stricter(first: Consent, second: Consent) -> Consent:
    """For each use the answer that permits less; withdrawn if either is; the earlier review and expiry."""
    answers = {
        use: answer for use in Use if (answer := _stricter(first.answers.get(use), second.answers.get(use))) is not None
    }
    conditions = dict.fromkeys(text for text in (second.conditions, first.conditions) if text)
    return Consent(
        answers=answers,
        obtained_on=second.obtained_on or first.obtained_on,
        form=second.form or first.form,
        conditions="\n".join(
            text for text in conditions if not any(text != other and text in other for other in conditions)
        ),
        review_on=_earlier(first.review_on, second.review_on),
        expires_on=_earlier(first.expires_on, second.expires_on),
        withdrawn_on=_earlier(first.withdrawn_on, second.withdrawn_on),
    )


def _stricter(first: Answer | None, second: Answer | None) -> Answer | None:
    """A use that only one side was asked about: nothing, unless the answer was no."""
    if first is None or second is None:
        return Answer.NO if Answer.NO in (first, second) else None
    return min(first, second, key=_STRICTNESS.index)


def _earlier(first: str, second: str) -> str:
    return min(filter(None, (first, second)), default="")
