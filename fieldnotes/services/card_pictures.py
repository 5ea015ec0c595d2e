"""A contact card as a QR code (ISO/IEC 18004): drawn for a screen, a printer or a terminal, and read from a picture."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes import files
from fieldnotes.crypto import card_code
from fieldnotes.crypto.identity import Card
from fieldnotes.errors import FileTooLarge, NoCardInPicture

if TYPE_CHECKING:
    from segno import QRCode

_MOST_BYTES = 32 * 1024 * 1024
_MOST_PIXELS = 64_000_000
_KINDS = ("PNG", "JPEG")
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_QUIET_ZONE = 4
_DOTS = 6
"""Pixels of one module in a PNG: at this size a telephone reads it from a screen or from paper."""


def svg(card: Card) -> bytes:
    """A picture without size of its own, black on white; no script, nothing to load."""
    written = io.BytesIO()
    _code(card).save(written, kind="svg", border=_QUIET_ZONE, dark="#000", light="#fff", xmldecl=False)
    return written.getvalue()


def png(card: Card) -> bytes:
    written = io.BytesIO()
    _code(card).save(written, kind="png", border=_QUIET_ZONE, scale=_DOTS, dark="#000", light="#fff")
    return written.getvalue()


def terminal(card: Card) -> str:
    """Lines of half blocks, two modules a line."""
    written = io.StringIO()
    _code(card).terminal(written, border=_QUIET_ZONE // 2, compact=True)
    return written.getvalue()


def is_picture(path: Path) -> bool:
    """Whether a file begins as a PNG or JPEG picture.

    Raises:
        CannotRead.
    """
    try:
        return files.read_limited(path, _MOST_BYTES).startswith(_MAGIC)
    except FileTooLarge:
        return False


def read(path: Path) -> Card:
    """The card whose code a PNG or JPEG picture shows. Nothing of the picture is kept.

    Raises:
        NoCardInPicture: it shows none, or more than one, or is larger than 64 million pixels.
        BadRecipient: the card was altered.
        CannotRead, FileTooLarge.
    """
    found = [
        one for one in _letters(files.read_limited(path, _MOST_BYTES), path.name) if one.startswith(card_code.MARK)
    ]
    if len(set(found)) != 1:
        raise NoCardInPicture(name=path.name)
    return card_code.read(found[0], name=path.name)


def _letters(data: bytes, name: str) -> list[str]:
    import zxingcpp  # noqa: PLC0415 - a native library that only this command needs
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - as above

    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise NoCardInPicture(name=name)
            grey = picture.convert("L")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise NoCardInPicture(name=name) from error
    return [
        one.text for one in zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    ]


def _code(card: Card) -> QRCode:
    import segno  # noqa: PLC0415 - as above

    return segno.make_qr(card_code.spelled(card), error="l", boost_error=True)
