"""Open an evidence pack as its reader: verified first, told afterwards, nothing written unless asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldnotes import clock, files
from fieldnotes.bundle import pack_reader, reader
from fieldnotes.errors import AlreadyExists, WrongSigner
from fieldnotes.model.bundle import Trust
from fieldnotes.model.evidence_pack import OpenedPack
from fieldnotes.services import people
from fieldnotes.services.keys import Keys


@dataclass(frozen=True, slots=True)
class PackReading:
    """A pack that was verified. `author` is what its reader calls the verified signer, else empty.

    Without the author's card the signature could not be checked: then `trust` is unknown.
    """

    pack: OpenedPack
    trust: Trust
    author: str


def open_pack(path: Path, *, identity: Path, author_card: Path | None = None) -> PackReading:
    """Decrypt a pack in memory with an identity file and verify all of it.

    With `author_card`, the signature must be by that person.

    Raises:
        NotABundle, BundleNotForYou, BundleDamaged, BundleHostile, BundleTooNew, WrongSigner, FileTooLarge,
        BadIdentityFile, BadRecipient, CannotRead.
    """
    secrets = people.load_identity(identity).age_secrets
    card = people.load_card(author_card) if author_card is not None else None
    pack = _opened(path, secrets, [card.sign] if card is not None and card.sign is not None else [])
    if card is not None and pack.signer is None:
        raise WrongSigner(name=path.name)
    return PackReading(pack, Trust.UNKNOWN if card is None else Trust.VERIFIED, "" if card is None else card.name)


def open_with_keys(path: Path, keys: Keys) -> PackReading:
    """The same with a key store, which knows whose cards were compared.

    Raises:
        As `open_pack`, without those of files that it does not take.
    """
    kept, today = keys.store.kept, clock.today().isoformat()
    known = {one.card.sign: one.name for one in kept.authors if one.counts(today) and one.card.sign is not None}
    pack = _opened(path, kept.identity.age_secrets, list(known))
    if pack.signer is None:
        return PackReading(pack, Trust.UNKNOWN, "")
    return PackReading(pack, Trust.VERIFIED, known[pack.signer])


def save_files(pack: OpenedPack, folder: Path) -> list[Path]:
    """Write the whole bag into a new private folder, as stock tools check it. Only ever on request.

    Raises:
        AlreadyExists, CannotWrite, DiskFull.
    """
    if folder.exists():
        raise AlreadyExists(name=folder.name)
    files.private_folder(folder)
    written = []
    for name, data in pack.files.items():
        path = folder.joinpath(*name.split("/"))
        for parent in reversed(path.relative_to(folder).parents[:-1]):
            if not (folder / parent).is_dir():
                files.private_folder(folder / parent)
        files.atomic_write(path, data, keep_existing=True)
        written.append(path)
    return written


def _opened(path: Path, identities: Sequence[str], authors: Sequence[bytes]) -> OpenedPack:
    return pack_reader.open_pack(reader.read_file(path), identities=identities, name=path.name, authors=authors)
