"""Who signed a policy or a report, as the trusted comment of its signature says: by the eight words of a contact card.

The comment names the signing key and the age recipients of the signer's card, so that whoever has only the signature
says the same words as whoever has the card. One that names the key alone, as earlier versions wrote it, has words of
its own. The signature is by that key, so nobody else can put recipients beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes.crypto import age, sign
from fieldnotes.crypto.identity import Identity, words_of
from fieldnotes.crypto.sign import BadSignature
from fieldnotes.crypto.words import fingerprint

_KEY_ALONE = "fieldnotes-policy/1"
_MOST_RECIPIENTS = 8
_LONGEST = 3_500
"""Characters of a comment, so that its file is one that `sign` reads."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A public signing key, and the age recipients of the card on which it is; none where only the key is known."""

    key: bytes
    recipients: tuple[str, ...] = ()

    @classmethod
    def of(cls, identity: Identity) -> Signer:
        """Raises BadIdentityFile: a plain age key signs nothing."""
        return cls(identity.signing_key.public, identity.recipients)

    @property
    def words(self) -> tuple[str, ...]:
        """Eight words that name the signer: those of the card, where its recipients are known."""
        if self.recipients:
            return words_of(self.recipients, self.key)
        return fingerprint(f"{_KEY_ALONE}\n{self.key.hex()}".encode("ascii"))

    def comment(self, form: str) -> str:
        """The trusted comment of a signature over a document of the format `form`."""
        alone = f"{form} {sign.public_key_line(self.key)}"
        whole = " ".join((alone, *self.recipients))
        return whole if len(whole) <= _LONGEST else alone


def signer_in(comment: str, form: str) -> Signer:
    """Who a trusted comment says has signed; the signature must be verified with that key before it is believed.

    Raises:
        BadSignature: the comment is for another format, or malformed.
    """
    found, _, rest = comment.partition(" ")
    line, *recipients = rest.split(" ")
    if found != form or len(recipients) > _MOST_RECIPIENTS or not all(map(age.is_recipient, recipients)):
        raise BadSignature("comment")
    return Signer(sign.public_key(line), tuple(recipients))
