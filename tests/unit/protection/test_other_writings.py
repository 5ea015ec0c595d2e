"""A name in base64 or the like is put to a person before the export, and refused by the record's code if it stays."""

from __future__ import annotations

import base64
import io
import lzma
import os
import zipfile
import zlib

import pytest

from fieldnotes.errors import LeakInOtherWriting
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.redaction import Redacted
from fieldnotes.model.register import EntityType
from fieldnotes.protection import containers, gate
from fieldnotes.protection.other_writings import other_writings
from fieldnotes.protection.residue import OTHER_KEYS, Forbidden, Watchlist

NAME = "Gülbəniz Ağasıyeva"
WATCH = Watchlist([Forbidden("S-001", EntityType.PERSON, (NAME,))])
RUSSIAN_NAME = "Гюльбяниз Агасыева"
WORD = base64.b64encode(NAME.encode()).decode()


def test_the_word_that_hides_a_name_is_where_it_is_found() -> None:
    text = f"He wrote this on a card:\n  it said {WORD} and no more.\nThen he left."
    (found,) = other_writings(text, WATCH)
    assert (text[found.start : found.end], found.code) == (WORD, "S-001")


def test_a_name_spread_over_a_line_is_the_line() -> None:
    line = " ".join(f"{byte:08b}" for byte in NAME.encode())
    text = f"He wrote:\n{line}\nThen he left."
    (found,) = other_writings(text, WATCH)
    assert text[found.start : found.end] == line


def test_ordinary_words_hide_nothing() -> None:
    assert not list(other_writings("Onlar səhər tezdən getdilər; 12, 45, 78 və 90 manat. WXYZ-1234 & <b>x</b>", WATCH))


def test_the_refusal_names_the_record_and_the_writing_but_not_the_name() -> None:
    text = f"It said {WORD}."
    record = BundleRecord("R-001", "testimony", "az", "ANONYMOUS", "A title", text, "press: anonymous", ())
    with pytest.raises(LeakInOtherWriting) as refused:
        gate.clear(record, Redacted("A title"), Redacted(text), WATCH)
    said = refused.value.sentence_text() + refused.value.hint_text() + repr(refused.value.params)
    assert "R-001" in said
    assert "base64" in said
    assert not any(part in said for part in (*NAME.split(), WORD))


@pytest.mark.parametrize("size", [16, 100, 500])
def test_random_and_packed_bytes_are_not_taken_for_names(size: int) -> None:
    for _ in range(18):
        data = os.urandom(size)
        for leaf in (data, base64.b64encode(data), data.hex().encode(), zlib.compress(data, 0)):
            assert not any(gate.survivors(containers.Leaf("leaf", "", leaf), WATCH))


def test_bare_deflate_behind_other_bytes_is_unpacked() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(f"They met {NAME} at the mill by the river.".encode()) + packer.flush()
    for before in (b"\xff", b"\x00\x01\xfe\xff", os.urandom(700)):
        leaf = containers.Leaf("leaf", "", before + packed + b"\x00\xff\x10")
        assert any(gate.survivors(leaf, WATCH))


def zipped(content: bytes, way: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", way) as archive:
        archive.writestr("a.txt", content)
    return file.getvalue()


PACKED = {
    "zip": zipped(NAME.encode()),
    "zip in a zip": zipped(zipped(NAME.encode())),
    "zip packed with bzip2": zipped(NAME.encode(), zipfile.ZIP_BZIP2),
    "bare lzma": lzma.compress(NAME.encode(), format=lzma.FORMAT_ALONE),
    "small bare lzma": lzma.compress(NAME.encode(), format=lzma.FORMAT_ALONE, preset=0),
}


@pytest.mark.parametrize("packed", PACKED.values(), ids=list(PACKED))
def test_an_archive_written_as_letters_in_a_text_is_looked_into(packed: bytes) -> None:
    twice = base64.b64encode(base64.b64encode(packed))
    for written in (base64.b64encode(packed), packed.hex().encode(), base64.b85encode(packed), twice):
        assert any(gate.survivors(containers.Leaf("leaf", "", b"He wrote: " + written + b" there."), WATCH))


def locked(archive: bytes) -> bytes:
    """The same with the flag of a member that takes a password (APPNOTE 4.4.4)."""
    return archive[:6] + b"\x01" + archive[7:]


@pytest.mark.parametrize("archive", [zipped(NAME.encode(), zipfile.ZIP_LZMA), locked(zipped(NAME.encode()))])
def test_an_archive_in_a_text_that_cannot_be_opened_is_refused(archive: bytes) -> None:
    written = b"He wrote: " + base64.b64encode(archive) + b" there."
    with pytest.raises(containers.Refused, match="cannot be looked into"):
        list(gate.survivors(containers.Leaf("leaf", "", written), WATCH))


def test_what_is_packed_deeper_than_is_looked_is_refused() -> None:
    packed = NAME.encode()
    for _ in range(9):
        packed = base64.b64encode(zipped(packed))
    with pytest.raises(containers.Refused, match="more packed inside"):
        list(gate.survivors(containers.Leaf("leaf", "", b"He wrote: " + packed + b" there."), WATCH))


@pytest.mark.parametrize("host", ["gülbəniz-ağasıyeva.az", "ağasıyeva.gülbəniz.example", "gülbənizağasıyeva.az"])
def test_a_name_in_the_name_of_a_host_is_seen(host: str) -> None:
    text = f"see http://{host.encode('idna').decode()}/ and www.example"
    assert any(gate.survivors(containers.Leaf("leaf", "", text.encode()), WATCH))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (RUSSIAN_NAME, "Fufcstdf U.km,zybp"),  # US keys
        (RUSSIAN_NAME.lower(), "uşkmçzybp fufcstdf"),  # Azerbaijani keys
        ("Leyla Karimova", "Дундф Лфкшьщмф"),
        ("Şəhla Əzizova", "Юэрдф Эяшящмф"),
    ],
)
def test_a_name_typed_on_the_keys_of_another_language_is_seen(name: str, typed: str) -> None:
    watch = Watchlist([Forbidden("S-001", EntityType.PERSON, (name,))])
    (found,) = watch.in_text(f"Then {typed} came.")
    assert (found.rule, found.code, found.start) == (OTHER_KEYS, "S-001", 5)


def test_everyday_words_on_other_keys_are_nobody() -> None:
    text = "Sabah tezdən yola çıxdıq, yağış yağırdı. Дорога была длинной. The road was long; nobody spoke."
    assert not list(Watchlist([Forbidden("S-001", EntityType.PERSON, (RUSSIAN_NAME, NAME))]).in_text(text))


@pytest.mark.parametrize(
    "written",
    [
        "".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in "gulbenizagasiyeva"),
        " ".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in "gulbenizagasiyeva"),
        "ɐʌǝʎısɐƃɐ zıuǝqןnƃ",
        "ɐʌǝʎᴉsɐɓ∀ zᴉuǝqןnɓ".replace("∀", "ɐ"),
    ],
)
def test_letters_of_flags_and_letters_upside_down_are_letters(written: str) -> None:
    assert any(gate.survivors(containers.Leaf("leaf", "", f"He drew {written} there.".encode()), WATCH))
