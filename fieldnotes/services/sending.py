"""To whom a bundle goes, until when it opens, how far it may be passed on, as the policy lets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from fieldnotes import clock
from fieldnotes.bundle.layout import MAX_CORRECTION as MOST
from fieldnotes.crypto import age
from fieldnotes.errors import (
    BadValue,
    MixedRecipients,
    PolicyForbids,
    RecipientUnpinned,
    RecipientUnverified,
)
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Door, Outside
from fieldnotes.model.tlp import Tlp
from fieldnotes.protection import policy
from fieldnotes.services import contacts
from fieldnotes.services.session import Session

_LENGTH = N_("at most {most} characters")
_ONLY_BUNDLES = N_("nothing: only a bundle keeps an end and a correction")


LayOut = Callable[[bytes], bytes]
"""Makes a PDF of a page: nothing in the core does, a window has one."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is written on the outside of an export. Days are ISO.

    `series` is what the owner calls a row of bundles that follow each other; `correction` tells its readers what is
    different from the one before. `per_recipient`: a file for each reader, with labels that no other has.
    `for_review`: it goes to somebody who is to say whether it may be released. `reason` is kept with the release and
    told to nobody.
    """

    series: str = ""
    expires: str = ""
    tlp: Tlp | None = None
    per_recipient: bool = False
    for_review: bool = False
    correction: str = ""
    reason: str = ""
    without_changes: bool = False
    """Its readers are not told what became of each record of the one before; which one was removed may say why."""
    lay_out: LayOut | None = None
    """Where somebody can, a PDF of the records lies in the bundle too."""
    original_digest: bool = False
    """An evidence pack tells size and SHA-256 of the originals, too."""


PLAIN = Envelope()
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What a bundle leaves under. `expires` is an ISO day, empty for never; `shown` keys it seems to be for."""

    recipients: tuple[str, ...]
    expires: str
    shown: int
    pinned: bool
    """The words of every recipient's card were compared, now or before."""
    readers: tuple[tuple[str, ...], ...] = ()
    """The keys of each reader."""
    unverified: int = 0
    """How many readers nobody knows."""

    def facts(self, bundle: str) -> dict[str, str | int]:
        """For the ledger."""
        return {"bundle": bundle, "expires": self.expires, "shown": self.shown, "pinned": int(self.pinned)}

    def for_reader(self, keys: tuple[str, ...]) -> Terms:
        """The same for one of the readers alone."""
        return replace(self, recipients=_of_one_kind((keys,)), readers=(keys,))

    def check_readers(self, levels: Iterable[Level]) -> None:
        """Refuse readers whose cards nobody compared, for levels that are for known readers only.

        Raises:
            RecipientUnverified.
        """
        held = tuple(levels)
        if self.unverified and policy.needs_known_readers(held):
            raise RecipientUnverified(count=self.unverified, level=policy.highest(held).words)


def terms(session: Session, to: Sequence[str], *, compared: bool = False, envelope: Envelope = PLAIN) -> Terms:
    """What a bundle for `to` leaves under: codes of contacts, contact cards (path or text), bare age recipients.

    `compared`: somebody compared the words of each card by voice. That is remembered; a bare recipient has no words.
    A post-quantum key is used where every reader has one, else a classic one, never both in one file.

    Raises:
        BadRecipient, NoSuchRecord, NoCardInPicture: one is neither.
        ContactChanged, ContactExpired: one is not to be trusted.
        MixedRecipients: no kind of key is everybody's.
        PolicyForbids: for fewer keys than the policy asks for, for longer, or without a reason.
        RecipientUnpinned: the policy wants their words compared first.
        BadValue: a day that is past, or a name or text that is too long.
    """
    check_reason(session, envelope)
    _check_words(envelope)
    ends = _expires(session, envelope.expires)
    rules = session.vault.policy.rules
    readers = tuple(dict.fromkeys(contacts.resolved(session, to)))
    recipients = tuple(key for keys in readers for key in keys) if envelope.per_recipient else _of_one_kind(readers)
    if len(recipients) < rules.min_recipients or (envelope.per_recipient and rules.min_recipients > 1):
        raise PolicyForbids(line="export.min_recipients", value=rules.min_recipients)
    if compared:
        contacts.note_compared(session, to)
    known = contacts.verified_keys(session)
    strange = {age.key_id(one) for one in recipients} - session.vault.policy.pinned
    if rules.pinned_recipients and strange:
        raise RecipientUnpinned(count=len(strange))
    unverified = sum(not known.issuperset(map(age.key_id, keys)) for keys in readers)
    return Terms(recipients, ends, rules.shown_recipients, not strange, readers, unverified)


