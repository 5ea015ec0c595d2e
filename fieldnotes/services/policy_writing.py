"""Writing a policy without knowing TOML: a whole one to begin with, and one line after the other changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldnotes import files
from fieldnotes.crypto.sign import BadSignature
from fieldnotes.errors import BadPolicy
from fieldnotes.policy.change import changed, raised
from fieldnotes.policy.document import MAX_BYTES, parse
from fieldnotes.policy.draft import draft
from fieldnotes.policy.limits import Wrong
from fieldnotes.policy.signed import SIGNATURE_BYTES, SIGNATURE_ENDING, verified
from fieldnotes.policy.words import demands


@dataclass(frozen=True, slots=True)
class Changed:
    """What a line says now: `value` is empty and `sentence` too where it demands nothing any more.

    `raised`: the document had been signed as it was, and has the next version now.
    """

    line: str
    value: str
    sentence: str
    version: int
    raised: bool


def new(out: Path, name: str, *, strict: bool = False) -> int:
    """Write a policy with every line of the format explained into a new file. Returns how many lines demand something.

    Raises:
        BadPolicy: the name is none.
        AlreadyExists, CannotWrite, DiskFull.
    """
    text = draft(name, strict=strict).encode()
    try:
        lines = len(parse(text).lines)
    except Wrong as error:
        raise BadPolicy(name=out.name, what=str(error)) from error
    files.atomic_write(out, text, keep_existing=True)
    return lines


def change(file: Path, line: str, value: str | None) -> Changed:
    """Give one line of a policy another value, or switch it off with None. Its comments stay.

    A document that is signed as it stands gets the next version first, as vaults take no other in its place.

    Raises:
        BadPolicy: the file cannot be used, or no such line or value; nothing was changed.
        CannotRead, FileTooLarge, CannotWrite, DiskFull.
    """
    raw = files.read_limited(file, MAX_BYTES)
    try:
        text = changed(raw, line, value)
        was_signed = text != raw and _is_signed(file, raw)
        text = raised(text) if was_signed else text
        policy = parse(text)
    except Wrong as error:
        raise BadPolicy(name=file.name, what=str(error)) from error
    if text != raw:
        files.atomic_write(file, text)
    found = next((one for one in demands(policy) if one.line == line), None)
    shown = dict(policy.lines).get(line, value or "")
    return Changed(line, shown, "" if found is None else found.sentence, policy.version, was_signed)


def _is_signed(file: Path, raw: bytes) -> bool:
    beside = file.with_name(file.name + SIGNATURE_ENDING)
    if not beside.exists():
        return False
    try:
        verified(raw, files.read_limited(beside, SIGNATURE_BYTES).decode("utf-8"))
    except (Wrong, BadSignature, UnicodeDecodeError):
        return False
    return True
