"""What stands when two sides wrote differently: the union of names, the stricter of two consents. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.model.register import Identity

_STRICTNESS = (Answer.NO, Answer.ASK, Answer.ANONYMOUS, Answer.ROLE, Answer.NAME, Answer.YES)
"""From what permits least. No answer at all permits nothing either, but does not forbid."""


def united(first: Identity, second: Identity) -> Identity:
    """`second` with everything that only `first` had."""
    names = dict.fromkeys((*second.names, *first.names))
    return replace(
        second,
        aliases=tuple(name for name in names if name != second.name),
        note=_both((second.note, first.note)),
        contacts=tuple(dict.fromkeys((*second.contacts, *first.contacts))),
        addresses=tuple(dict.fromkeys((*second.addresses, *first.addresses))),
        documents=tuple(dict.fromkeys((*second.documents, *first.documents))),
        special=tuple(dict.fromkeys((*second.special, *first.special))),
        birth=_both((second.birth, first.birth)),
        citizenship=_both((second.citizenship, first.citizenship)),
        occupation=_both((second.occupation, first.occupation)),
    )


def stricter(first: Consent, second: Consent) -> Consent:
    """For each use the answer that permits less; withdrawn if either is; the earlier review and expiry, the later
    embargo."""
    answers = {
        use: answer for use in Use if (answer := _stricter(first.answers.get(use), second.answers.get(use))) is not None
    }
    return Consent(
        answers=answers,
        obtained_on=second.obtained_on or first.obtained_on,
        review_on=_earlier(first.review_on, second.review_on),
        expires_on=_earlier(first.expires_on, second.expires_on),
        withdrawn_on=_earlier(first.withdrawn_on, second.withdrawn_on),
        embargo_until=max(first.embargo_until, second.embargo_until),
        form=joined(first.form, second.form),
    )


def joined(first: ConsentForm | None, second: ConsentForm | None) -> ConsentForm | None:
    """What either says; where one cannot be read, the other."""
    if first is None or second is None:
        return second or first
    return ConsentForm(
        **{one.name: _both((getattr(second, one.name), getattr(first, one.name))) for one in fields(ConsentForm)}
    )


def _both(texts: Iterable[str]) -> str:
    """The texts under one another, but none that another one holds."""
    told = list(filter(None, dict.fromkeys(texts)))
    return "\n".join(text for text in told if not any(text != other and text in other for other in told))


def _stricter(first: Answer | None, second: Answer | None) -> Answer | None:
    """A use that only one side was asked about: nothing, unless the answer was no."""
    if first is None or second is None:
        return Answer.NO if Answer.NO in (first, second) else None
    return min(first, second, key=_STRICTNESS.index)


def _earlier(first: str, second: str) -> str:
    return min(filter(None, (first, second)), default="")
