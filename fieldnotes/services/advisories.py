"""Tables of published faults that are brought offline: made and signed by the security lead, installed by everybody."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldnotes import clock, files, paths
from fieldnotes.audit import advisories as tables
from fieldnotes.audit.advisories import FORMAT, MAX_BYTES, Brought, Table
from fieldnotes.audit.policy import pinned_by
from fieldnotes.crypto import sign as signing
from fieldnotes.crypto.sign import BadSignature
from fieldnotes.crypto.signer import Signer
from fieldnotes.errors import BadAdvisories, WrongSigner
from fieldnotes.i18n import N_, tr
from fieldnotes.policy.limits import Wrong
from fieldnotes.policy.signed import SIGNATURE_BYTES, SIGNATURE_ENDING
from fieldnotes.services.cards import load_card, load_identity

FILE_NAME = "advisories.toml"
"""Beside the settings of this user, with its signature."""

_BAD_SIGNATURE = N_("its signature does not fit it")
_NO_SIGNATURE = N_("it has no signature")
_OLDER = N_("it is of an earlier day than the one that is installed")


@dataclass(frozen=True, slots=True)
class TableView:
    """A table for people. Dates are days or empty; `words` and `key` name the signer, empty where nobody signed.

    `installed`: the one that audits on this computer use. `faults` are (id, library, severity, whether it is reached).
    """

    made_on: str
    expires: str
    expired: bool
    words: tuple[str, ...]
    key: str
    faults: tuple[tuple[str, str, str, bool], ...]
    installed: bool = False


# --- by the lead ------------------------------------------------------------------------------------------------------


def draft(out: Path) -> TableView:
    """Write the table that came with the program into a new file, for the lead to bring up to date.

    Raises:
        AlreadyExists, CannotWrite, DiskFull.
    """
    files.atomic_write(out, tables.shipped_text().encode(), keep_existing=True)
    return _view(tables.table(), None)


def sign(file: Path, identity: Path) -> TableView:
    """Sign a table with the lead's identity into a minisign file, `FILE.minisig`.

    Raises:
        BadAdvisories: it cannot be used.
        BadIdentityFile: it cannot sign.
        CannotRead, FileTooLarge, CannotWrite, DiskFull.
    """
    raw = files.read_limited(file, MAX_BYTES)
    found, lead = _parsed(raw, file.name), load_identity(identity)
    signer = Signer.of(lead)
    signature = lead.signing_key.sign_file(raw, trusted_comment=signer.comment(FORMAT))
    files.atomic_write(_beside(file), signature.encode())
    return _view(found, signer)


# --- by anybody -------------------------------------------------------------------------------------------------------


def show(file: Path | None = None) -> TableView:
    """What a table says: that of a file, or else the one that is installed here, or else that of the program.

    Raises:
        BadAdvisories: it cannot be used, or its signature does not fit.
        CannotRead, FileTooLarge.
    """
    place = installed(file)
    if place is None:
        return _view(tables.table(), None)
    raw = files.read_limited(place, MAX_BYTES)
    signer = _signer(place, raw) if _beside(place).exists() else None
    return _view(_parsed(raw, place.name), signer, is_installed=file is None)


def check(file: Path, *, card: Path | None = None) -> TableView:
    """The same of a file that must be signed, by the owner of `card` if one is given.

    Raises:
        BadAdvisories: as show, or nobody signed it.
        WrongSigner: somebody else did.
        BadRecipient: the card. CannotRead, FileTooLarge.
    """
    found = show(file)
    if not found.words:
        raise BadAdvisories(name=file.name, what=tr(_NO_SIGNATURE))
    expected = None if card is None else load_card(card).sign
    if card is not None and (expected is None or signing.public_key_line(expected) != found.key):
        raise WrongSigner(name=file.name)
    return found


def install(file: Path, *, card: Path | None = None) -> TableView:
    """Let every audit on this computer use a signed table. Whether its signer is the security lead of a vault, each
    audit finds out by the policy of that vault.

    Raises:
        BadAdvisories: as check, or it is of an earlier day than the one that is installed.
        WrongSigner, BadRecipient, CannotRead, FileTooLarge, CannotWrite, DiskFull: nothing was changed.
    """
    found, place = check(file, card=card), installed_place()
    raw, signature = files.read_limited(file, MAX_BYTES), files.read_limited(_beside(file), SIGNATURE_BYTES)
    if place.exists() and _made_on(place) > found.made_on:
        raise BadAdvisories(name=file.name, what=tr(_OLDER))
    place.parent.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
    # Between the two an audit finds a signature that does not fit, and says so; never a table without one.
    files.atomic_write(_beside(place), signature)
    files.atomic_write(place, raw)
    return found


def installed_place() -> Path:
    """Where an installed table lies, whether there is one or not."""
    return paths.config_folder() / FILE_NAME


def installed(file: Path | None = None) -> Path | None:
    """The file that was given, or else the one that is installed; None where there is none."""
    place = installed_place()
    return file or (place if place.exists() or _beside(place).exists() else None)


def brought_to(vault: Path, file: Path | None = None) -> Brought | None:
    """The table to which a vault is held besides the program's own, judged by the policy that the vault has.

    Raises:
        CannotRead: there is no such file.
    """
    place = installed(file)
    return None if place is None else tables.brought(place, pinned_by(vault))


def _made_on(place: Path) -> str:
    """The day of an installed table; empty, and so older than any, where it can no longer be read."""
    try:
        return tables.parse(files.read_limited(place, MAX_BYTES)).made_on.isoformat()
    except Wrong:
        return ""


def _parsed(raw: bytes, name: str) -> Table:
    try:
        return tables.parse(raw)
    except Wrong as error:
        raise BadAdvisories(name=name, what=str(error)) from error


def _signer(file: Path, raw: bytes) -> Signer:
    try:
        return tables.signer_of(raw, files.read_limited(_beside(file), SIGNATURE_BYTES))
    except BadSignature as error:
        raise BadAdvisories(name=file.name, what=tr(_BAD_SIGNATURE)) from error


def _beside(file: Path) -> Path:
    return file.with_name(file.name + SIGNATURE_ENDING)


def _view(found: Table, signer: Signer | None, *, is_installed: bool = False) -> TableView:
    return TableView(
        made_on=found.made_on.isoformat(),
        expires="" if found.expires is None else found.expires.isoformat(),
        expired=found.expires is not None and found.expires < clock.today(),
        words=() if signer is None else signer.words,
        key="" if signer is None else signing.public_key_line(signer.key),
        faults=tuple((fault.id, fault.library, fault.severity, fault.reached) for fault in found.faults),
        installed=is_installed,
    )
