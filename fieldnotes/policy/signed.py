"""A policy with its signature: made by the security lead, verified by everybody, and pinned by a vault.

The signature is a minisign file, so that stock tools can check it. Its trusted comment names the format and the signer;
whose key that is, people say by eight words or by a contact card.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fieldnotes.crypto import sign
from fieldnotes.crypto.sign import BadSignature, SigningKey
from fieldnotes.crypto.signer import Signer, signer_in
from fieldnotes.errors import PolicyRefused
from fieldnotes.i18n import N_, tr
from fieldnotes.policy.document import FORMAT, parse
from fieldnotes.policy.limits import BUILT_IN, Policy, Wrong

SIGNATURE_ENDING = ".minisig"
SIGNATURE_BYTES = 4096

_OTHER_SIGNER = N_("it is signed by another key than the policy that this vault has")
_OTHER_ID = N_("it is another policy than the one that this vault has")
_OLDER = N_("it is older than the one that this vault has")
_SAME_VERSION = N_("its version is that of another document that this vault has")


@dataclass(frozen=True, slots=True)
class Signed:
    """The exact bytes of a document, the signature over them, and the public key that made it."""

    text: bytes
    signature: str
    key: bytes

    @property
    def words(self) -> tuple[str, ...]:
        """Eight words that name the signer: those of the contact card, where the signature names it."""
        try:
            found = signer_in(sign.trusted_comment(self.signature), FORMAT)
        except BadSignature:
            return Signer(self.key).words
        return found.words if found.key == self.key else Signer(self.key).words

    @property
    def policy(self) -> Policy:
        """What it sets; the built-in limits where this program cannot read it at all."""
        return _read(self.text)

    @property
    def readable(self) -> bool:
        return bool(self.policy.id)

    def verify(self) -> None:
        """Raises BadSignature unless the signature is the key's over the document."""
        sign.verify_file(self.text, self.signature, self.key)


def signed_by(text: bytes, key: SigningKey, recipients: tuple[str, ...] = ()) -> Signed:
    """Sign a document. `recipients` are those of the signer's card, by whose words the signature is then known.

    Raises:
        Wrong: it cannot be used, or has a line that the format does not have.
    """
    if unknown := parse(text).unknown:
        raise Wrong(tr(N_("there is no line {line} in this format"), line=unknown[0]))
    signature = key.sign_file(text, trusted_comment=Signer(key.public, recipients).comment(FORMAT))
    return Signed(text, signature, key.public)


def verified(text: bytes, signature: str) -> Signed:
    """A document and its signature file, once they fit each other.

    Raises:
        BadSignature: they do not, or the signature was not made for a policy.
        Wrong: the document cannot be used.
    """
    found = Signed(text, signature, signer_in(sign.trusted_comment(signature), FORMAT).key)
    found.verify()
    parse(text)
    return found


def succeeds(pinned: Signed | None, new: Signed) -> bool:
    """Whether `new` takes the place of what a vault has; False where it is the same.

    The first one is anybody's: whoever installs it compares words.

    Raises:
        PolicyRefused: another signer, another policy, or an older version.
    """
    if pinned is None:
        return True
    if (new.text, new.key) == (pinned.text, pinned.key):
        return False
    old, found = pinned.policy, new.policy
    if new.key not in (pinned.key, old.successor):
        raise PolicyRefused(why=tr(_OTHER_SIGNER))
    if old.id and found.id != old.id:
        raise PolicyRefused(why=tr(_OTHER_ID))
    if found.version <= old.version:
        raise PolicyRefused(why=tr(_OLDER if found.version < old.version else _SAME_VERSION))
    return True


@lru_cache(maxsize=16)
def _read(text: bytes) -> Policy:
    try:
        return parse(text, lenient=True)
    except Wrong:
        return BUILT_IN
