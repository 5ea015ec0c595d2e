"""Open an evidence pack as its reader: verified first, told afterwards, nothing written unless asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldnotes import clock, files
from fieldnotes.bundle import pack_reader, reader
from fieldnotes.errors import BundleHostile, UnknownSigner, WrongSigner
from fieldnotes.model.bundle import Trust
from fieldnotes.model.evidence_pack import ENDINGS, OpenedPack
from fieldnotes.services import custody_page, people, stripping
from fieldnotes.services.keys import Keys

CUSTODY_PAGE, RECORDS_PAGE = "custody.html", "readable.html"
"""Pages of our own, beside the bag."""
_OTHER_KIND = "a file is not of the kind that its custody sheet says"


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


def save_files(reading: PackReading, folder: Path, *, even_unknown: bool = False) -> list[Path]:
    """Write the bag into a new private folder, as stock tools check it, with pages that are made here of what was
    verified: an author's own would run in a browser. Only ever on request; a stranger's pack with `even_unknown` only.

    Raises:
        UnknownSigner: nobody known has signed it.
        AlreadyExists, CannotWrite, DiskFull.
    """
    if reading.trust is not Trust.VERIFIED and not even_unknown:
        raise UnknownSigner(name=folder.name)
    pages = {CUSTODY_PAGE: custody_page.custody(reading.pack, reading.author)}
    pages[RECORDS_PAGE] = custody_page.readable(reading.pack)
    contents = {name: page.encode("utf-8") for name, page in pages.items()} | dict(reading.pack.files)
    files.write_folder(folder, contents)
    return [folder.joinpath(*name.split("/")) for name in contents]


def _opened(path: Path, identities: Sequence[str], authors: Sequence[bytes]) -> OpenedPack:
    pack = pack_reader.open_pack(reader.read_file(path), identities=identities, name=path.name, authors=authors)
    for one in pack.sheet.exhibits:
        if one.media_type in ENDINGS and stripping.media_type(pack.files[one.file]) != one.media_type:
            raise BundleHostile(name=path.name, what=_OTHER_KIND)
    return pack
