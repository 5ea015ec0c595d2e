"""A name in base64 or the like is put to a person before the export, and refused by the record's code if it stays."""

from __future__ import annotations

import base64
import os
import zlib

import pytest

from fieldnotes.errors import LeakInOtherWriting
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.redaction import Redacted
from fieldnotes.model.register import EntityType
from fieldnotes.protection import containers, gate
from fieldnotes.protection.other_writings import other_writings
from fieldnotes.protection.residue import Forbidden, Watchlist

NAME = "Gülbəniz Ağasıyeva"
WATCH = Watchlist([Forbidden("S-001", EntityType.PERSON, (NAME,))])
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
