"""To whom a bundle goes, until when it opens and how many readers it shows, as the policy lets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from fieldnotes import clock
from fieldnotes.crypto import age
from fieldnotes.crypto.identity import Card
from fieldnotes.errors import BadRecipient, PolicyForbids, RecipientUnpinned
from fieldnotes.model.audience import Audience
from fieldnotes.services import people
from fieldnotes.services.session import Session


@dataclass(frozen=True, slots=True)
class Terms:
    """What a bundle leaves under. `expires` is an ISO day, empty for never; `shown` keys it seems to be for."""

    recipients: tuple[str, ...]
    expires: str
    shown: int
    pinned: bool
    """The words of every recipient's card were compared, now or before."""

    def facts(self, bundle: str) -> dict[str, str | int]:
        """For the ledger."""
        return {"bundle": bundle, "expires": self.expires, "shown": self.shown, "pinned": int(self.pinned)}


def terms(session: Session, to: Sequence[str], *, compared: bool = False) -> Terms:
    """What a bundle for `to`, contact cards (path or text) or bare age recipients, leaves under.

    `compared`: somebody compared the words of each card by voice. That is remembered; a bare recipient has no words.

    Raises:
        BadRecipient: one is neither.
        PolicyForbids: for fewer keys than the policy asks for.
        RecipientUnpinned: the policy wants their words compared first.
    """
    policy = session.vault.policy
    cards = {key for one in to if not _is_bare(one) for key in _addresses(one)}
    recipients = tuple(dict.fromkeys(address for one in to for address in _addresses(one)))
    rules = policy.rules
    if len(recipients) < rules.min_recipients:
        raise PolicyForbids(line="export.min_recipients", value=rules.min_recipients)
    if compared:
        policy.pin(map(age.key_id, cards))
    strange = {age.key_id(one) for one in recipients} - policy.pinned
    if rules.pinned_recipients and strange:
        raise RecipientUnpinned(count=len(strange))
    return Terms(recipients, _expires(session), rules.shown_recipients, not strange)


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


def _expires(session: Session) -> str:
    rules = session.vault.policy.rules
    return (clock.today() + timedelta(days=rules.ttl_days)).isoformat() if rules.says("export.ttl_days") else ""


def _is_bare(one: str) -> bool:
    return age.is_recipient(one.strip())


def _addresses(one: str) -> tuple[str, ...]:
    """The age recipients of a card (its path or its text) or of a bare address."""
    if _is_bare(one):
        return (one.strip(),)
    if one.lstrip().startswith("{"):
        return Card.parse(one).age
    path = Path(one)
    if not path.is_file():
        raise BadRecipient(name=path.name)
    return people.load_card(path).age
