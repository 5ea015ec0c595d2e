"""Opening an evidence pack: what is whole is told, and nothing that is not as its sheet says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from fieldnotes.bundle import pack_reader, reader, sealing
from fieldnotes.bundle.layout import CUSTODY, FORMAT, PACK_FORMAT, PAGE, SHEET
from fieldnotes.crypto import age
from fieldnotes.crypto.exchange import canonical
from fieldnotes.crypto.identity import Identity
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import (
    BundleDamaged,
    BundleHostile,
    BundleNotForYou,
    BundleTooNew,
    EvidencePackMet,
    FieldNotesError,
    NotABundle,
)
from fieldnotes.model.evidence_pack import OpenedPack
from fieldnotes.model.forms import CustodyAct

LAWYER, STRANGER = (Identity.generate(name, post_quantum=False) for name in ("Emre Aydın", "Lado"))
AUTHOR, OTHER = SigningKey.from_seed(bytes(range(32))), SigningKey.from_seed(bytes(range(1, 33)))
NUMBER = "0123456789abcdef" * 2
FIRST, SECOND = "data/files/e001.jpg", "data/files/e002.bin"
PICTURE, NOTE = b"a picture", "Qapı ağ idi.".encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def exhibit(label: str, file: str, data: bytes, *, original: bytes) -> dict[str, Any]:
    return {
        "label": label,
        "file": file,
        "sha256": sha256(data),
        "size": len(data),
        "media_type": "image/jpeg",
        "is_original": data == original,
        "original_sha256": sha256(original),
        "original_size": len(original),
        "acts": [{"at": "2026-02-03T10:20:30Z", "act": "ingested"}],
    }


def sheet() -> dict[str, Any]:
    first = exhibit("R-001", FIRST, PICTURE, original=b"a picture and where it was taken")
    return {
        "format": PACK_FORMAT,
        "number": NUMBER,
        "day": "2026-02-04",
        "exhibits": [first, exhibit("R-002", SECOND, NOTE, original=NOTE)],
    }


def sealed(
    document: dict[str, Any],
    *,
    files: dict[str, bytes] | None = None,
    comment: str = f"{PACK_FORMAT} {NUMBER}",
    profile: str = PACK_FORMAT,
    spelled: Callable[[bytes], bytes] = bytes,
) -> bytes:
    payload = {
        CUSTODY: spelled(canonical(document) + b"\n"),
        SHEET: b"<p>sheet",
        PAGE: b"<p>page",
        **({FIRST: PICTURE, SECOND: NOTE} if files is None else files),
    }
    to = age.recipient_of(LAWYER.age_secrets[0])
    made = sealing.seal(payload, day="2026-02-04", comment=comment, recipients=[to], signing=AUTHOR, profile=profile)
    return made.data


def opened(data: bytes, *authors: SigningKey, identity: Identity = LAWYER) -> OpenedPack:
    keys = [one.public for one in authors]
    return pack_reader.open_pack(data, identities=identity.age_secrets, name="pack.age", authors=keys)


def test_a_whole_pack_tells_its_files_and_who_signed_it() -> None:
    pack = opened(sealed(sheet()), OTHER, AUTHOR)

    assert (pack.number, pack.day, pack.signer) == (NUMBER, "2026-02-04", AUTHOR.public)
    assert [(one.label, one.file, one.is_original) for one in pack.exhibits] == [
        ("R-001", FIRST, False),
        ("R-002", SECOND, True),
    ]
    assert pack.exhibits[0].acts == (("2026-02-03T10:20:30Z", CustodyAct.INGESTED),)
    assert pack.files[SECOND] == NOTE
    assert "Qap" not in repr(pack)


def test_without_the_authors_card_nobody_vouches_for_a_pack() -> None:
    data = sealed(sheet())

    assert opened(data).signer is None
    assert opened(data, OTHER).signer is None
    with pytest.raises(BundleNotForYou):
        opened(data, identity=STRANGER)


def test_a_reader_of_bundles_says_that_it_is_a_pack_and_the_other_way_round() -> None:
    with pytest.raises(EvidencePackMet):
        reader.open_bundle(sealed(sheet()), identities=LAWYER.age_secrets, name="pack.age", today="")
    with pytest.raises(NotABundle):
        opened(sealed(sheet(), profile=FORMAT))
    with pytest.raises(BundleTooNew):
        opened(sealed(sheet(), profile="fieldnotes-evidence/2"))


def changed(number: int, **members: object) -> dict[str, Any]:
    document = sheet()
    document["exhibits"][number] |= members
    return document


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (changed(0, file="data/files/e002.jpg"), BundleHostile),
        (changed(0, file="data/files/../e001.jpg"), BundleHostile),
        (changed(0, file="data/files/e001.exe"), BundleHostile),
        (changed(0, label="../R-001"), BundleHostile),
        (changed(0, is_original=True), BundleHostile),
        (changed(0, is_original=1), BundleHostile),
        (changed(0, acts=[{"at": "2026-02-03", "act": "burnt"}]), BundleHostile),
        (changed(0, acts=[{"at": "\x1b[2J", "act": "ingested"}]), BundleHostile),
        (changed(0, media_type="image/jpeg\x1b[2J"), BundleHostile),
        (changed(0, more="x"), BundleHostile),
        (changed(0, sha256=sha256(b"another")), BundleDamaged),
        (changed(0, size=1), BundleDamaged),
        ({**sheet(), "exhibits": []}, BundleHostile),
        ({**sheet(), "exhibits": sheet()["exhibits"][:1]}, BundleHostile),
        ({**sheet(), "format": "fieldnotes-evidence/7"}, BundleHostile),
        ({**sheet(), "day": "4 February"}, BundleHostile),
        ({**sheet(), "number": "f" * 32}, BundleDamaged),
    ],
)
def test_a_sheet_that_is_not_true_or_breaks_a_rule_opens_nothing(
    document: dict[str, Any], error: type[FieldNotesError]
) -> None:
    with pytest.raises(error):
        opened(sealed(document), AUTHOR)


def test_files_that_no_sheet_lists_and_another_spelling_are_refused() -> None:
    with pytest.raises(BundleHostile):
        opened(sealed(sheet(), files={FIRST: PICTURE, SECOND: NOTE, "data/files/e003.bin": b"x"}))
    with pytest.raises(BundleHostile):
        opened(sealed(sheet(), spelled=lambda data: data.replace(b":", b": ", 1)))
    with pytest.raises(BundleDamaged):
        opened(sealed(sheet(), comment=f"{NUMBER} 1"))
