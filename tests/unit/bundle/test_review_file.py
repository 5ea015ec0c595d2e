"""A review as a file: what was said comes back, for the author alone, and stock tools agree."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.bundle import review_file
from fieldnotes.crypto import age, sign
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import BadRecipient, Bug, ReviewDamaged, ReviewNotForYou
from fieldnotes.model.review import About, Anchor, Part, RecordVerdict, Remark, RemarkKind, Review, ReviewVerdict

AUTHOR, EDITOR, HYBRID = (
    Identity.generate("Nigar"),
    Identity.generate("Tamuna"),
    Identity.generate("Emre", post_quantum=True),
)
TEXT = "Səhər açıldı.\nYol qaranlıq idi."
REVIEW = Review(
    "0" * 32,
    About("1" * 32, "2" * 32, 3, "4" * 64),
    1,
    "2026-11-22",
    "Tamuna",
    EDITOR.signing_key.public,
    (age.key_id(AUTHOR.recipients[0]),),
    (RecordVerdict("R-001", "5" * 64, ReviewVerdict.ACCEPT),),
    (Remark("0a1b2c3d", "R-001", Anchor.of(TEXT, 14, 17), RemarkKind.COMMENT, "Hansı yol? 🛣"),),
    "Salam",
)


def sealed(review: Review = REVIEW, to: Identity = AUTHOR) -> bytes:
    return review_file.seal(review, signing=EDITOR.signing_key, recipients=to.recipients)


def opened(data: bytes, by: Identity = AUTHOR) -> Review:
    return review_file.open_review(data, identities=by.age_secrets, name="FN-TEST00.fnreview").review


def test_what_was_said_comes_back() -> None:
    assert opened(sealed()) == REVIEW


def test_a_post_quantum_author_gets_a_post_quantum_review() -> None:
    review = replace(REVIEW, recipients=(age.key_id(HYBRID.recipients[0]),))
    data = sealed(review, HYBRID)

    assert opened(data, HYBRID) == review
    assert b"mlkem768x25519" in data.split(b"\n---")[0]


def test_nobody_else_opens_it() -> None:
    with pytest.raises(ReviewNotForYou):
        opened(sealed(), EDITOR)
    with pytest.raises(BadRecipient):
        review_file.seal(REVIEW, signing=EDITOR.signing_key, recipients=[])


def test_the_length_says_little_of_what_was_said() -> None:
    longer = replace(REVIEW, note="x" * 2_000)

    assert len(sealed()) == len(sealed(longer))


@pytest.mark.parametrize("at", [20, 150, -400, -1])
def test_a_flipped_bit_is_noticed(at: int) -> None:
    data = bytearray(sealed())
    data[at] ^= 1

    with pytest.raises((ReviewDamaged, ReviewNotForYou)):
        opened(bytes(data))


def test_what_its_own_reader_would_refuse_is_never_written() -> None:
    with pytest.raises(Bug):
        sealed(replace(REVIEW, number=0))


def test_a_passage_ends_with_its_paragraph() -> None:
    anchor = Anchor.of(TEXT, 6, len(TEXT))

    assert (anchor.paragraph, anchor.start, anchor.end) == (0, 6, 13)
    assert anchor.span_in(TEXT) == (6, 13)
    assert anchor.span_in("Səhər bağlandı.") is None
    with pytest.raises(ValueError, match="empty"):
        Anchor.of(TEXT, 13, 14, Part.TEXT)


def test_stock_tools_decrypt_unpack_and_verify(tmp_path: Path) -> None:
    program, minisign = shutil.which("age"), shutil.which("minisign")
    assert program is not None
    assert minisign is not None, "the Debian packages of the tests"
    (tmp_path / "me.identity").write_text(AUTHOR.to_text(), encoding="utf-8")
    (tmp_path / "in.fnreview").write_bytes(sealed())
    subprocess.run([program, "-d", "-i", "me.identity", "-o", "r.zip", "in.fnreview"], cwd=tmp_path, check=True)
    with zipfile.ZipFile(tmp_path / "r.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "r")
    public = sign.public_key_line(EDITOR.signing_key.public)
    signed, signature = tmp_path / "r" / "review.json", tmp_path / "r" / "signature.minisig"
    command = [minisign, "-VH", "-P", public, "-x", str(signature), "-m", str(signed)]

    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert f"fieldnotes-review/1 {REVIEW.review_id}" in done.stdout
    signed.write_bytes(signed.read_bytes() + b"\n")
    assert subprocess.run(command, check=False, capture_output=True).returncode != 0