def tlp_of(audience: Audience, envelope: Envelope) -> Tlp:
    """The mark of the traffic light protocol: the usual one of the audience unless another was chosen. What is still
    to be reviewed is public for nobody.

    Raises:
        BadValue: CLEAR for what is not public, or another for what is.
    """
    audience = Audience.EDITOR if envelope.for_review else audience
    chosen = envelope.tlp or policy.USUAL_TLP[audience]
    if not policy.allows_tlp(audience, chosen):
        allowed = " ".join(one.value for one in Tlp if policy.allows_tlp(audience, one))
        raise BadValue(field="tlp", value=chosen.value, allowed=allowed)
    return chosen


def outside_of(audience: Audience, envelope: Envelope, door: Door) -> Outside:
    """What people say yes to beside the records.

    Raises:
        BadValue: as `tlp_of`; an end that is no day to come; an end or a correction where only a bundle keeps one.
    """
    tlp = tlp_of(audience, replace(envelope, for_review=False))
    for field, text in (("expires", envelope.expires), ("correction", envelope.correction)):
        if text and not door.carries_terms:
            raise BadValue(field=field, value=len(text), allowed=tr(_ONLY_BUNDLES))
    return Outside(door, tlp, contacts.day(envelope.expires), envelope.correction)


def series_of(envelope: Envelope, door: Door) -> str:
    """The row of bundles that a release is to follow; empty where it leaves as no bundle.

    Raises:
        BadValue: a name that is too long.
    """
    _check_words(envelope)
    return envelope.series if door.carries_terms else ""


def check_reason(session: Session, envelope: Envelope) -> None:
    """Refuse what leaves without a reason where the policy wants one.

    Raises:
        PolicyForbids.
    """
    if session.vault.policy.rules.export_reason and not envelope.reason.strip():
        raise PolicyForbids(line="export.reason", value="required")


def check_in_the_clear(session: Session, audience: Audience) -> None:
    """Refuse a way out that has no keys, no known readers and no end, where the policy asks for them.

    What is for the public has nobody to compare and nothing to end.

    Raises:
        PolicyForbids.
    """
    rules = session.vault.policy.rules
    if rules.min_recipients > 1:
        raise PolicyForbids(line="export.min_recipients", value=rules.min_recipients)
    if audience is not Audience.PUBLIC and rules.pinned_recipients:
        raise PolicyForbids(line="export.recipients_pinned", value="true")
    if audience is not Audience.PUBLIC and rules.says("export.ttl_days"):
        raise PolicyForbids(line="export.ttl_days", value=rules.ttl_days)


def _expires(session: Session, wanted: str) -> str:
    """The last day: the one that was chosen, not after the policy's."""
    rules, today = session.vault.policy.rules, clock.today()
    latest = (today + timedelta(days=rules.ttl_days)).isoformat() if rules.says("export.ttl_days") else ""
    if not wanted:
        return latest
    if contacts.day(wanted) > latest and latest:
        raise PolicyForbids(line="export.ttl_days", value=rules.ttl_days)
    return wanted


def _of_one_kind(readers: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The keys that one file is encrypted to: everybody's post-quantum ones, or everybody's classic ones."""
    for hybrid in (True, False):
        chosen = [[key for key in keys if age.is_post_quantum(key) is hybrid] for keys in readers]
        if all(chosen):
            return tuple(dict.fromkeys(key for keys in chosen for key in keys))
    raise MixedRecipients


def _check_words(envelope: Envelope) -> None:
    for field, text, most in (
        ("series", envelope.series, _LONGEST),
        ("correction", envelope.correction, MOST),
        ("reason", envelope.reason, MOST),
    ):
        if len(text) > most or (field == "series" and text != text.strip()):
            raise BadValue(field=field, value=len(text), allowed=tr(_LENGTH, most=most))
