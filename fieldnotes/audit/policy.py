"""Which policy an audit is held to: a file that was given, the one that the vault has, or what is built in.

A file that nobody signed, or that somebody else signed than the vault's own policy, is used and told loudly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fieldnotes.crypto.sign import BadSignature
from fieldnotes.errors import BadPolicy, FieldNotesError
from fieldnotes.files import read_limited
from fieldnotes.i18n import N_
from fieldnotes.policy.document import MAX_BYTES, parse
from fieldnotes.policy.limits import BUILT_IN, Policy, Wrong
from fieldnotes.policy.signed import SIGNATURE_BYTES, SIGNATURE_ENDING, Signed, verified
from fieldnotes.vault.keys import header


class Standing(StrEnum):
    """Whose word the policy of an audit is."""

    BUILT_IN = N_("built in")
    UNSIGNED = N_("not signed")
    SIGNED = N_("signed by a key that this vault does not know")
    PINNED = N_("signed by the key that this vault knows")
    FOREIGN = N_("signed by another key, or another policy, than this vault has")


@dataclass(frozen=True, slots=True)
class Demands:
    """The limits of an audit, and how far they can be believed. `words` name the signer's key."""

    policy: Policy = BUILT_IN
    standing: Standing = Standing.BUILT_IN
    words: tuple[str, ...] = ()
    readable: bool = True
    """False: the vault has a policy that this program cannot read; the built-in limits stand in for it."""
    pinned: int = 0
    """Version of the policy that the vault has; 0 for none."""


def demands(vault: Path, file: Path | None = None, signature: Path | None = None) -> Demands:
    """What the vault in a folder is held to. A file's signature is looked for beside it: `FILE.minisig`.

    Raises:
        BadPolicy: the file cannot be used, or its signature does not fit.
        CannotRead, FileTooLarge: the file.
    """
    pinned = pinned_by(vault)
    version = 0 if pinned is None else pinned.policy.version
    if file is None:
        if pinned is None:
            return Demands()
        return Demands(pinned.policy, Standing.PINNED, pinned.words, pinned.readable, pinned.policy.version)
    beside = signature or file.with_name(file.name + SIGNATURE_ENDING)
    if signature is None and not beside.exists():
        return Demands(read(file), Standing.UNSIGNED, pinned=version)
    found = read_signed(file, beside)
    return Demands(found.policy, _standing(pinned, found), found.words, pinned=version)


def read(file: Path) -> Policy:
    """A policy file without its signature. Raises as `demands`."""
    raw = read_limited(file, MAX_BYTES)
    try:
        return parse(raw)
    except Wrong as error:
        raise BadPolicy(name=file.name, what=str(error)) from error


def read_signed(file: Path, signature: Path) -> Signed:
    """A policy file with its signature, which fits. Raises as `demands`."""
    raw = read_limited(file, MAX_BYTES)
    try:
        return verified(raw, read_limited(signature, SIGNATURE_BYTES).decode("utf-8"))
    except Wrong as error:
        raise BadPolicy(name=file.name, what=str(error)) from error
    except (BadSignature, UnicodeDecodeError) as error:
        raise BadPolicy(name=file.name, what=BAD_SIGNATURE) from error


BAD_SIGNATURE = "its signature does not fit it"


def pinned_by(vault: Path) -> Signed | None:
    """The policy that the vault in a folder has; None for none, and where its header cannot be read."""
    try:
        return header.load(vault).policy
    except FieldNotesError:
        return None  # a header that cannot be read is the finding of another check


def _standing(pinned: Signed | None, found: Signed) -> Standing:
    if pinned is None:
        return Standing.SIGNED
    known = found.key in (pinned.key, pinned.policy.successor)
    return Standing.PINNED if known and found.policy.id == pinned.policy.id else Standing.FOREIGN
