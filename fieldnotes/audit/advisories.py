"""The tables of published faults: what they say of the libraries that are loaded, their age, and whose word they are.

One comes with the program, as one of the files that A07 compares. Another may be brought offline, signed by the
security lead. Hers may overrule the program's own, any other only adds to it: nobody hides a fault by leaving it out.
Format: docs/formats/advisories.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from fieldnotes import resources
from fieldnotes.crypto import sign
from fieldnotes.crypto.sign import BadSignature
from fieldnotes.crypto.signer import Signer, signer_in
from fieldnotes.errors import FileTooLarge
from fieldnotes.files import read_limited
from fieldnotes.i18n import N_, tr
from fieldnotes.policy.limits import Wrong
from fieldnotes.policy.signed import SIGNATURE_BYTES, SIGNATURE_ENDING, Signed

FORMAT = "fieldnotes-advisories/1"
MAX_BYTES = 256 * 1024
_FILE = "advisories/libraries.toml"
_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_MOST_FAULTS, _LONGEST = 2000, 500
_SEVERITIES = ("critical", "high", "medium", "low", "none")
_TEXTS = ("id", "library", "severity", "why")


class Standing(StrEnum):
    """Whose word a table is."""

    SHIPPED = N_("came with the program, not signed by your security lead")
    LEAD = N_("signed by the key that this vault knows")
    UNKNOWN = N_("signed by a key that this vault does not know")
    UNSIGNED = N_("not signed")
    FOREIGN = N_("signed by another key than the policy of this vault, so not used")
    BROKEN = N_("altered or not readable, so not used")


@dataclass(frozen=True, slots=True)
class Fault:
    """`below`: the first repaired version of each branch (3.6.2 repairs 3.6.x). `reached`: our use comes to it."""

    id: str
    library: str
    below: tuple[tuple[int, ...], ...]
    severity: str
    reached: bool
    why: str

    def is_in(self, version: tuple[int, ...]) -> bool:
        return any(version[: len(least) - 1] == least[:-1] and version < least for least in self.below)


@dataclass(frozen=True, slots=True)
class Table:
    """`expires`: the day after which its maker no longer answers for it; None for none."""

    made_on: date
    faults: tuple[Fault, ...]
    expires: date | None = None

    def of(self, library: str, version: tuple[int, ...]) -> tuple[Fault, ...]:
        """The faults that this version of a library has."""
        return tuple(fault for fault in self.faults if fault.library == library and fault.is_in(version))


@dataclass(frozen=True, slots=True)
class Brought:
    """A table that came as a file, and how far it can be believed. `words` name the signer; none for nobody."""

    table: Table | None
    standing: Standing
    words: tuple[str, ...] = ()


def table() -> Table:
    """The table that came with the program."""
    return parse(resources.text(_FILE).encode())


def shipped_text() -> str:
    """The same as it is written, for whoever makes the next one."""
    return resources.text(_FILE)


def parse(raw: bytes) -> Table:
    """The table in the bytes of a file.

    Raises:
        Wrong: not TOML, another format, or a value that is missing or of another kind.
    """
    if len(raw) > MAX_BYTES:
        raise Wrong(tr(N_("it is longer than {most} bytes"), most=MAX_BYTES))
    try:
        read = tomllib.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Wrong(tr(N_("it is not TOML"))) from error
    if read.get("format") != FORMAT:
        raise Wrong(tr(N_("it is no table of published faults of this format")))
    faults, expires = read.get("fault", []), read.get("expires")
    if not isinstance(faults, list) or len(faults) > _MOST_FAULTS:
        raise Wrong(tr(N_("it has no list of faults, or more than {most}"), most=_MOST_FAULTS))
    return Table(
        _day(read.get("made_on")),
        tuple(_fault(one, number) for number, one in enumerate(faults, 1)),
        None if expires is None else _day(expires),
    )


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(tr(N_("its day is missing or no day")))
    return value


def _fault(one: object, number: int) -> Fault:
    if not isinstance(one, Mapping) or not _is_fault(one):
        raise Wrong(tr(N_("fault {number} lacks something or has a value of another kind"), number=number))
    below = tuple(numbers(text) for text in one["below"])
    return Fault(one["id"], one["library"], below, one["severity"], one["reached"], one["why"])


def _is_fault(one: Mapping[str, Any]) -> bool:
    texts, below = [one.get(name) for name in _TEXTS], one.get("below")
    return (
        all(isinstance(text, str) and 0 < len(text) <= _LONGEST for text in texts)
        and one.get("severity") in _SEVERITIES
        and isinstance(one.get("reached"), bool)
        and isinstance(below, list)
        and bool(below)
        and all(isinstance(text, str) and _NUMBER.fullmatch(text) for text in below)
    )


def signer_of(raw: bytes, signature: bytes) -> Signer:
    """Whoever signed a table, once the signature fits it.

    Raises:
        BadSignature: it does not, or was made for something else.
    """
    try:
        text = signature.decode("ascii")
    except UnicodeDecodeError as error:
        raise BadSignature("not ASCII") from error
    signer = signer_in(sign.trusted_comment(text), FORMAT)
    sign.verify_file(raw, text, signer.key)
    return signer


def brought(file: Path, policy: Signed | None) -> Brought:
    """The table in a file, with its signature beside it (`FILE.minisig`); `policy` is the one that the vault has.

    Raises:
        CannotRead: there is no such file.
    """
    beside = file.with_name(file.name + SIGNATURE_ENDING)
    try:
        raw = read_limited(file, MAX_BYTES)
        found = parse(raw)
        if not beside.exists():
            return Brought(found, Standing.UNSIGNED)
        signer = signer_of(raw, read_limited(beside, SIGNATURE_BYTES))
    except (Wrong, BadSignature, FileTooLarge):
        return Brought(None, Standing.BROKEN)
    if policy is None:
        return Brought(found, Standing.UNKNOWN, signer.words)
    if signer.key in (policy.key, policy.policy.successor):
        return Brought(found, Standing.LEAD, signer.words)
    return Brought(None, Standing.FOREIGN, signer.words)


def together(own: Table, other: Brought | None) -> Table:
    """What holds: of a fault in both the security lead's word, or else the program's; the age is that of what holds."""
    if other is None or other.table is None:
        return own
    is_leads = other.standing is Standing.LEAD
    first, second = (other.table, own) if is_leads else (own, other.table)
    known = {(fault.id, fault.library) for fault in first.faults}
    faults = (*first.faults, *(fault for fault in second.faults if (fault.id, fault.library) not in known))
    if not is_leads or own.made_on > other.table.made_on:
        return Table(own.made_on, faults, own.expires)
    return Table(other.table.made_on, faults, other.table.expires)


def numbers(text: str) -> tuple[int, ...]:
    """The first version in a text: (3, 6, 2) of `OpenSSL 3.6.2 7 Apr 2026`; () of a text without any."""
    found = _NUMBER.search(text)
    return () if found is None else tuple(int(part) for part in found[0].split("."))
