"""A person's own keys (an age identity file with a signing key) and the contact card made from them.

Formats: `docs/formats/identity.md` and `docs/formats/contact-card.md`.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fieldnotes import clock
from fieldnotes.crypto import age, exchange, sign
from fieldnotes.crypto.words import fingerprint
from fieldnotes.errors import BadIdentityFile, BadRecipient, BadValue

CARD_FORMAT = "fieldnotes-card/1"
CARD_LIMIT_BYTES = 8 * 1024
IDENTITY_LIMIT_BYTES = 64 * 1024
_FIRST_LINE = "# fieldnotes identity 1"
_OUR_FIRST_LINE = re.compile(r"# fieldnotes identity \d+")
_MAX_NAME = 200
_MAX_RECIPIENTS = 4


@dataclass(frozen=True, slots=True)
class Card:
    """The public half of an identity: safe to send to anybody, verified when it was read.

    `text` is the exact document, to be kept or sent on; `name` is what its owner calls themselves. `expires` is the
    ISO day after which nothing is to be encrypted to it; empty for never.
    """

    name: str
    age: tuple[str, ...]
    sign: bytes
    created: str
    words: tuple[str, ...]
    text: str
    expires: str = ""

    @classmethod
    def parse(cls, text: str, *, name: str = "the card") -> Card:
        """Read a contact card; `name` is its file's, for the error.

        Raises:
            BadRecipient: no card, altered, not signed by its own key, or with words of another fingerprint.
        """
        try:
            return _card(text)
        except (exchange.Malformed, sign.BadSignature, ValueError) as error:
            raise BadRecipient(name=name) from error


@dataclass(frozen=True, slots=True)
class Identity:
    """Secret keys. `signing_seed` is None for a plain age identity, which reads bundles but makes neither
    bundles nor a card."""

    name: str
    age_secrets: tuple[str, ...] = field(repr=False)
    signing_seed: bytes | None = field(repr=False)
    created: str

    @classmethod
    def generate(cls, name: str, *, post_quantum: bool = False) -> Identity:
        """New keys. X25519 opens with every age program; `post_quantum` needs one from 2025 or later.

        Raises:
            BadValue: nothing is left of the name, or it is longer than 200 characters.
        """
        shown = unicodedata.normalize("NFC", exchange.harmless_line(name))
        if not 0 < len(shown) <= _MAX_NAME:
            raise BadValue(field="name", value=f"{len(shown)} characters long", allowed=f"1 to {_MAX_NAME} characters")
        secret = age.generate_identity(post_quantum=post_quantum)
        return cls(shown, (secret,), sign.SigningKey.generate().seed, clock.today().isoformat())

    @property
    def age_secret(self) -> str:
        return self.age_secrets[0]

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(age.recipient_of(secret) for secret in self.age_secrets)

    @property
    def signing_key(self) -> sign.SigningKey:
        """The key that signs bundles.

        Raises:
            BadIdentityFile: a plain age identity has none.
        """
        if self.signing_seed is None:
            raise BadIdentityFile(name="a plain age key")
        return sign.SigningKey.from_seed(self.signing_seed)

    def to_text(self) -> str:
        """The identity file: a valid age identity file, so that `age -d -i FILE` opens bundles."""
        seed = b64encode(self.signing_key.seed).decode("ascii")
        head = (_FIRST_LINE, f"# name: {self.name}", f"# created: {self.created}", f"# signing-key: {seed}")
        return "\n".join((*head, *self.age_secrets, ""))

    @classmethod
    def from_text(cls, text: str, *, name: str = "the file") -> Identity:
        """Read an identity file of ours or of age-keygen; `name` is the file's, for the error.

        Raises:
            BadIdentityFile: anything else.
        """
        try:
            return _identity(text)
        except (ValueError, exchange.Malformed, BadIdentityFile) as error:
            raise BadIdentityFile(name=name) from error

    def card(self, *, expires: str = "") -> Card:
        """The contact card, signed by this identity; `expires` is an ISO day.

        Raises:
            BadIdentityFile: a plain age key has none.
        """
        key = self.signing_key
        words = words_of(self.recipients, key.public)
        day = self.created[:10]  # a moment would tell more than anybody needs
        document: dict[str, object] = {
            "format": CARD_FORMAT,
            "name": self.name,
            "age": list(self.recipients),
            "sign": b64encode(key.public).decode("ascii"),
            "created": day,
            "words": list(words),
        }
        if expires:
            document["expires"] = expires
        document["signature"] = b64encode(key.sign(exchange.canonical(document))).decode("ascii")
        text = exchange.canonical(document).decode() + "\n"
        return Card(self.name, self.recipients, key.public, day, words, text, expires)


def _identity(text: str) -> Identity:
    if len(text) > IDENTITY_LIMIT_BYTES:
        raise ValueError("length")
    lines = [line.rstrip("\r") for line in text.split("\n")]
    ours = lines[0] == _FIRST_LINE
    if not ours and _OUR_FIRST_LINE.fullmatch(lines[0]):
        raise ValueError("version")
    secrets = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    if not secrets:
        raise ValueError("no key")
    for secret in secrets:
        age.recipient_of(secret)
    notes = _notes(lines) if ours else {}
    seed = exchange.exact_base64(notes["signing-key"], 32) if "signing-key" in notes else None
    return Identity(exchange.harmless_line(notes.get("name", "")), secrets, seed, notes.get("created", ""))


def _notes(lines: list[str]) -> Mapping[str, str]:
    """The `# key: value` lines; a key given twice is a ValueError."""
    notes: dict[str, str] = {}
    for line in lines:
        key, separator, value = line.removeprefix("# ").partition(": ")
        if line.startswith("# ") and separator:
            if key in notes:
                raise ValueError("twice")
            notes[key] = value
    return notes


def _card(text: str) -> Card:
    data = text.strip().encode("utf-8")
    fields = exchange.strict_object(data, limit_bytes=CARD_LIMIT_BYTES)
    expires = _day(fields.text("expires", limit=10)) if "expires" in fields.raw() else ""
    ends = ("expires",) if expires else ()
    fields.require("format", "name", "age", "sign", "created", "words", "signature", *ends)
    if fields.text("format") != CARD_FORMAT:
        raise ValueError("format")
    public = exchange.exact_base64(fields.text("sign"), sign.PUBLIC_BYTES)
    signature = exchange.exact_base64(fields.text("signature"), sign.SIGNATURE_BYTES)
    document = fields.raw()
    del document["signature"]
    sign.verify(exchange.canonical(document), signature, public)
    recipients = fields.texts("age", limit=CARD_LIMIT_BYTES)
    if not 0 < len(recipients) <= _MAX_RECIPIENTS or not all(age.is_recipient(item) for item in recipients):
        raise ValueError("recipients")
    words = fields.texts("words")
    if words != words_of(recipients, public):
        raise ValueError("words")
    shown = exchange.harmless_line(fields.text("name", limit=_MAX_NAME))
    created = exchange.harmless_line(fields.text("created", limit=10))
    return Card(shown, recipients, public, created, words, data.decode() + "\n", expires)


def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("day")
    return text


def words_of(recipients: tuple[str, ...], public: bytes) -> tuple[str, ...]:
    """The eight words by which people compare a card's keys."""
    return fingerprint("\n".join((CARD_FORMAT, *recipients, public.hex())).encode("ascii"))
