"""Bech32 (BIP 173) without its length limit, as age writes recipients and identities."""

from __future__ import annotations

from collections.abc import Iterable

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH = 6


def encode(prefix: str, data: bytes) -> str:
    """`data` behind the lower-case `prefix`, in lower case."""
    groups = _regroup(data, 8, 5, pad=True)
    remainder = _polymod([*_expanded(prefix), *groups, *[0] * _CHECKSUM_LENGTH]) ^ 1
    checksum = [(remainder >> 5 * (5 - index)) & 31 for index in range(_CHECKSUM_LENGTH)]
    return prefix + "1" + "".join(_ALPHABET[value] for value in (*groups, *checksum))


def decode(text: str) -> tuple[str, bytes]:
    """The lower-case prefix and the bytes.

    Raises:
        ValueError: mixed case, a foreign character, a wrong checksum or padding that is not zero.
    """
    if text not in (text.lower(), text.upper()) or not text.isascii():
        raise ValueError("bech32: case")
    prefix, separator, payload = text.lower().rpartition("1")
    if not separator or not prefix or len(payload) < _CHECKSUM_LENGTH:
        raise ValueError("bech32: shape")
    if any(character not in _VALUES for character in payload) or not prefix.isprintable():
        raise ValueError("bech32: character")
    values = [_VALUES[character] for character in payload]
    if _polymod([*_expanded(prefix), *values]) != 1:
        raise ValueError("bech32: checksum")
    return prefix, bytes(_regroup(values[:-_CHECKSUM_LENGTH], 5, 8, pad=False))


def _expanded(prefix: str) -> list[int]:
    return [ord(character) >> 5 for character in prefix] + [0] + [ord(character) & 31 for character in prefix]


def _polymod(values: Iterable[int]) -> int:
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit, constant in enumerate(_GENERATOR):
            if top >> bit & 1:
                state ^= constant
    return state


def _regroup(values: Iterable[int], width: int, wanted: int, *, pad: bool) -> list[int]:
    pending = bits = 0
    groups = []
    for value in values:
        pending = (pending << width | value) & 0xFFF
        bits += width
        while bits >= wanted:
            bits -= wanted
            groups.append(pending >> bits & ((1 << wanted) - 1))
    rest = pending & ((1 << bits) - 1)
    if pad and bits:
        groups.append(rest << (wanted - bits))
    elif not pad and (bits >= width or rest):
        raise ValueError("bech32: padding")
    return groups
