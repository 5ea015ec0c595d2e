"""A contact card as few enough letters for a QR code: packed bytes in Base45 (RFC 9285), under a mark of their own.

A code of letters and figures alone holds four characters in 22 bits, so a post-quantum card still fits a code that a
camera can read; the card's own text would not. Format: `docs/formats/contact-card.md`.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Final

from fieldnotes.crypto import exchange, sign
from fieldnotes.crypto.age import bech32
from fieldnotes.crypto.age.recipients import HybridKind, KeyKind, X25519Kind, parse_recipient
from fieldnotes.crypto.identity import CARD_FORMAT, Card, words_of
from fieldnotes.errors import BadRecipient

MARK: Final = "FNCARD1:"
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_KINDS: dict[int, type[KeyKind]] = {1: X25519Kind, 2: HybridKind}
_LONGEST = 8192


def spelled(card: Card) -> str:
    """The letters of a card's code."""
    fields = exchange.strict_object(card.text.encode("utf-8"), limit_bytes=_LONGEST)
    packed = bytearray([len(card.age)])
    for recipient in card.age:
        kind, key = parse_recipient(recipient)
        packed += bytes([next(number for number, known in _KINDS.items() if known is kind)]) + key
    packed += card.sign + exchange.exact_base64(fields.text("signature"), sign.SIGNATURE_BYTES)
    for text in (fields.text("created"), card.expires, fields.text("name")):
        raw = text.encode("utf-8")
        packed += len(raw).to_bytes(2, "big") + raw
    return MARK + _base45(bytes(packed))


def read(letters: str, *, name: str = "the card") -> Card:
    """The card of a code; everything that is checked of a card's file is checked of it.

    Raises:
        BadRecipient: it is no card's, or was altered; `name` is for the error.
    """
    try:
        return Card.parse(_document(letters), name=name)
    except (ValueError, KeyError) as error:
        raise BadRecipient(name=name) from error


def _document(letters: str) -> str:
    if not letters.startswith(MARK) or len(letters) > _LONGEST:
        raise ValueError("mark")
    packed = _Bytes(_unbase45(letters.removeprefix(MARK)))
    recipients = []
    for _ in range(packed.take(1)[0]):
        kind = _KINDS[packed.take(1)[0]]
        recipients.append(bech32.encode(kind.recipient_prefix, packed.take(kind.public_bytes)))
    public, signature = packed.take(sign.PUBLIC_BYTES), packed.take(sign.SIGNATURE_BYTES)
    created, expires, called = (packed.take(int.from_bytes(packed.take(2), "big")).decode("utf-8") for _ in range(3))
    packed.end()
    document: dict[str, object] = {
        "format": CARD_FORMAT,
        "name": called,
        "age": recipients,
        "sign": b64encode(public).decode("ascii"),
        "created": created,
        "words": list(words_of(tuple(recipients), public)),
        "signature": b64encode(signature).decode("ascii"),
    }
    if expires:
        document["expires"] = expires
    return exchange.canonical(document).decode("utf-8")


class _Bytes:
    """Bytes that are taken from the front."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) != count:
            raise ValueError("short")
        self._at += count
        return taken

    def end(self) -> None:
        if self._at != len(self._data):
            raise ValueError("long")


def _base45(data: bytes) -> str:
    letters = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, figure = divmod(number, 45)
            letters.append(_LETTERS[figure])
    return "".join(letters)


def _unbase45(letters: str) -> bytes:
    data = bytearray()
    for at in range(0, len(letters), 3):
        figures = [_LETTERS.index(letter) for letter in letters[at : at + 3]]
        if len(figures) == 1:
            raise ValueError("length")
        number = sum(figure * 45**place for place, figure in enumerate(figures))
        if number >= 256 ** (len(figures) - 1):
            raise ValueError("number")
        data += number.to_bytes(len(figures) - 1, "big")
    return bytes(data)
