"""Open a bundle as its reader: verified first, shown afterwards, nothing written unless asked."""

from __future__ import annotations

from pathlib import Path

from fieldnotes import clock, files
from fieldnotes.bundle import reader
from fieldnotes.model.bundle import Opened
from fieldnotes.progress import Watch
from fieldnotes.services import people


def open_bundle(
    path: Path,
    *,
    identity: Path,
    author_card: Path | None = None,
    even_expired: bool = False,
    watch: Watch | None = None,
) -> Opened:
    """Decrypt a bundle in memory and verify all of it.

    With `author_card`, the signature must be by that person; without, the signer is `unknown`. Only `even_expired`
    opens one whose author wanted it closed by now.

    Raises:
        NotABundle, BundleNotForYou, BundleDamaged, BundleHostile, BundleTooNew, WrongSigner, BundleExpired,
        BadIdentityFile, BadRecipient.
    """
    mine = people.load_identity(identity)
    signer = people.load_card(author_card).sign if author_card is not None else None
    data = reader.read_file(path)
    if watch is not None:
        watch.check()
    return reader.open_bundle(
        data,
        identities=mine.age_secrets,
        name=path.name,
        expected_signer=signer,
        today="" if even_expired else clock.today().isoformat(),
    )


def has_expired(opened: Opened) -> bool:
    """Whether its author wanted it closed by now."""
    return bool(opened.manifest.expires) and opened.manifest.expires < clock.today().isoformat()


def save_texts(opened: Opened, folder: Path) -> list[Path]:
    """Write each record's text into a new private folder, under its label. Only ever on request."""
    files.private_folder(folder)
    written = []
    for record in opened.records:
        path = folder / f"{record.label}.txt"
        files.atomic_write(path, f"{record.title}\n\n{record.text}\n".encode(), keep_existing=True)
        written.append(path)
    return written
